import { List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RulePreview } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { previewSentence } from './rule-words.ts';

const REASONS_SHOWN = 5;

/** What a rule would map and find, what it takes off, and what it leaves alone with the reason. */
export function RulePreviewWords({ preview }: { preview: RulePreview }): ReactNode {
  const { lines, unmapped, skipped, byStatus } = preview;
  const rest = skipped.length - REASONS_SHOWN;
  return (
    <Stack gap={8}>
      <Text size="sm" fw={550}>
        {previewSentence(preview)}
      </Text>
      {lines === 0 ? null : (
        <Text size="sm" c="dimmed">
          {statusWords(byStatus)}
        </Text>
      )}
      {unmapped === 0 ? null : (
        <Text size="sm" c="var(--t-under)">
          {plural(unmapped, 'line loses', 'lines lose')} the mapping a rule gave{' '}
          {unmapped === 1 ? 'it' : 'them'}.
        </Text>
      )}
      {skipped.length === 0 ? null : (
        <div>
          <Text size="sm">Left alone:</Text>
          <List size="sm" c="dimmed">
            {skipped.slice(0, REASONS_SHOWN).map(({ reason, lines: count }) => (
              <List.Item key={reason}>
                {plural(count, 'line')}: {reason}
              </List.Item>
            ))}
          </List>
          {rest > 0 ? <Text size="sm">and for {plural(rest, 'more reason', 'more reasons')}</Text> : null}
        </div>
      )}
    </Stack>
  );
}

const STATUS_WORDS: [keyof RulePreview['byStatus'], string][] = [
  ['matched', 'matched'],
  ['under_billed', 'under-billed'],
  ['over_billed', 'over-billed'],
  ['accepted', 'accepted'],
  ['unknown', 'unknown'],
  ['not_compared', 'not compared'],
];

/** "Of them 9 matched, 2 under-billed, 1 unknown." */
function statusWords(byStatus: RulePreview['byStatus']): string {
  const parts = STATUS_WORDS.flatMap(([status, words]) =>
    (byStatus[status] ?? 0) === 0 ? [] : [`${byStatus[status]} ${words}`],
  );
  return parts.length === 0 ? '' : `Of them ${parts.join(', ')}.`;
}
