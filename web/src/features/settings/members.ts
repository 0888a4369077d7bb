import type { UseMutationResult } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { type List, useList } from '../../api/list.ts';
import { useChange } from '../../api/mutation.ts';
import type { Invitation, InvitationBody, Member, NewInvitation } from '../../api/types.ts';
import { notifyDone, notifyUndo } from '../../ui/notify.tsx';
import { ROLE_WORDS, type Role } from './role-words.ts';

const MEMBERS = '/api/v1/members';
const INVITATIONS = '/api/v1/invitations';

/** The invitations that can still be accepted. */
export function useInvitations(): List<Invitation> {
  return useList<Invitation>(INVITATIONS);
}

/** Invites someone; the answer holds the path of the link, once. */
export function useInvite(): UseMutationResult<NewInvitation, Error, InvitationBody> {
  return useChange((body: InvitationBody) => api.post<NewInvitation>(INVITATIONS, body), {
    showsError: true,
  });
}

/** Ends an invitation, so that its link is refused. */
export function useWithdrawInvitation(): UseMutationResult<void, Error, Invitation> {
  return useChange(({ id }: Invitation) => api.delete(`${INVITATIONS}/${id}`), {
    onSuccess: () => notifyDone('The invitation has been withdrawn.'),
  });
}

type RoleChange = { member: Member; role: Role };

/** Gives a member another role, at once; the toast gives the old one back. */
export function useChangeRole(): (change: RoleChange) => void {
  const send = ({ member, role }: RoleChange): Promise<Member> =>
    api.patch<Member>(`${MEMBERS}/${member.id}`, { role });
  const { mutate: giveBack } = useChange(send);
  const { mutate } = useChange(send);
  return (change) =>
    mutate(change, {
      onSuccess: ({ name, role }) =>
        notifyUndo(`The role of ${name} is now ${ROLE_WORDS[role].name}.`, () =>
          giveBack({ member: change.member, role: change.member.role }),
        ),
    });
}

/** Takes a member out of the workspace. */
export function useRemoveMember(): UseMutationResult<void, Error, Member> {
  return useChange(({ id }: Member) => api.delete(`${MEMBERS}/${id}`), {
    onSuccess: () => notifyDone('The member has been removed.'),
  });
}
