import type { PoolClient } from 'pg';
import type { Queryable } from '../connect.ts';
import type { SyncRunRef } from './sync-runs.ts';

/**
 * A running sync holds a session's advisory lock: the database gives it back the moment the process dies, so a run that
 * says it is running while its lock is free was cut off.
 */

const KEY = "hashtextextended('tieout sync ' || $1 || ' ' || $2, 0)";

/** @returns false where another session holds it. Given back when the client's connection closes. */
export async function lockSyncRun(
  client: PoolClient,
  { workspaceId, syncRunId }: SyncRunRef,
): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${KEY}) AS locked`, [
    workspaceId,
    syncRunId,
  ]);
  return rows[0]?.locked === true;
}

/** The same until the transaction ends. */
export async function lockSyncRunWithin(
  tx: Queryable,
  { workspaceId, syncRunId }: SyncRunRef,
): Promise<boolean> {
  const { rows } = await tx.query<{ locked: boolean }>(`SELECT pg_try_advisory_xact_lock(${KEY}) AS locked`, [
    workspaceId,
    syncRunId,
  ]);
  return rows[0]?.locked === true;
}

export type RunUnderWay = SyncRunRef & {
  integrationId: string;
  status: 'queued' | 'running';
  isMerged: boolean;
};

/** Runs that say they are queued or running, of one workspace or (null) of all. */
export async function listRunsUnderWay(db: Queryable, workspaceId: string | null): Promise<RunUnderWay[]> {
  const { rows } = await db.query<RunUnderWay>(
    `SELECT r.workspace_id AS "workspaceId", r.id AS "syncRunId", r.integration_id AS "integrationId", r.status,
       coalesce(i.last_good_sync_at >= r.started_at, false) AS "isMerged"
     FROM sync_run r JOIN integration i ON i.workspace_id = r.workspace_id AND i.id = r.integration_id
     WHERE r.status IN ('queued', 'running') AND ($1::text IS NULL OR r.workspace_id = $1)`,
    [workspaceId],
  );
  return rows;
}

/**
 * Integrations whose last sync was cut off within a day, and the one before it was not: what is cut off twice running may
 * be what brings the process down. Those of suspended workspaces, and paused ones, do not sync.
 */
export async function listInterrupted(
  db: Queryable,
): Promise<{ workspaceId: string; integrationId: string }[]> {
  const { rows } = await db.query<{ workspaceId: string; integrationId: string }>(
    `SELECT i.workspace_id AS "workspaceId", i.id AS "integrationId"
     FROM integration i JOIN workspace w ON w.workspace_id = i.workspace_id
     CROSS JOIN LATERAL (
       SELECT array_agg(r.status = 'failed' AND coalesce(r.error_code = 'interrupted', false)) AS cut,
         max(r.finished_at) AS finished_at
       FROM (SELECT * FROM sync_run r WHERE r.workspace_id = i.workspace_id AND r.integration_id = i.id
             ORDER BY r.created_at DESC LIMIT 2) r
     ) last
     WHERE i.removed_at IS NULL AND i.paused_at IS NULL AND w.suspended_at IS NULL
       AND last.cut[1] AND last.cut[2] IS NOT TRUE AND last.finished_at > now() - interval '1 day'`,
  );
  return rows;
}
