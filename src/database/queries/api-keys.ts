import type { Plan } from '../../domain/plans.ts';
import type { Queryable } from '../connect.ts';
import type { MemberRole } from './accounts.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';

/** A key that signs requests in, with what of its workspace they need. */
export type ApiKey = {
  workspaceId: string;
  id: string;
  name: string;
  role: MemberRole;
  plan: Plan;
  isSuspended: boolean;
  /** The workspace's, see workspace_revision. */
  revision: number;
};

/** Finds a key by its hash, unless it has expired or was revoked, and notes its use, at most once a minute. */
export async function findApiKey(db: Queryable, keyHash: Buffer): Promise<ApiKey | null> {
  const { rows } = await db.query<ApiKey & { isNoteDue: boolean }>({
    // Every request with a key asks this: the plan is kept.
    name: 'find-api-key',
    text: `SELECT k.workspace_id AS "workspaceId", k.id, k.name, k.role, w.plan,
       w.suspended_at IS NOT NULL AS "isSuspended", coalesce(r.revision, 0) AS revision,
       coalesce(k.last_used_at < now() - interval '1 minute', true) AS "isNoteDue"
     FROM api_key k JOIN workspace w USING (workspace_id) LEFT JOIN workspace_revision r USING (workspace_id)
     WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())`,
    values: [keyHash],
  });
  const key = rows[0];
  if (key?.isNoteDue) {
    await db.query('UPDATE api_key SET last_used_at = now() WHERE workspace_id = $1 AND id = $2', [
      key.workspaceId,
      key.id,
    ]);
  }
  return key ?? null;
}

export type NewApiKey = {
  workspaceId: string;
  id: string;
  name: string;
  keyHash: Buffer;
  role: MemberRole;
  expiresAt?: Date | null;
  createdBy?: string | null;
};

export async function insertApiKey(
  db: Queryable,
  { workspaceId, id, name, keyHash, role, expiresAt = null, createdBy = null }: NewApiKey,
): Promise<void> {
  await db.query(
    `INSERT INTO api_key (workspace_id, id, name, key_hash, role, expires_at, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [workspaceId, id, name, keyHash, role, expiresAt, createdBy],
  );
}

export type ListedApiKey = {
  id: string;
  name: string;
  role: MemberRole;
  createdAt: Date;
  createdBy: string | null;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
};

/** A workspace's keys, revoked ones too, latest first. */
export async function listApiKeys(
  db: Queryable,
  workspaceId: string,
  request: PageRequest,
): Promise<Page<ListedApiKey>> {
  const cursor = decodeCursor(request.cursor, 2);
  const { rows } = await db.query<ListedApiKey & { position: string }>(
    `SELECT id, name, role, created_at AS "createdAt", created_by AS "createdBy", last_used_at AS "lastUsedAt",
       expires_at AS "expiresAt", revoked_at AS "revokedAt", created_at::text AS position
     FROM api_key
     WHERE workspace_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2::timestamptz, $3))
     ORDER BY created_at DESC, id DESC LIMIT $4`,
    [workspaceId, cursor?.[0] ?? null, cursor?.[1] ?? null, request.limit + 1],
  );
  const { rows: totals } = await db.query<{ total: number }>(
    'SELECT count(*) AS total FROM api_key WHERE workspace_id = $1',
    [workspaceId],
  );
  const present = ({ position: _, ...key }: ListedApiKey & { position: string }): ListedApiKey => key;
  return toPage(rows, request, totals[0]?.total ?? 0, ({ position, id }) => [position, id], present);
}

/** @returns what was revoked, or null where there is no such key. */
export async function revokeApiKey(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<{ name: string; role: MemberRole } | null> {
  const { rows } = await db.query<{ name: string; role: MemberRole }>(
    `UPDATE api_key SET revoked_at = coalesce(revoked_at, now()) WHERE workspace_id = $1 AND id = $2
     RETURNING name, role`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}
