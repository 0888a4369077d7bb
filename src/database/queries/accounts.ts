import type { Plan } from '../../domain/plans.ts';
import type { Queryable } from '../connect.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';

export type MemberRole = 'owner' | 'admin' | 'biller' | 'viewer';

/** A workspace a person belongs to. */
export type Membership = {
  id: string;
  name: string;
  plan: Plan;
  role: MemberRole;
  isSuspended: boolean;
  /** The workspace's, see workspace_revision. */
  revision: number;
};

/** Whether anyone has an account: an instance without one is not set up. */
export async function hasPeople(db: Queryable): Promise<boolean> {
  const { rows } = await db.query('SELECT 1 FROM auth_user LIMIT 1');
  return rows.length > 0;
}

/** The person has shown that the e-mail address of their account is theirs. */
export async function markAddressProven(db: Queryable, userId: string): Promise<void> {
  await db.query('UPDATE auth_user SET "emailVerified" = true, "updatedAt" = now() WHERE id = $1', [userId]);
}

/** The workspaces a person belongs to, oldest first. */
export async function listMemberships(db: Queryable, userId: string): Promise<Membership[]> {
  const { rows } = await db.query<Membership>(
    `SELECT w.workspace_id AS id, w.name, w.plan, m.role, w.suspended_at IS NOT NULL AS "isSuspended",
       coalesce(r.revision, 0) AS revision
     FROM member m JOIN workspace w USING (workspace_id) LEFT JOIN workspace_revision r USING (workspace_id)
     WHERE m.user_id = $1 ORDER BY w.created_at, w.workspace_id`,
    [userId],
  );
  return rows;
}

export async function insertMember(
  db: Queryable,
  workspaceId: string,
  userId: string,
  role: MemberRole,
): Promise<void> {
  await db.query('INSERT INTO member (workspace_id, user_id, role) VALUES ($1, $2, $3)', [
    workspaceId,
    userId,
    role,
  ]);
}

/** The oldest workspace that nobody belongs to, as an unattended set-up leaves it. */
export async function findUnownedWorkspace(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ workspace_id: string }>(
    `SELECT workspace_id FROM workspace w WHERE NOT EXISTS (SELECT 1 FROM member m WHERE m.workspace_id = w.workspace_id)
     ORDER BY created_at LIMIT 1`,
  );
  return rows[0]?.workspace_id ?? null;
}

/** Workspaces that the simulated vendors are connected to. */
export async function listDemoWorkspaces(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ workspace_id: string }>(
    'SELECT workspace_id FROM workspace WHERE is_demo',
  );
  return rows.map((row) => row.workspace_id);
}

/** @returns the person with this e-mail address, or null. */
export async function findPerson(db: Queryable, email: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>('SELECT id FROM auth_user WHERE email = $1', [email]);
  return rows[0]?.id ?? null;
}

/** Whether a person belongs to a workspace. */
export async function hasMember(db: Queryable, workspaceId: string, userId: string): Promise<boolean> {
  const { rows } = await db.query('SELECT 1 FROM member WHERE workspace_id = $1 AND user_id = $2', [
    workspaceId,
    userId,
  ]);
  return rows.length > 0;
}

/** @param email in lower case. @returns the id of the member with this address, or null */
export async function findMemberByEmail(
  db: Queryable,
  workspaceId: string,
  email: string,
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT u.id FROM member m JOIN auth_user u ON u.id = m.user_id WHERE m.workspace_id = $1 AND u.email = $2',
    [workspaceId, email],
  );
  return rows[0]?.id ?? null;
}

export type Member = { id: string; name: string; email: string; role: MemberRole };

/** The people of a workspace, by name. */
export async function listMembers(
  db: Queryable,
  workspaceId: string,
  request: PageRequest,
): Promise<Page<Member>> {
  const cursor = decodeCursor(request.cursor, 2);
  const { rows } = await db.query<Member>(
    `SELECT u.id, u.name, u.email, m.role FROM member m JOIN auth_user u ON u.id = m.user_id
     WHERE m.workspace_id = $1 AND ($2::text IS NULL OR (lower(u.name), u.id) > ($2, $3))
     ORDER BY lower(u.name), u.id LIMIT $4`,
    [workspaceId, cursor?.[0] ?? null, cursor?.[1] ?? null, request.limit + 1],
  );
  const { rows: totals } = await db.query<{ total: number }>(
    'SELECT count(*) AS total FROM member WHERE workspace_id = $1',
    [workspaceId],
  );
  const keysOf = ({ name, id }: Member) => [name.toLowerCase(), id];
  return toPage(rows, request, totals[0]?.total ?? 0, keysOf, (row) => row);
}

/** Everyone in a workspace, locked until the transaction ends. */
export async function lockMembers(db: Queryable, workspaceId: string): Promise<Member[]> {
  const { rows } = await db.query<Member>(
    `SELECT u.id, u.name, u.email, m.role FROM member m JOIN auth_user u ON u.id = m.user_id
     WHERE m.workspace_id = $1 ORDER BY m.user_id FOR UPDATE OF m`,
    [workspaceId],
  );
  return rows;
}

export async function updateMember(
  db: Queryable,
  workspaceId: string,
  userId: string,
  role: MemberRole,
): Promise<void> {
  await db.query('UPDATE member SET role = $3 WHERE workspace_id = $1 AND user_id = $2', [
    workspaceId,
    userId,
    role,
  ]);
}

export async function deleteMember(db: Queryable, workspaceId: string, userId: string): Promise<void> {
  await db.query('DELETE FROM member WHERE workspace_id = $1 AND user_id = $2', [workspaceId, userId]);
}
