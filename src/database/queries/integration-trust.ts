import type { Metric } from '../../domain/inventory.ts';
import type { Queryable } from '../connect.ts';

/** A kind of record that the credentials may not read, and what to do about it. */
export type UnreadNote = { capability: Metric; message: string };

export type Trouble = 'sync_failed' | 'sync_held';

/** How trustworthy an integration's data are. */
export type SyncState = {
  isRemoved: boolean;
  isDefaultPsa: boolean;
  isTrusted: boolean;
  /** The time of the data in use; null: there are none. */
  lastGoodSyncAt: Date | null;
  /** Nothing of it was ever in use. */
  isFirst: boolean;
  unread: UnreadNote[];
};

/**
 * Locks the integration for a merge. `isTrusted`: its results were based on data that are neither in trouble nor older
 * than the workspace allows; otherwise a good sync changes the results of every organization.
 */
export async function lockForMerge(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<SyncState | null> {
  const { rows } = await db.query<SyncState>(
    `SELECT i.removed_at IS NOT NULL AS "isRemoved", i.id = w.default_psa_integration_id IS TRUE AS "isDefaultPsa",
       i.last_good_sync_at IS NULL AS "isFirst", i.last_good_sync_at AS "lastGoodSyncAt", i.unread,
       i.trouble IS NULL AND i.last_good_sync_at IS NOT NULL
         AND i.last_good_sync_at > now() - w.stale_after_hours::float8 * interval '1 hour' AS "isTrusted"
     FROM integration i JOIN workspace w ON w.workspace_id = i.workspace_id
     WHERE i.workspace_id = $1 AND i.id = $2 FOR NO KEY UPDATE OF i`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** A good sync: its data are in use, but for what it could not read. */
export async function markSynced(
  db: Queryable,
  workspaceId: string,
  id: string,
  { startedAt, unread }: { startedAt: Date; unread: readonly UnreadNote[] },
): Promise<void> {
  await db.query(
    'UPDATE integration SET last_good_sync_at = $3, trouble = NULL, unread = $4 WHERE workspace_id = $1 AND id = $2',
    [workspaceId, id, startedAt, JSON.stringify(unread)],
  );
}

/** The data in use may not be believed any more. */
export async function markTrouble(
  db: Queryable,
  workspaceId: string,
  id: string,
  trouble: Trouble,
): Promise<void> {
  await db.query(
    `UPDATE integration SET trouble = $3
     WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL AND trouble IS DISTINCT FROM $3`,
    [workspaceId, id, trouble],
  );
}
