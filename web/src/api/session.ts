import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { chooseWorkspace, chosenWorkspaceId } from './chosen-workspace.ts';
import { api } from './client.ts';
import type { Member, Permission, Session, SetupBody } from './types.ts';

export const sessionQuery = queryOptions({
  queryKey: ['/api/v1/session'],
  queryFn: async ({ signal }) => keepChoice(await api.get<Session>('/api/v1/session', {}, signal)),
  staleTime: 60_000,
});

/** A workspace remembered from another account or instance would make every request fail. */
function keepChoice(session: Session): Session {
  const isMember = session.workspaces.some(({ id }) => id === chosenWorkspaceId());
  if (!isMember) {
    chooseWorkspace(session.workspaces[0]?.id ?? null);
  }
  return session;
}

export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data;
}

/** The role of whoever is signed in, in the workspace they work in; undefined before it is known. */
export function useRole(): Member['role'] | undefined {
  return useMembership()?.role;
}

/** Whether whoever is signed in may do something here; the server decides, this only spares them the refusal. */
export function useMay(permission: Permission): boolean {
  return useMembership()?.may.includes(permission) ?? false;
}

function useMembership(): Session['workspaces'][number] | undefined {
  return useSession()?.workspaces.find(({ id }) => id === chosenWorkspaceId());
}

export type SignInBody = { email: string; password: string };

/** Signs in by a cookie that the server sets. @returns whether a second factor is still asked for. */
export async function signIn(body: SignInBody): Promise<{ owesCode: boolean }> {
  const answer = await api.post<{ twoFactorRedirect?: boolean }>('/api/auth/sign-in/email', body);
  return { owesCode: answer.twoFactorRedirect === true };
}

export async function signOut(): Promise<void> {
  await api.post('/api/auth/sign-out', {});
}

/** Creates the owner and the first workspace, and signs the owner in. */
export async function setUp(body: SetupBody): Promise<void> {
  await api.post('/api/v1/setup', body);
}

/** Changes the workspace that this tab works in; what was read of the other one is forgotten. */
export function useSwitchWorkspace(): (id: string) => void {
  const queryClient = useQueryClient();
  return (id) => {
    chooseWorkspace(id);
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  };
}
