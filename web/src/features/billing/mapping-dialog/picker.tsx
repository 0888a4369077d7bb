import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { formatQuantity } from '../../../ui/format.ts';
import { FieldGroup } from './field-group.tsx';
import classes from './mapping-dialog.module.css';
import { type Choice, isPicked, matchingPicks, togglePick, withMissing } from './pick-list.ts';

const SEARCH_FROM = 8;

type PickerProps = {
  label: string;
  offered: readonly Choice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** What choosing none means. */
  note: string;
  /** Whether it is known what there is: an empty list then means that there is nothing. */
  isKnown: boolean;
};

/** A list to tick things in, with what there is of each; searchable when it is long. */
export function Picker({ label, offered, chosen, onChange, note, isKnown }: PickerProps): ReactNode {
  const [text, setText] = useState('');
  const picks = withMissing(offered, chosen);
  const shown = matchingPicks(picks, text);
  const count =
    chosen.length === 0 ? null : <span className="t-dim">{formatQuantity(chosen.length)} chosen</span>;
  return (
    <FieldGroup label={label} aside={count} note={chosen.length === 0 ? note : ''}>
      {picks.length > SEARCH_FROM ? (
        <TextInput
          type="search"
          aria-label={`Search ${label}`}
          placeholder="Search"
          mb={6}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : null}
      <Stack gap={0} className={classes.picks}>
        {shown.map((pick) => (
          <Checkbox
            key={pick.id}
            size="xs"
            classNames={{ root: classes.pick, body: classes.pickBody, labelWrapper: classes.pickLabel }}
            checked={isPicked(chosen, pick.id)}
            onChange={() => onChange(togglePick(chosen, pick.id))}
            label={
              <span className={classes.pickWords}>
                <span>{pick.name}</span>
                <span className="t-dim">{pick.detail}</span>
              </span>
            }
          />
        ))}
        {shown.length === 0 ? (
          <Text size="sm" c="dimmed" p="xs">
            {emptyWords(picks.length > 0, isKnown)}
          </Text>
        ) : null}
      </Stack>
    </FieldGroup>
  );
}

function emptyWords(isSearched: boolean, isKnown: boolean): string {
  if (isSearched) {
    return 'Nothing of this name.';
  }
  return isKnown
    ? 'There are none here in this integration.'
    : 'Not known before a company of this integration is linked.';
}
