import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { May } from '../../../api/may.tsx';
import type { Result } from '../../../api/types.ts';
import { notifyUndo } from '../../../ui/notify.tsx';
import { useAccept, useReopen } from '../api/findings.ts';
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
  const accept = useAccept(lineItemId);
  const reopen = useReopen(lineItemId, {
    onSuccess: () =>
      notifyUndo(`Reopened the variance of ${productName}.`, () => {
        if (acceptance !== null) {
          accept.mutate({ reason: acceptance.reason, until: acceptance.until });
        }
      }),
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
          <Button size="compact-sm" loading={reopen.isPending} onClick={() => reopen.mutate()}>
            Reopen
          </Button>
        </May>
      ) : null}
    </Group>
  );
}
