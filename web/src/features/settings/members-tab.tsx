import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useList } from '../../api/list.ts';
import { useMay } from '../../api/session.ts';
import type { Member } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { InvitationsList } from './invitations-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { useMemberColumns } from './member-columns.tsx';

/** The people of the workspace, what each may do, and who is invited. */
export function MembersTab(): ReactNode {
  const list = useList<Member>('/api/v1/members');
  const columns = useMemberColumns();
  const administers = useMay('administer');
  const [isInviting, setInviting] = useState(false);
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" flex={1} miw={220}>
          Who works in this workspace, and what each may do.
        </Text>
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
        getRowId={(member) => member.id}
        empty={<EmptyState title="No members">Only API keys work in this workspace.</EmptyState>}
      />
      {administers ? <InvitationsList /> : null}
      {isInviting ? <InviteDialog close={() => setInviting(false)} /> : null}
    </Stack>
  );
}
