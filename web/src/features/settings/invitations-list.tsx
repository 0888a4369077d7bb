import { Button, Stack, Title } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { Invitation } from '../../api/types.ts';
import { confirm } from '../../ui/confirm.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDay } from '../../ui/format.ts';
import { TwoLines } from '../../ui/two-lines.tsx';
import { useInvitations, useWithdrawInvitation } from './members.ts';
import { ROLE_WORDS } from './role-words.ts';

/** Who was invited and has not answered; nothing while there is nobody. */
export function InvitationsList(): ReactNode {
  const list = useInvitations();
  const { mutate: withdraw, isPending, variables } = useWithdrawInvitation();
  const withdrawing = isPending ? variables.id : null;
  const columns = useMemo(() => invitationColumns(withdraw, withdrawing), [withdraw, withdrawing]);
  if ((list.total ?? 0) === 0 && list.error === null) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        Invited
      </Title>
      <DataTable
        label="Invitations"
        list={list}
        columns={columns}
        getRowId={({ id }) => id}
        empty={<EmptyState title="Nobody is invited">Invite someone above.</EmptyState>}
      />
    </Stack>
  );
}

/** @param withdrawing the invitation that is being withdrawn */
function invitationColumns(
  withdraw: (invitation: Invitation) => void,
  withdrawing: string | null,
): DataTableColumn<Invitation>[] {
  const ask = async (invitation: Invitation): Promise<void> => {
    const title = `Withdraw the invitation of ${invitation.email}?`;
    const text = 'The link is refused from then on. You can invite them again.';
    if (await confirm({ title, text, confirm: 'Withdraw', isDestructive: true })) withdraw(invitation);
  };
  return [
    {
      id: 'email',
      header: 'Person',
      minWidth: 180,
      cell: ({ email, invitedBy }) => <TwoLines top={email} bottom={`Invited by ${invitedBy}`} isStrong />,
    },
    { id: 'role', header: 'Role', width: 100, cell: ({ role }) => ROLE_WORDS[role].name },
    { id: 'until', header: 'Valid', width: 130, cell: ({ expiresAt }) => `Until ${formatDay(expiresAt)}` },
    {
      id: 'actions',
      header: 'Actions',
      width: 110,
      isNumeric: true,
      cell: (invitation) => (
        <Button
          aria-label={`Withdraw the invitation of ${invitation.email}`}
          loading={invitation.id === withdrawing}
          onClick={() => void ask(invitation)}
        >
          Withdraw
        </Button>
      ),
    },
  ];
}
