import { Chip, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ResultStatus, Summary } from '../../../api/types.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { RESULT_LOOKS } from '../../../ui/status-badge.tsx';
import { ALL_STATUSES, shownStatuses } from '../billing-search.ts';
import { useBillingSearch } from '../use-billing-search.ts';
import classes from './reconciliation.module.css';

/** Which statuses the table shows: all of them at once, or each by itself with its count. */
export function StatusFilter({ summary }: { summary: Summary | undefined }): ReactNode {
  const { search, change } = useBillingSearch();
  const shown = shownStatuses(search);
  const isAll = shown.length === ALL_STATUSES.length;
  const show = (statuses: readonly string[]): void =>
    change({ status: statuses.length === 0 ? undefined : statuses.join(',') });
  return (
    <Group gap={6} role="group" aria-label="Statuses shown" className={classes.statuses}>
      <Chip
        size="xs"
        variant="outline"
        checked={isAll}
        onChange={(checked) => show(checked ? ALL_STATUSES : [])}
      >
        All
      </Chip>
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
