import type { PoolClient } from 'pg';
import type { Queryable } from '../connect.ts';
import type { MergeTarget } from './merge.ts';
import type { SyncRunRef } from './sync-runs.ts';

/** Whether what a run read is kept for release: it is not merged yet. */
export async function hasKeptRecords(
  db: Queryable,
  { workspaceId, syncRunId }: SyncRunRef,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'SELECT FROM staged_record WHERE workspace_id = $1 AND sync_run_id = $2 LIMIT 1',
    [workspaceId, syncRunId],
  );
  return rowCount === 1;
}

export async function deleteKeptRecords(
  db: Queryable,
  { workspaceId, syncRunId }: SyncRunRef,
): Promise<void> {
  await db.query('DELETE FROM staged_record WHERE workspace_id = $1 AND sync_run_id = $2', [
    workspaceId,
    syncRunId,
  ]);
}

/** Ends the integration's held runs: a newer sync has read the source, so releasing them would turn time back. */
export async function supersedeHeldRuns(
  client: PoolClient,
  target: MergeTarget,
  byRunId: string,
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE sync_run SET status = 'cancelled', error_code = 'superseded',
       error_message = 'A newer sync has read the source since; what this one read is dropped.'
     WHERE workspace_id = $1 AND integration_id = $2 AND status = 'held' AND id <> $3 RETURNING id`,
    [target.workspaceId, target.integrationId, byRunId],
  );
  for (const { id } of rows) {
    await deleteKeptRecords(client, { workspaceId: target.workspaceId, syncRunId: id });
  }
}

/** Queues a held run again, to merge what it read. @returns false where it is not held. */
export async function requeueHeldRun(
  db: Queryable,
  { workspaceId, syncRunId }: SyncRunRef,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE sync_run SET status = 'queued', released_at = now(), finished_at = NULL, error_code = NULL, error_message = NULL
     WHERE workspace_id = $1 AND id = $2 AND status = 'held'`,
    [workspaceId, syncRunId],
  );
  return rowCount === 1;
}

/**
 * Drops what a held run read; its integration is back at its last good sync.
 * @returns false where it is not held.
 */
export async function discardHeldRun(db: Queryable, run: SyncRunRef): Promise<boolean> {
  const { rows } = await db.query<{ integration_id: string }>(
    `UPDATE sync_run SET status = 'cancelled', error_code = 'discarded',
       error_message = 'A person discarded what this sync read. The data of the last good sync are in use.'
     WHERE workspace_id = $1 AND id = $2 AND status = 'held' RETURNING integration_id`,
    [run.workspaceId, run.syncRunId],
  );
  const [held] = rows;
  if (held === undefined) {
    return false;
  }
  await deleteKeptRecords(db, run);
  await db.query(
    `UPDATE integration SET trouble = NULL WHERE workspace_id = $1 AND id = $2 AND trouble = 'sync_held'`,
    [run.workspaceId, held.integration_id],
  );
  return true;
}
