import type { Queryable } from '../connect.ts';

/** What an earlier request with the same key was and was answered; status 0: not answered yet. */
export type EarlierAnswer = { request: string; status: number; body: string };

/** A claim that was never settled, by a crash, is given up after this long. */
const ABANDONED_AFTER = '5 minutes';
const KEPT_FOR = '24 hours';

/** Claims a key for a request. @returns null when it is now claimed, else the earlier answer. */
export async function claimKey(
  db: Queryable,
  workspaceId: string,
  key: string,
  request: string,
): Promise<EarlierAnswer | null> {
  await db.query(
    `DELETE FROM idempotent_answer WHERE workspace_id = $1 AND (created_at < now() - $2::interval
       OR (status = 0 AND created_at < now() - $3::interval))`,
    [workspaceId, KEPT_FOR, ABANDONED_AFTER],
  );
  const { rowCount } = await db.query(
    `INSERT INTO idempotent_answer (workspace_id, key, request, status, body) VALUES ($1, $2, $3, 0, '')
     ON CONFLICT DO NOTHING`,
    [workspaceId, key, request],
  );
  if (rowCount === 1) {
    return null;
  }
  const { rows } = await db.query<EarlierAnswer>(
    'SELECT request, status, body FROM idempotent_answer WHERE workspace_id = $1 AND key = $2',
    [workspaceId, key],
  );
  return rows[0] ?? { request, status: 0, body: '' };
}

export async function completeKey(
  db: Queryable,
  workspaceId: string,
  key: string,
  status: number,
  body: string,
): Promise<void> {
  await db.query('UPDATE idempotent_answer SET status = $3, body = $4 WHERE workspace_id = $1 AND key = $2', [
    workspaceId,
    key,
    status,
    body,
  ]);
}

export async function releaseKey(db: Queryable, workspaceId: string, key: string): Promise<void> {
  await db.query('DELETE FROM idempotent_answer WHERE workspace_id = $1 AND key = $2', [workspaceId, key]);
}
