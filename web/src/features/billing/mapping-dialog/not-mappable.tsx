import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { May } from '../../../api/may.tsx';
import type { LineItem } from '../../../api/types.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ACTION_WORDS, allowedActions } from '../lines/allowed-actions.ts';
import { capitalize } from '../lines/capitalize.ts';
import { useLineActions, useLineDialogs } from '../lines/line-context.ts';

type NotMappableProps = { line: LineItem; close: () => void };

/** Adjustments are linked instead; ignored, deleted and ended lines are not compared until they are restored. */
export function canBeMapped({ state, isAdjustment }: LineItem): boolean {
  return !isAdjustment && (state === 'mapped' || state === 'unmapped' || state === 'upcoming');
}

/** Why a line has no mapping to configure, and what can be done with it instead. */
export function NotMappable({ line, close }: NotMappableProps): ReactNode {
  return (
    <EmptyState title={titleOf(line)} action={<Actions line={line} close={close} />}>
      <Text size="sm">{reasonOf(line)}</Text>
    </EmptyState>
  );
}

function titleOf({ state, isAdjustment }: LineItem): string {
  if (isAdjustment && (state === 'linked' || state === 'unmapped' || state === 'upcoming')) {
    return state === 'linked' ? 'A linked adjustment' : 'An adjustment is linked, not mapped';
  }
  const titles: Partial<Record<LineItem['state'], string>> = {
    unmappable: 'This line cannot be mapped',
    ignored: 'This line is ignored',
    deleted: 'This line was deleted here',
    ended: 'This line has ended',
  };
  return titles[state] ?? 'This line cannot be mapped';
}

function reasonOf(line: LineItem): string {
  if (
    line.isAdjustment &&
    (line.state === 'linked' || line.state === 'unmapped' || line.state === 'upcoming')
  ) {
    return 'It changes the price or the quantity of another line, so it is compared together with that line.';
  }
  switch (line.state) {
    case 'ignored':
      return ignoredWords(line);
    case 'deleted':
      return 'It is kept out of every tab and a sync does not bring it back. Restore it to map it.';
    case 'ended':
      return `${capitalize(line.stateReason ?? 'it is no longer billed')}: it carries no money and is not compared.`;
    default:
      return line.stateReason ?? '';
  }
}

function ignoredWords({ ignored }: LineItem): string {
  const because = ignored?.reason == null ? '' : ` (${ignored.reason})`;
  return `${ignored?.by ?? 'A person'} took it out of the comparison${because}. Restore it to map it.`;
}

function Actions({ line, close }: NotMappableProps): ReactNode {
  const actions = useLineActions();
  const { askLink } = useLineDialogs();
  const link = allowedActions(line).find((action) => action === 'link' || action === 'relink');
  const then = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <Group justify="center" mt="sm">
      <May to="work">
        {line.state === 'ignored' ? (
          <Button onClick={then(() => actions.unignore([line]))}>Restore</Button>
        ) : null}
        {line.state === 'deleted' ? (
          <Button onClick={then(() => actions.restore([line]))}>Restore</Button>
        ) : null}
        {link === undefined ? null : (
          <Button onClick={then(() => askLink(line))}>{ACTION_WORDS[link]}</Button>
        )}
      </May>
      <Button onClick={close}>Close</Button>
    </Group>
  );
}
