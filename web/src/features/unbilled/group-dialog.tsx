import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { List } from '../../api/list.ts';
import { May } from '../../api/may.tsx';
import { useMay } from '../../api/session.ts';
import type { EstateRecord, UnbilledGroup } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatQuantity, plural } from '../../ui/format.ts';
import { notifyUndo } from '../../ui/notify.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import {
  type GroupRef,
  useGroupRecords,
  useIgnoredRecords,
  useIgnoreUnbilled,
  useRestoreUnbilled,
} from './api.ts';

type GroupDialogProps = { group: GroupRef; title: string; close: () => void };

/** The records of a group by name; those that need no line are said to, with the reason. */
export function GroupDialog({ group, title, close }: GroupDialogProps): ReactNode {
  const ignored = useIgnoredRecords(group);
  const ignoredByPeople = ignored.rows.filter(({ isIgnored }) => isIgnored);
  return (
    <Modal opened onClose={close} title={title} size="xl">
      <Stack gap="md">
        <OpenRecords group={group} />
        {ignoredByPeople.length === 0 ? null : (
          <IgnoredRecords group={group} records={{ ...ignored, rows: ignoredByPeople }} />
        )}
      </Stack>
    </Modal>
  );
}

function OpenRecords({ group }: { group: GroupRef }): ReactNode {
  const records = useGroupRecords(group);
  const mayWork = useMay('work');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const ignore = useIgnoreUnbilled();
  const restore = useRestoreUnbilled();
  const isUnbilled = group.part === 'unbilled';
  const chosen = records.rows.filter(({ id }) => selected.has(id)).map(({ externalId }) => externalId);
  const subject = { integrationId: group.integrationId, metric: group.metric, externalIds: chosen };
  const submit = (): void =>
    ignore.mutate(
      { ...subject, reason: reason.trim() },
      {
        onSuccess: () => {
          setSelected(new Set());
          setReason('');
          notifyUndo(`${plural(chosen.length, 'record needs', 'records need')} no line.`, () =>
            restore.mutate(subject),
          );
        },
      },
    );
  return (
    <Stack gap="sm">
      {isUnbilled && !mayWork ? null : isUnbilled ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Group gap="xs" align="flex-end">
            <TextInput
              label="Why the chosen ones need no line"
              placeholder="Spare, ours, included elsewhere"
              flex={1}
              miw={220}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Button
              type="submit"
              disabled={chosen.length === 0 || reason.trim() === ''}
              loading={ignore.isPending}
            >
              Needs no line
            </Button>
          </Group>
        </form>
      ) : (
        <Text size="sm">
          Several lines count each of these, so the client is likely billed for them more than once.
        </Text>
      )}
      <DataTable
        label="Records"
        list={records}
        columns={isUnbilled ? RECORD_COLUMNS : TWICE_COLUMNS}
        getRowId={(record) => record.id}
        selection={isUnbilled && mayWork ? { selected, onChange: setSelected } : undefined}
        empty={<EmptyState title="Nothing is left here">Every record is billed or needs no line.</EmptyState>}
      />
    </Stack>
  );
}

function IgnoredRecords({ group, records }: { group: GroupRef; records: List<EstateRecord> }): ReactNode {
  const restore = useRestoreUnbilled();
  const { integrationId, metric } = group;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        Need no line
      </Text>
      {records.rows.map((record) => (
        <Group key={record.id} justify="space-between" gap="xs" wrap="nowrap">
          <TwoLines top={record.name} bottom={record.reason?.text ?? null} />
          <May to="work">
            <Button
              size="compact-sm"
              aria-label={`Restore ${record.name}`}
              disabled={restore.isPending}
              onClick={() => restore.mutate({ integrationId, metric, externalIds: [record.externalId] })}
            >
              Restore
            </Button>
          </May>
        </Group>
      ))}
    </Stack>
  );
}

const RECORD_COLUMNS: readonly DataTableColumn<EstateRecord>[] = [
  {
    id: 'name',
    header: 'Name',
    minWidth: 180,
    cell: ({ name }) => <span className="t-strong">{name}</span>,
  },
  { id: 'detail', header: 'What is known', minWidth: 220, cell: ({ detail }) => detail },
  {
    id: 'units',
    header: 'Units',
    width: 80,
    isNumeric: true,
    cell: ({ quantity }) => formatQuantity(quantity),
  },
];

const TWICE_COLUMNS: readonly DataTableColumn<EstateRecord>[] = [
  ...RECORD_COLUMNS,
  {
    id: 'lines',
    header: 'Counted by',
    minWidth: 220,
    cell: ({ lines }) => lines.map(({ productName }) => productName).join(', '),
  },
];

/** What the dialog is called. */
export function dialogTitle({ kindName, organizationName }: UnbilledGroup): string {
  return `${kindName.charAt(0).toUpperCase()}${kindName.slice(1)} of ${organizationName}`;
}
