import { createHash, randomBytes } from 'node:crypto';
import type { Database, Queryable } from '../database/connect.ts';
import { findMemberByEmail } from '../database/queries/accounts.ts';
import { type Actor, type AuditEntry, recordAudit } from '../database/queries/audit.ts';
import {
  getOpenInvitation,
  type Invitation,
  insertInvitation,
  withdrawInvitations,
} from '../database/queries/invitations.ts';
import { mayGive, type Role } from '../http/policy.ts';
import { createId } from '../ids.ts';
import { notFound, Problem } from '../problem.ts';

const TOKEN_BYTES = 32;
const VALID_DAYS = 7;

/** Who gives something away, and what they may do themselves. */
export type Giver = { actor: Actor; role: Role };

/** The form in which a link's token is stored and looked up. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * Asks someone into a workspace. An open invitation for the same address ends: its link may have been lost.
 * @returns the token of the link too, which is not stored and cannot be shown again.
 * @throws Problem not-allowed for a role above the giver's own; conflict for someone who is in already.
 */
export async function invite(
  db: Database,
  workspaceId: string,
  giver: Giver,
  wanted: { email: string; role: Role },
): Promise<{ invitation: Invitation; token: string }> {
  requireMayGive(giver.role, wanted.role);
  const email = wanted.email.toLowerCase();
  const token = `tieout_invitation_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
  const { id: invitedById, name: invitedBy } = giver.actor;
  const invitation = await db.transaction(async (client) => {
    await refuseMember(client, workspaceId, email);
    await replaceEarlier(client, workspaceId, giver, email);
    const made = await insertInvitation(client, workspaceId, {
      ...{ id: createId('inv'), email, role: wanted.role, tokenHash: hashToken(token) },
      ...{ invitedById, invitedBy, validDays: VALID_DAYS },
    });
    if (made === null) {
      throw new Problem('conflict', `Someone else is inviting ${email} at this moment. Look at the list.`);
    }
    await recordAudit(client, workspaceId, giver.actor, [
      { ...subjectOf(made), action: 'invitation.create', after: toldOf(made) },
    ]);
    return made;
  });
  return { invitation, token };
}

async function refuseMember(client: Queryable, workspaceId: string, email: string): Promise<void> {
  if ((await findMemberByEmail(client, workspaceId, email)) !== null) {
    throw new Problem('conflict', `${email} is in this workspace already. Change the role there instead.`);
  }
}

async function replaceEarlier(
  client: Queryable,
  workspaceId: string,
  giver: Giver,
  email: string,
): Promise<void> {
  const earlier = await getOpenInvitation(client, workspaceId, { email });
  if (earlier !== null) {
    requireMayGive(giver.role, earlier.role);
    await withdraw(client, workspaceId, giver.actor, { id: earlier.id });
  }
}

/**
 * Ends an invitation: its link is refused from now on.
 * @throws Problem not-found; not-allowed where it gives more than the one who ends it has.
 */
export async function withdrawInvitation(
  db: Database,
  workspaceId: string,
  giver: Giver,
  id: string,
): Promise<void> {
  await db.transaction(async (client) => {
    const invitation = await getOpenInvitation(client, workspaceId, { id });
    if (invitation === null) {
      throw notFound('an open invitation');
    }
    requireMayGive(giver.role, invitation.role);
    await withdraw(client, workspaceId, giver.actor, { id });
  });
}

/** Ends open invitations inside the caller's transaction, and notes each in the audit log. */
export async function withdraw(
  client: Queryable,
  workspaceId: string,
  actor: Actor,
  of: { id: string } | { invitedById: string },
): Promise<void> {
  const ended = await withdrawInvitations(client, workspaceId, of);
  const entries = ended.map((invitation) => ({
    ...subjectOf(invitation),
    action: 'invitation.withdraw',
    before: toldOf(invitation),
  }));
  await recordAudit(client, workspaceId, actor, entries);
}

/** @throws Problem not-allowed where someone would give, or take, more than they have. */
export function requireMayGive(own: Role, given: Role): void {
  if (!mayGive(own, given)) {
    throw new Problem('not-allowed', `Your role (${own}) cannot give or take away the role ${given}.`);
  }
}

type Subject = Pick<AuditEntry, 'subjectKind' | 'subjectId'>;

/** How the audit log names an invitation. */
export function subjectOf({ id }: { id: string }): Subject {
  return { subjectKind: 'invitation', subjectId: id };
}

/** What the audit log says of an invitation: never its token. */
export function toldOf({ email, role }: { email: string; role: Role }): { email: string; role: Role } {
  return { email, role };
}
