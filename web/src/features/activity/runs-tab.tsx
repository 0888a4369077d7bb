import { Group, Stack, Switch } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { hasCompared } from '../../api/compared.ts';
import { listPages, useList } from '../../api/list.ts';
import { useTableView } from '../../api/table-views.ts';
import type { Money as Amount, ReconciliationRun } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatQuantity } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { TableTools } from '../../ui/table-tools.tsx';
import { triggerWords } from './activity-words.ts';

const PATH = '/api/v1/reconciliation/runs';

/** Every reconciliation that changed something, or all of them, with the totals it left; one opens to its results. */
export function RunsTab(): ReactNode {
  const { all } = useSearch({ from: '/shell/activity' });
  const navigate = useNavigate({ from: '/activity' });
  const list = useList<ReconciliationRun>(PATH, { all });
  const view = useTableView('runs');
  const file = {
    name: 'tieout-reconciliations',
    pages: (signal: AbortSignal) => listPages<ReconciliationRun>(PATH, { all }, signal),
  };
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Switch
          label="Also those that changed nothing"
          checked={all === true}
          onChange={({ currentTarget: { checked } }) =>
            void navigate({ search: checked ? { tab: 'runs', all: true } : { tab: 'runs' }, replace: true })
          }
        />
        <TableTools columns={COLUMNS} view={view} file={file} />
      </Group>
      <DataTable
        label="Reconciliations"
        list={list}
        columns={COLUMNS}
        view={view}
        getRowId={(run) => run.id}
        onOpen={({ id }) =>
          void navigate({
            to: '/billing/reconciliation/$tab',
            params: { tab: 'reconciliation' },
            search: { runId: id },
          })
        }
        empty={
          <EmptyState title="Nothing was reconciled yet">
            A reconciliation follows every sync and every change that affects it.
          </EmptyState>
        }
      />
    </Stack>
  );
}

const COLUMNS: readonly DataTableColumn<ReconciliationRun>[] = [
  {
    id: 'at',
    header: 'When',
    width: 130,
    cell: (run) => <RelativeTime at={run.createdAt} />,
    csv: [{ header: 'When', value: ({ createdAt }) => createdAt }],
  },
  {
    id: 'why',
    header: 'Why',
    minWidth: 200,
    cell: (run) => triggerWords(run.trigger),
    csv: [{ header: 'Why', value: ({ trigger }) => triggerWords(trigger) }],
  },
  {
    id: 'changed',
    header: 'Results changed',
    width: 130,
    isNumeric: true,
    cell: (run) => formatQuantity(run.changedRows),
    csv: [{ header: 'Results changed', value: ({ changedRows }) => changedRows }],
  },
  {
    id: 'under',
    header: 'Under-billed',
    width: 130,
    isNumeric: true,
    cell: ({ totals }) => <Money value={hasCompared(totals) ? totals.underBilled : null} />,
    csv: [
      {
        header: 'Under-billed',
        value: ({ totals }) => (hasCompared(totals) ? amounts(totals.underBilled) : ''),
      },
    ],
  },
  {
    id: 'over',
    header: 'Over-billed',
    width: 130,
    isNumeric: true,
    cell: ({ totals }) => <Money value={hasCompared(totals) ? totals.overBilled : null} />,
    csv: [
      {
        header: 'Over-billed',
        value: ({ totals }) => (hasCompared(totals) ? amounts(totals.overBilled) : ''),
      },
    ],
  },
  {
    id: 'checked',
    header: 'Checked',
    width: 130,
    isNumeric: true,
    cell: ({ totals }) => <Money value={totals.checked} whole />,
    csv: [{ header: 'Checked', value: ({ totals }) => amounts(totals.checked) }],
  },
  {
    id: 'total',
    header: 'Of',
    width: 130,
    isNumeric: true,
    cell: ({ totals }) => <Money value={totals.total} whole />,
    csv: [{ header: 'Of', value: ({ totals }) => amounts(totals.total) }],
  },
];

/** "120.50 USD; 80.00 EUR": sums of different currencies side by side. */
function amounts(sums: readonly Amount[]): string {
  return sums.map(({ amount, currency }) => `${amount} ${currency}`).join('; ');
}
