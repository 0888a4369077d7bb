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
