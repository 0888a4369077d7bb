import type { Database, Queryable } from '../database/connect.ts';
import { findPerson, hasMember, insertMember } from '../database/queries/accounts.ts';
import { recordAudit } from '../database/queries/audit.ts';
import { findInvitation, type GivenInvitation, markAccepted } from '../database/queries/invitations.ts';
import { type FieldProblem, Problem } from '../problem.ts';
import { type Auth, createPerson } from './auth.ts';
import { hashToken, subjectOf, toldOf } from './invitations.ts';

/** Someone who is signed in. */
export type Person = { id: string; name: string; email: string };
export type NewAccount = { name?: string | undefined; password?: string | undefined };

/** What whoever has the link may know before accepting. */
export type Look = Pick<GivenInvitation, 'email' | 'role' | 'workspaceName' | 'invitedBy' | 'expiresAt'> & {
  /** They have an account here already: they sign in with it rather than make another. */
  hasAccount: boolean;
};

/** @throws Problem not-found or refused where the link cannot be used (any more). */
export async function lookAtInvitation(db: Database, token: string): Promise<Look> {
  const { email, role, workspaceName, invitedBy, expiresAt } = await requireUsable(
    db.acrossWorkspaces.pool,
    token,
  );
  const hasAccount = (await findPerson(db.acrossWorkspaces.pool, email)) !== null;
  return { email, role, workspaceName, invitedBy, expiresAt, hasAccount };
}

/**
 * Adds whoever has the link to the workspace: the person who is signed in, or a new one with this name and password.
 * @param person who is signed in, if someone is.
 * @returns whether a person was created, and with which address.
 * @throws Problem not-found or refused where the link cannot be used, or is someone else's; conflict where its address has an
 *   account, which has to sign in; invalid-input where a new account lacks its name or password.
 */
export async function acceptInvitation(
  { db, auth }: { db: Database; auth: Auth },
  token: string,
  person: Person | null,
  account: NewAccount,
): Promise<{ workspaceId: string; email: string; isNew: boolean }> {
  return db.acrossWorkspaces.transaction(async (client) => {
    const invitation = await requireUsable(client, token);
    const { workspaceId, email, role } = invitation;
    const member = person ?? (await createInvited(client, auth, email, account));
    if (member.email.toLowerCase() !== email) {
      throw new Problem(
        'refused',
        `This invitation is for ${email}, and you are signed in as ${member.email}. Sign out first.`,
      );
    }
    await markAccepted(client, workspaceId, invitation.id);
    if (!(await hasMember(client, workspaceId, member.id))) {
      await insertMember(client, workspaceId, member.id, role);
    }
    const actor = { kind: 'person' as const, id: member.id, name: member.name };
    await recordAudit(client, workspaceId, actor, [
      { ...subjectOf(invitation), action: 'invitation.accept', after: toldOf(invitation) },
    ]);
    return { workspaceId, email, isNew: person === null };
  });
}

/** Made before the transaction ends, which holds the link meanwhile: of two that use it at once, the second is refused. */
async function createInvited(
  client: Queryable,
  auth: Auth,
  email: string,
  { name, password }: NewAccount,
): Promise<Person> {
  if ((await findPerson(client, email)) !== null) {
    throw new Problem(
      'conflict',
      `There is an account for ${email}. Sign in with it, then open the link again.`,
    );
  }
  if (name === undefined || password === undefined) {
    const missing: FieldProblem[] = [
      ...(name === undefined ? [{ path: 'name', message: 'needed for a new account' }] : []),
      ...(password === undefined ? [{ path: 'password', message: 'needed for a new account' }] : []),
    ];
    throw new Problem('invalid-input', 'A new account needs a name and a password.', missing);
  }
  return { id: await createPerson(auth, { name, email, password }), name, email };
}

async function requireUsable(client: Queryable, token: string): Promise<GivenInvitation> {
  const invitation = await findInvitation(client, hashToken(token));
  if (invitation === null) {
    throw new Problem('not-found', 'There is no such invitation. Check that the link is complete.');
  }
  const refusal = refusalOf(invitation);
  if (refusal !== null) {
    throw new Problem('refused', refusal);
  }
  return invitation;
}

function refusalOf({ acceptedAt, withdrawnAt, hasExpired, isSuspended }: GivenInvitation): string | null {
  if (acceptedAt !== null) {
    return 'This invitation has been used. Sign in, or ask for another.';
  }
  if (withdrawnAt !== null) {
    return 'This invitation has been withdrawn. Ask whoever sent it for another.';
  }
  if (hasExpired) {
    return 'This invitation has expired. Ask whoever sent it for another.';
  }
  return isSuspended ? 'This workspace is suspended; nobody can join it now.' : null;
}
