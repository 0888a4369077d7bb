import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { May } from '../../../api/may.tsx';
import type { Result } from '../../../api/types.ts';
import { notifyUndo } from '../../../ui/notify.tsx';
import { asDecidedIn, useDecideFindings } from '../api/findings.ts';
import { acceptanceWords } from './acceptance-words.ts';
import { FindingNote } from './finding-note.tsx';
import { Sharing } from './sharing.tsx';

/** What people decided about the stored result of a line. */
export function Finding({ result }: { result: Result }): ReactNode {
  return (
    <Stack gap="sm">
      <Acceptance result={result} />
      <FindingNote result={result} />
      <Sharing result={result} />
    </Stack>
  );
}

function Acceptance({ result }: { result: Result }): ReactNode {
  const { acceptance, lineItemId, productName } = result;
  const decide = useDecideFindings();
  const reopen = (): void =>
    decide.mutate([{ action: 'reopen', lineItemId }], {
      onSuccess: () =>
        notifyUndo(`Reopened the variance of ${productName}.`, () => decide.mutate([asDecidedIn(result)])),
    });
  return acceptance === null ? null : (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
      <div>
        <Text size="sm">{acceptance.reason}</Text>
        <Text size="xs" c="dimmed">
          {acceptanceWords(result)}
        </Text>
      </div>
      {result.status === 'accepted' ? (
        <May to="work">
          <Button size="compact-sm" loading={decide.isPending} onClick={reopen}>
            Reopen
          </Button>
        </May>
      ) : null}
    </Group>
  );
}
