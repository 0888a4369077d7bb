import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { May } from '../../../api/may.tsx';
import type { Result } from '../../../api/types.ts';
import { plural } from '../../../ui/format.ts';
import { notifyUndo } from '../../../ui/notify.tsx';
import { type SharingBody, useShare, useUnshare } from '../api/findings.ts';

/** With how many lines a line shares its count, and what a person may change about it. */
export function Sharing({ result }: { result: Result }): ReactNode {
  const { lineItemId, productName, sharedWith } = result;
  const share = useShare(lineItemId);
  const unshare = useUnshare(lineItemId);
  const change = (body: SharingBody, done: string): void =>
    share.mutate(body, { onSuccess: () => notifyUndo(done, () => unshare.mutate()) });
  const isPending = share.isPending || unshare.isPending;
  return sharedWith.length === 0 ? null : (
    <div>
      <Text size="sm">Shares its count with {plural(sharedWith.length, 'line')}</Text>
      <May to="work">
        <Group gap="xs" mt={6}>
          <Button
            size="compact-sm"
            disabled={isPending}
            onClick={() => change({ separate: true }, `${productName} has a count of its own.`)}
          >
            Separate
          </Button>
          <Button
            size="compact-sm"
            disabled={isPending}
            onClick={() => change({ takesRest: true }, `This line of ${productName} takes the rest.`)}
          >
            Let this line take the rest
          </Button>
        </Group>
      </May>
    </div>
  );
}
