import { Chip, Group, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ResultStatus, Summary } from '../../../api/types.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { RESULT_LOOKS } from '../../../ui/status-badge.tsx';
import { ALL_STATUSES, shownStatuses } from '../billing-search.ts';
import { useBillingSearch } from '../use-billing-search.ts';

/** Which statuses the table shows: a switch for all of them, and each by itself with its count. */
export function StatusFilter({ summary }: { summary: Summary | undefined }): ReactNode {
  const { search, change } = useBillingSearch();
  const shown = shownStatuses(search);
  const isAll = shown.length === ALL_STATUSES.length;
  const show = (statuses: readonly string[]): void =>
    change({ status: statuses.length === 0 ? undefined : statuses.join(',') });
  return (
    <Group gap={6}>
      <Switch
        size="xs"
        label="Show all statuses"
        mr="xs"
        checked={isAll}
        onChange={(event) => show(event.currentTarget.checked ? ALL_STATUSES : [])}
      />
      <Chip.Group multiple value={[...shown]} onChange={show}>
        {ALL_STATUSES.map((status) => (
          <Chip key={status} value={status} size="xs" variant="outline">
            {chipWords(status, summary)}
          </Chip>
        ))}
      </Chip.Group>
    </Group>
  );
}

function chipWords(status: ResultStatus, summary: Summary | undefined): string {
  const { words } = RESULT_LOOKS[status];
  return summary === undefined ? words : `${words} ${formatQuantity(summary.byStatus[status])}`;
}
