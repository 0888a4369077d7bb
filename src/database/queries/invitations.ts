import type { Queryable } from '../connect.ts';
import type { MemberRole } from './accounts.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';

export type Invitation = {
  id: string;
  email: string;
  role: MemberRole;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
};

const COLUMNS =
  'id, email, role, invited_by AS "invitedBy", created_at AS "createdAt", expires_at AS "expiresAt"';
const IS_OPEN = 'accepted_at IS NULL AND withdrawn_at IS NULL';

export type NewInvitation = {
  id: string;
  email: string;
  role: MemberRole;
  tokenHash: Buffer;
  invitedById: string | null;
  invitedBy: string;
  validDays: number;
};

/** @returns null where an open invitation for the address is in the way. */
export async function insertInvitation(
  db: Queryable,
  workspaceId: string,
  { id, email, role, tokenHash, invitedById, invitedBy, validDays }: NewInvitation,
): Promise<Invitation | null> {
  const { rows } = await db.query<Invitation>(
    `INSERT INTO invitation (workspace_id, id, email, role, token_hash, invited_by_id, invited_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(days => $8))
     ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    [workspaceId, id, email, role, tokenHash, invitedById, invitedBy, validDays],
  );
  return rows[0] ?? null;
}

/** Those that can still be accepted, latest first. */
export async function listInvitations(
  db: Queryable,
  workspaceId: string,
  request: PageRequest,
): Promise<Page<Invitation>> {
  const cursor = decodeCursor(request.cursor, 2);
  const where = `workspace_id = $1 AND ${IS_OPEN} AND expires_at > now()`;
  const { rows } = await db.query<Invitation & { position: string }>(
    `SELECT ${COLUMNS}, created_at::text AS position FROM invitation
     WHERE ${where} AND ($2::timestamptz IS NULL OR (created_at, id) < ($2::timestamptz, $3))
     ORDER BY created_at DESC, id DESC LIMIT $4`,
    [workspaceId, cursor?.[0] ?? null, cursor?.[1] ?? null, request.limit + 1],
  );
  const { rows: totals } = await db.query<{ total: number }>(
    `SELECT count(*) AS total FROM invitation WHERE ${where}`,
    [workspaceId],
  );
  const present = ({ position: _, ...invitation }: Invitation & { position: string }) => invitation;
  return toPage(rows, request, totals[0]?.total ?? 0, ({ position, id }) => [position, id], present);
}

/** One that was neither accepted nor withdrawn, expired or not, by its id or address; locked. */
export async function getOpenInvitation(
  db: Queryable,
  workspaceId: string,
  by: { id: string } | { email: string },
): Promise<Invitation | null> {
  const { rows } = await db.query<Invitation>(
    `SELECT ${COLUMNS} FROM invitation
     WHERE workspace_id = $1 AND ($2::text IS NULL OR id = $2) AND ($3::text IS NULL OR email = $3) AND ${IS_OPEN}
     FOR UPDATE`,
    [workspaceId, 'id' in by ? by.id : null, 'email' in by ? by.email : null],
  );
  return rows[0] ?? null;
}

/** Ends open invitations: one by its id, or those that someone sent. @returns what was ended */
export async function withdrawInvitations(
  db: Queryable,
  workspaceId: string,
  of: { id: string } | { invitedById: string },
): Promise<Invitation[]> {
  const { rows } = await db.query<Invitation>(
    `UPDATE invitation SET withdrawn_at = now()
     WHERE workspace_id = $1 AND ($2::text IS NULL OR id = $2) AND ($3::text IS NULL OR invited_by_id = $3) AND ${IS_OPEN}
     RETURNING ${COLUMNS}`,
    [workspaceId, 'id' in of ? of.id : null, 'invitedById' in of ? of.invitedById : null],
  );
  return rows;
}

export type GivenInvitation = Invitation & {
  workspaceId: string;
  workspaceName: string;
  acceptedAt: Date | null;
  withdrawnAt: Date | null;
  hasExpired: boolean;
  isSuspended: boolean;
};

/** The invitation of a link, whatever its state; locked, so that it is accepted once. */
export async function findInvitation(db: Queryable, tokenHash: Buffer): Promise<GivenInvitation | null> {
  const { rows } = await db.query<GivenInvitation>(
    `SELECT i.id, i.email, i.role, i.invited_by AS "invitedBy", i.created_at AS "createdAt",
       i.expires_at AS "expiresAt", i.workspace_id AS "workspaceId", w.name AS "workspaceName",
       i.accepted_at AS "acceptedAt", i.withdrawn_at AS "withdrawnAt", i.expires_at <= now() AS "hasExpired",
       w.suspended_at IS NOT NULL AS "isSuspended"
     FROM invitation i JOIN workspace w USING (workspace_id) WHERE i.token_hash = $1 FOR UPDATE OF i`,
    [tokenHash],
  );
  return rows[0] ?? null;
}

export async function markAccepted(db: Queryable, workspaceId: string, id: string): Promise<void> {
  await db.query('UPDATE invitation SET accepted_at = now() WHERE workspace_id = $1 AND id = $2', [
    workspaceId,
    id,
  ]);
}
