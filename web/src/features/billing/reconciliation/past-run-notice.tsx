import { Button, Group } from '@mantine/core';
import { History } from 'lucide-react';
import type { ReactNode } from 'react';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatExact } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useRun } from '../api/results.ts';
import { useBillingSearch } from '../use-billing-search.ts';

/** Says that what is shown is the past, and leads back. */
export function PastRunNotice({ runId }: { runId: string }): ReactNode {
  const { change } = useBillingSearch();
  const { data: run, error, refetch } = useRun(runId);
  if (error !== null) {
    return <ErrorState error={error} retry={() => void refetch()} title="This run cannot be shown" />;
  }
  return (
    <Notice
      tone="under"
      icon={<History size={16} aria-hidden />}
      title={run === undefined ? 'As it was' : `As it was on ${formatExact(run.createdAt)}`}
    >
      <Group justify="space-between" gap="xs">
        These are the results of a past reconciliation; nothing of them can be changed.
        <Button size="xs" onClick={() => change({ runId: undefined, line: undefined })}>
          Show the present
        </Button>
      </Group>
    </Notice>
  );
}
