import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useTableView } from '../../api/table-views.ts';
import type { ApiKey } from '../../api/types.ts';
import { confirm } from '../../ui/confirm.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDay } from '../../ui/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { TableTools } from '../../ui/table-tools.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { apiKeyPages, useApiKeys, useEndApiKey } from './api-keys.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { ROLE_WORDS } from './role-words.ts';

const FILE = { name: 'tieout-api-keys', pages: apiKeyPages };

/** The keys that scripts sign in with: made here, shown once, ended here. */
export function KeysTab(): ReactNode {
  const list = useApiKeys();
  const view = useTableView('keys');
  const end = useEndApiKey();
  const ending = end.isPending ? end.variables : null;
  const [isMaking, setMaking] = useState(false);
  const columns = useMemo(
    () =>
      keyColumns(async (key) => {
        const text = 'Whatever signs in with it is refused from then on. It cannot be brought back.';
        if (
          await confirm({ title: `End the key ${key.name}?`, text, confirm: 'End key', isDestructive: true })
        ) {
          end.mutate(key.id);
        }
      }, ending),
    [end.mutate, ending],
  );
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" flex={1} miw={220}>
          Keys that scripts sign in with. A key may do what its role may, in this workspace only.
        </Text>
        <TableTools columns={columns} view={view} file={FILE} />
        <Button variant="filled" onClick={() => setMaking(true)}>
          Make a key…
        </Button>
      </Group>
      <DataTable
        label="API keys"
        list={list}
        columns={columns}
        view={view}
        getRowId={(key) => key.id}
        empty={<EmptyState title="No keys">Make one for a script or another product.</EmptyState>}
      />
      {isMaking ? <NewKeyDialog close={() => setMaking(false)} /> : null}
    </Stack>
  );
}

/** @param ending the key that is being ended */
function keyColumns(end: (key: ApiKey) => Promise<void>, ending: string | null): DataTableColumn<ApiKey>[] {
  return [
    {
      id: 'name',
      header: 'Key',
      minWidth: 150,
      cell: ({ name, role, createdBy }) => (
        <TwoLines
          top={name}
          bottom={`${ROLE_WORDS[role].name}${createdBy === null ? '' : `, made by ${createdBy}`}`}
          isStrong
        />
      ),
      csv: [
        { header: 'Key', value: ({ name }) => name },
        { header: 'Role', value: ({ role }) => ROLE_WORDS[role].name },
        { header: 'Made by', value: ({ createdBy }) => createdBy },
      ],
    },
    {
      id: 'used',
      header: 'Last used',
      width: 120,
      cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} never="Never" />,
      csv: [{ header: 'Last used', value: ({ lastUsedAt }) => lastUsedAt }],
    },
    {
      id: 'until',
      header: 'Valid',
      width: 130,
      cell: validWords,
      csv: [{ header: 'Valid', value: validWords }],
    },
    {
      id: 'actions',
      header: 'Actions',
      width: 90,
      isNumeric: true,
      cell: (key) =>
        key.revokedAt === null ? (
          <Button
            aria-label={`End the key ${key.name}`}
            loading={key.id === ending}
            onClick={() => void end(key)}
          >
            End
          </Button>
        ) : null,
    },
  ];
}

function validWords({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== null) return `Ended ${formatDay(revokedAt)}`;
  if (expiresAt === null) return 'Until ended';
  return Date.parse(expiresAt) <= Date.now()
    ? `Expired ${formatDay(expiresAt)}`
    : `Until ${formatDay(expiresAt)}`;
}
