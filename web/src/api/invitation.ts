import { queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import type { AcceptBody, InvitationLook } from './types.ts';

/** What an invitation is for, by the token of its link; refused when it was used, withdrawn or is too old. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['/api/v1/invitations/look-up', token],
    queryFn: ({ signal }) => api.post<InvitationLook>('/api/v1/invitations/look-up', { token }, signal),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Joins the workspace, as who is signed in or with a new account, which is then signed in. */
export async function acceptInvitation(body: AcceptBody): Promise<{ workspaceId: string }> {
  return api.post<{ workspaceId: string }>('/api/v1/invitations/accept', body);
}
