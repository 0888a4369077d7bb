import { Group, Modal, Select, Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { listPages, useList } from '../../api/list.ts';
import { useMembers } from '../../api/members.ts';
import { useTableView } from '../../api/table-views.ts';
import type { AuditEntry } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { TableTools } from '../../ui/table-tools.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import type { ActivitySearch } from './activity-search.ts';
import { actionWords, SUBJECT_WORDS } from './activity-words.ts';
import { EntryDetails } from './entry-details.tsx';

const PATH = '/api/v1/audit';

/** Who did what, when; one opens to what it changed. */
export function LogTab(): ReactNode {
  const { actorId, kind } = useSearch({ from: '/shell/activity' });
  const query = { actorId, subjectKind: kind };
  const list = useList<AuditEntry>(PATH, query);
  const view = useTableView('log');
  const file = {
    name: 'tieout-audit-log',
    pages: (signal: AbortSignal) => listPages<AuditEntry>(PATH, query, signal),
  };
  const [open, setOpen] = useState<AuditEntry | null>(null);
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <LogFilters />
        <TableTools columns={COLUMNS} view={view} file={file} />
      </Group>
      <DataTable
        label="Audit log"
        list={list}
        columns={COLUMNS}
        view={view}
        getRowId={(entry) => entry.id}
        onOpen={setOpen}
        empty={<EmptyState title="Nothing to show">Nobody did anything of this kind.</EmptyState>}
      />
      {open === null ? null : (
        <Modal opened onClose={() => setOpen(null)} title={actionWords(open.action)} size="lg">
          <EntryDetails entry={open} />
        </Modal>
      )}
    </Stack>
  );
}

function LogFilters(): ReactNode {
  const { actorId, kind } = useSearch({ from: '/shell/activity' });
  const navigate = useNavigate({ from: '/activity' });
  const members = useMembers();
  const change = (part: Pick<ActivitySearch, 'actorId' | 'kind'>): void =>
    void navigate({ search: { tab: 'log', ...part }, replace: true });
  const kept = (name: 'actorId' | 'kind', value: string | null | undefined): ActivitySearch =>
    value === null || value === undefined ? {} : { [name]: value };
  return (
    <Group gap="xs">
      <Select
        aria-label="Who"
        placeholder="Everyone"
        w={160}
        clearable
        searchable
        data={members.map(({ id, name }) => ({ value: id, label: name }))}
        value={actorId ?? null}
        onChange={(id) => change({ ...kept('actorId', id), ...kept('kind', kind) })}
      />
      <Select
        aria-label="What it was done to"
        placeholder="Everything"
        w={160}
        clearable
        data={Object.entries(SUBJECT_WORDS).map(([value, label]) => ({ value, label }))}
        value={kind ?? null}
        onChange={(next) => change({ ...kept('actorId', actorId), ...kept('kind', next) })}
      />
    </Group>
  );
}

const COLUMNS: readonly DataTableColumn<AuditEntry>[] = [
  {
    id: 'at',
    header: 'When',
    width: 130,
    cell: (entry) => <RelativeTime at={entry.at} />,
    csv: [{ header: 'When', value: ({ at }) => at }],
  },
  {
    id: 'who',
    header: 'Who',
    width: 170,
    cell: whoWords,
    csv: [{ header: 'Who', value: whoWords }],
  },
  {
    id: 'what',
    header: 'What',
    minWidth: 180,
    cell: (entry) => actionWords(entry.action),
    csv: [{ header: 'What', value: ({ action }) => actionWords(action) }],
  },
  {
    id: 'subject',
    header: 'To what',
    minWidth: 220,
    cell: ({ subject }) => (
      <TwoLines top={subject.name ?? '—'} bottom={SUBJECT_WORDS[subject.kind] ?? subject.kind} />
    ),
    csv: [
      { header: 'To what', value: ({ subject }) => subject.name },
      { header: 'Kind', value: ({ subject }) => SUBJECT_WORDS[subject.kind] ?? subject.kind },
    ],
  },
  {
    id: 'change',
    header: 'Change',
    isOnlyInFiles: true,
    cell: () => null,
    csv: [
      { header: 'Before', value: ({ before }) => asJson(before) },
      { header: 'After', value: ({ after }) => asJson(after) },
    ],
  },
];

function whoWords({ actor }: AuditEntry): string {
  return actor.kind === 'key' ? `${actor.name} (API key)` : actor.name;
}

function asJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
