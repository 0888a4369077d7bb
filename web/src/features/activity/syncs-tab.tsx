import { Group, Modal, Stack, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { useIntegrationName } from '../../api/integrations.ts';
import { listPages, useList } from '../../api/list.ts';
import { useTableView } from '../../api/table-views.ts';
import type { SyncRun } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDuration, formatQuantity, plural } from '../../ui/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { isPartial, SyncBadge } from '../../ui/status-badge.tsx';
import { progressWords } from '../../ui/sync-progress.tsx';
import { TableTools } from '../../ui/table-tools.tsx';
import { IntegrationFilter } from '../integrations/integration-filter.tsx';
import { RunProblems } from '../integrations/integration-problems.tsx';

const PATH = '/api/v1/sync-runs';

/** Every sync with what it added, changed and removed; one opens to what went wrong in it. */
export function SyncsTab(): ReactNode {
  const { integrationId } = useSearch({ from: '/shell/activity' });
  const navigate = useNavigate({ from: '/activity' });
  const list = useList<SyncRun>(PATH, { integrationId });
  const view = useTableView('syncs');
  const file = {
    name: 'tieout-syncs',
    pages: (signal: AbortSignal) => listPages<SyncRun>(PATH, { integrationId }, signal),
  };
  const nameOf = useIntegrationName();
  const columns = useMemo(() => syncColumns(nameOf), [nameOf]);
  const [open, setOpen] = useState<SyncRun | null>(null);
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <IntegrationFilter
          value={integrationId}
          onChange={(id) =>
            void navigate({ search: id === undefined ? {} : { integrationId: id }, replace: true })
          }
        />
        <TableTools columns={columns} view={view} file={file} />
      </Group>
      <DataTable
        label="Syncs"
        list={list}
        columns={columns}
        view={view}
        getRowId={(run) => run.id}
        onOpen={setOpen}
        empty={<EmptyState title="Nothing was synced yet">Connect an integration and sync it.</EmptyState>}
      />
      {open === null ? null : (
        <Modal opened onClose={() => setOpen(null)} title={`Sync of ${nameOf(open.integrationId)}`} size="lg">
          <SyncDetails run={open} />
        </Modal>
      )}
    </Stack>
  );
}

function SyncDetails({ run }: { run: SyncRun }): ReactNode {
  return (
    <Stack gap="sm">
      <div>
        <SyncBadge run={run} />
      </div>
      <Text size="sm">
        {formatQuantity(run.rows.added)} added, {formatQuantity(run.rows.changed)} changed,{' '}
        {formatQuantity(run.rows.removed)} removed
        {run.status === 'succeeded' ? '.' : ': nothing of it was kept.'}
      </Text>
      {run.error === null ? null : <Text size="sm">{run.error.message}</Text>}
      <RunProblems run={run} />
      {run.status === 'succeeded' && !isPartial(run) ? (
        <Text size="sm" c="dimmed">
          Every record was understood.
        </Text>
      ) : null}
    </Stack>
  );
}

function syncColumns(nameOf: (integrationId: string) => string): DataTableColumn<SyncRun>[] {
  const count = (id: 'added' | 'changed' | 'removed', header: string): DataTableColumn<SyncRun> => ({
    id,
    header,
    width: 88,
    isNumeric: true,
    cell: ({ rows }) => formatQuantity(rows[id]),
    csv: [{ header, value: ({ rows }) => rows[id] }],
  });
  return [
    {
      id: 'integration',
      header: 'Integration',
      minWidth: 150,
      cell: (run) => <span className="t-strong">{nameOf(run.integrationId)}</span>,
      csv: [{ header: 'Integration', value: (run) => nameOf(run.integrationId) }],
    },
    {
      id: 'status',
      header: 'Status',
      width: 136,
      cell: (run) => <SyncBadge run={run} />,
      csv: [{ header: 'Status', value: ({ status }) => status }],
    },
    {
      id: 'started',
      header: 'Started',
      width: 130,
      cell: (run) => <RelativeTime at={run.startedAt} never="Not yet" />,
      csv: [
        { header: 'Started', value: ({ startedAt }) => startedAt },
        { header: 'Finished', value: ({ finishedAt }) => finishedAt },
      ],
    },
    { id: 'took', header: 'Took', width: 88, isNumeric: true, cell: tookWords },
    count('added', 'Added'),
    count('changed', 'Changed'),
    count('removed', 'Removed'),
    {
      id: 'what',
      header: 'What happened',
      minWidth: 200,
      cell: (run) => <span>{happenedWords(run)}</span>,
      csv: [{ header: 'What happened', value: happenedWords }],
    },
  ];
}

function tookWords({ startedAt, finishedAt }: SyncRun): string {
  return startedAt === null || finishedAt === null
    ? '—'
    : formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
}

function happenedWords(run: SyncRun): string {
  if (run.error !== null) return run.error.message;
  if (run.status === 'queued' || run.status === 'running') return progressWords(run);
  const parts = [
    run.rows.rejected === 0 ? '' : `${formatQuantity(run.rows.rejected)} not understood`,
    run.failedCompanies.length === 0
      ? ''
      : `${plural(run.failedCompanies.length, 'company', 'companies')} not read`,
    ...run.unread.map(({ capability }) => `${capability} not read`),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '—' : parts.join(', ');
}
