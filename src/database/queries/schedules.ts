import type { Queryable } from '../connect.ts';

export type DueSchedule = {
  workspaceId: string;
  integrationId: string;
  cron: string;
  timeZone: string;
  /** null: it has not been worked out yet. */
  dueAt: Date | null;
};

/**
 * Schedules that are due, or whose next time is not worked out, locked until the transaction ends; those that another
 * instance works on are left to it. Suspended workspaces and paused integrations do not sync.
 */
export async function lockDueSchedules(db: Queryable, now: Date, limit: number): Promise<DueSchedule[]> {
  const { rows } = await db.query<DueSchedule>(
    `SELECT i.workspace_id AS "workspaceId", i.id AS "integrationId", i.schedule AS cron, w.time_zone AS "timeZone",
       i.next_sync_at AS "dueAt"
     FROM integration i JOIN workspace w ON w.workspace_id = i.workspace_id
     WHERE i.schedule IS NOT NULL AND i.removed_at IS NULL AND i.paused_at IS NULL AND w.suspended_at IS NULL
       AND (i.next_sync_at IS NULL OR i.next_sync_at <= $1)
     ORDER BY i.next_sync_at NULLS FIRST LIMIT $2 FOR NO KEY UPDATE OF i SKIP LOCKED`,
    [now, limit],
  );
  return rows;
}

export async function setNextSync(
  db: Queryable,
  workspaceId: string,
  integrationId: string,
  nextSyncAt: Date | null,
): Promise<void> {
  await db.query('UPDATE integration SET next_sync_at = $3 WHERE workspace_id = $1 AND id = $2', [
    workspaceId,
    integrationId,
    nextSyncAt,
  ]);
}

/** @param schedule null: it does not sync by itself */
export async function setSchedule(
  db: Queryable,
  workspaceId: string,
  integrationId: string,
  schedule: string | null,
  nextSyncAt: Date | null,
): Promise<void> {
  await db.query(
    'UPDATE integration SET schedule = $3, next_sync_at = $4 WHERE workspace_id = $1 AND id = $2',
    [workspaceId, integrationId, schedule, nextSyncAt],
  );
}

/** Has every schedule of a workspace worked out anew: its time zone has changed. */
export async function forgetNextSyncs(db: Queryable, workspaceId: string): Promise<void> {
  await db.query('UPDATE integration SET next_sync_at = NULL WHERE workspace_id = $1', [workspaceId]);
}
