import type { SyncRun } from '../database/queries/sync-runs.ts';

/** A sync run in the API's shape: times as ISO 8601 UTC. */
export function presentSyncRun({ startedAt, finishedAt, createdAt, ...run }: SyncRun) {
  return {
    ...run,
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
