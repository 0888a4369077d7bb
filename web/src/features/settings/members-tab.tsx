import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { listPages, useList } from '../../api/list.ts';
import { useMay } from '../../api/session.ts';
import { useTableView } from '../../api/table-views.ts';
import type { Member } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TableTools } from '../../ui/table-tools.tsx';
import { InvitationsList } from './invitations-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { useMemberColumns } from './member-columns.tsx';

const PATH = '/api/v1/members';

const FILE = {
  name: 'tieout-members',
  pages: (signal: AbortSignal) => listPages<Member>(PATH, {}, signal),
};

/** The people of the workspace, what each may do, and who is invited. */
export function MembersTab(): ReactNode {
  const list = useList<Member>(PATH);
  const view = useTableView('members');
  const columns = useMemberColumns();
  const administers = useMay('administer');
  const [isInviting, setInviting] = useState(false);
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" flex={1} miw={220}>
          Who works in this workspace, and what each may do.
        </Text>
        <TableTools columns={columns} view={view} file={FILE} />
        {administers ? (
          <Button variant="filled" onClick={() => setInviting(true)}>
            Invite someone
          </Button>
        ) : null}
      </Group>
      <DataTable
        label="Members"
        list={list}
        columns={columns}
        view={view}
        getRowId={(member) => member.id}
        empty={<EmptyState title="No members">Only API keys work in this workspace.</EmptyState>}
      />
      {administers ? <InvitationsList /> : null}
      {isInviting ? <InviteDialog close={() => setInviting(false)} /> : null}
    </Stack>
  );
}
