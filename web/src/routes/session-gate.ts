import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { sessionQuery } from '../api/session.ts';
import type { Session } from '../api/types.ts';
import { workspaceQuery } from '../api/workspace.ts';

/** Lets only someone signed in through; leads everyone else to where they can become that. */
export async function requireSignedIn(queryClient: QueryClient, here: string): Promise<void> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (session.state === 'needs_setup') {
    throw redirect({ to: '/welcome', search: codeIn(here) });
  }
  if (session.state === 'signed_out') {
    throw redirect({ to: '/sign-in', search: here === '/' ? {} : { next: here } });
  }
}

/** Lets only workspaces through whose plan includes billing reconciliation; the others see what it would give them. */
export async function requirePaidPlan(queryClient: QueryClient): Promise<void> {
  const workspace = await queryClient.ensureQueryData(workspaceQuery);
  if (workspace.plan === 'free') {
    throw redirect({ to: '/upgrade' });
  }
}

/** Lets only those through for whom the page is meant. */
export async function requireState(queryClient: QueryClient, state: Session['state']): Promise<void> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (session.state !== state) {
    throw redirect({ to: '/' });
  }
}

/** The link in the terminal carries the set-up code. */
function codeIn(here: string): { code?: string } {
  const code = new URL(here, 'http://here').searchParams.get('code');
  return code === null ? {} : { code };
}

/** A place on this site to go to after signing in; an address elsewhere is none. */
export function safeNext(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined;
}
