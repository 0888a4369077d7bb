import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useList } from '../../api/list.ts';
import { useSession } from '../../api/session.ts';
import type { Member } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';
import { ROLE_WORDS } from './role-words.ts';

/** The people of the workspace, and what each may do. */
export function MembersTab(): ReactNode {
  const list = useList<Member>('/api/v1/members');
  const own = useSession()?.user?.id;
  const columns: DataTableColumn<Member>[] = [
    {
      id: 'person',
      header: 'Person',
      minWidth: 180,
      cell: ({ id, name, email }) => (
        <TwoLines top={id === own ? `${name} (you)` : name} bottom={email} isStrong />
      ),
    },
    {
      id: 'role',
      header: 'Role',
      minWidth: 240,
      cell: ({ role }) => <TwoLines top={ROLE_WORDS[role].name} bottom={ROLE_WORDS[role].may} />,
    },
  ];
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        Who works in this workspace, and what each may do.
      </Text>
      <DataTable
        label="Members"
        list={list}
        columns={columns}
        getRowId={(member) => member.id}
        empty={<EmptyState title="No members">Only API keys work in this workspace.</EmptyState>}
      />
    </Stack>
  );
}
