import { Stack, Switch } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useList } from '../../api/list.ts';
import type { ReconciliationRun } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatQuantity } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { triggerWords } from './activity-words.ts';

/** Every reconciliation that changed something, or all of them, with the totals it left. */
export function RunsTab(): ReactNode {
  const { all } = useSearch({ from: '/shell/activity' });
  const navigate = useNavigate({ from: '/activity' });
  const list = useList<ReconciliationRun>('/api/v1/reconciliation/runs', { all });
  return (
    <Stack gap="sm">
      <Switch
        label="Also those that changed nothing"
        checked={all === true}
        onChange={({ currentTarget: { checked } }) =>
          void navigate({ search: checked ? { tab: 'runs', all: true } : { tab: 'runs' }, replace: true })
        }
      />
      <DataTable
        label="Reconciliations"
        list={list}
        columns={COLUMNS}
        getRowId={(run) => run.id}
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
  { id: 'at', header: 'When', width: 130, cell: (run) => <RelativeTime at={run.createdAt} /> },
  { id: 'why', header: 'Why', minWidth: 200, cell: (run) => triggerWords(run.trigger) },
  {
    id: 'changed',
    header: 'Results changed',
    width: 130,
    isNumeric: true,
    cell: (run) => formatQuantity(run.changedRows),
  },
  {
    id: 'under',
    header: 'Under-billed',
    width: 130,
    isNumeric: true,
    cell: ({ totals }) => <Money value={totals.underBilled} />,
  },
  {
    id: 'over',
    header: 'Over-billed',
    width: 130,
    isNumeric: true,
    cell: ({ totals }) => <Money value={totals.overBilled} />,
  },
  {
    id: 'checked',
    header: 'Checked',
    width: 130,
    isNumeric: true,
    cell: ({ totals }) => <Money value={totals.checked} whole />,
  },
  {
    id: 'total',
    header: 'Of',
    width: 130,
    isNumeric: true,
    cell: ({ totals }) => <Money value={totals.total} whole />,
  },
];
