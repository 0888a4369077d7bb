import type { Database, Queryable } from '../database/connect.ts';
import { deleteMember, lockMembers, type Member, updateMember } from '../database/queries/accounts.ts';
import { recordAudit } from '../database/queries/audit.ts';
import { mayDo, type Role } from '../http/policy.ts';
import { notFound, Problem } from '../problem.ts';
import { type Giver, requireMayGive, withdraw } from './invitations.ts';

/**
 * Gives a member another role.
 * @throws Problem not-found; not-allowed where the old or the new role is above the giver's own; refused for the last owner.
 */
export async function changeMember(
  db: Database,
  workspaceId: string,
  giver: Giver,
  userId: string,
  role: Role,
): Promise<Member> {
  return db.transaction(async (client) => {
    const before = await requireChangeable(client, workspaceId, giver, userId, role);
    requireMayGive(giver.role, role);
    const after = { ...before, role };
    if (before.role !== role) {
      await updateMember(client, workspaceId, userId, role);
      await recordAudit(client, workspaceId, giver.actor, [
        { action: 'member.update', ...subjectOf(userId), before: toldOf(before), after: toldOf(after) },
      ]);
    }
    if (!mayDo(role, 'administer')) {
      await withdraw(client, workspaceId, giver.actor, { invitedById: userId });
    }
    return after;
  });
}

/**
 * Takes a member out of the workspace: their next request is refused. What they invited others to ends with it.
 * @throws Problem not-found; not-allowed where the member's role is above the giver's own; refused for the last owner.
 */
export async function removeMember(
  db: Database,
  workspaceId: string,
  giver: Giver,
  userId: string,
): Promise<void> {
  await db.transaction(async (client) => {
    const before = await requireChangeable(client, workspaceId, giver, userId, null);
    await deleteMember(client, workspaceId, userId);
    await recordAudit(client, workspaceId, giver.actor, [
      { action: 'member.remove', ...subjectOf(userId), before: toldOf(before) },
    ]);
    await withdraw(client, workspaceId, giver.actor, { invitedById: userId });
  });
}

/** Of two changes at once the second waits for the first: they could leave the workspace without an owner. */
async function requireChangeable(
  client: Queryable,
  workspaceId: string,
  giver: Giver,
  userId: string,
  role: Role | null,
): Promise<Member> {
  const members = await lockMembers(client, workspaceId);
  const member = members.find(({ id }) => id === userId);
  if (member === undefined) {
    throw notFound('a member');
  }
  requireMayGive(giver.role, member.role);
  const isLastOwner = member.role === 'owner' && !members.some((o) => o.role === 'owner' && o.id !== userId);
  if (isLastOwner && role !== 'owner') {
    throw new Problem(
      'refused',
      `${member.name} is the last owner of this workspace. Make someone else an owner first.`,
    );
  }
  return member;
}

function subjectOf(userId: string) {
  return { subjectKind: 'member', subjectId: userId };
}

function toldOf({ name, email, role }: Member) {
  return { name, email, role };
}
