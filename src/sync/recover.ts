import type { Database } from '../database/connect.ts';
import { hasKeptRecords } from '../database/queries/held-syncs.ts';
import { markTrouble } from '../database/queries/integration-trust.ts';
import { listRunsUnderWay, lockSyncRunWithin, type RunUnderWay } from '../database/queries/sync-locks.ts';
import { finishSyncRun } from '../database/queries/sync-runs.ts';
import { inWorkspace } from '../database/workspace-scope.ts';

const INTERRUPTED = {
  code: 'interrupted',
  message:
    'Tieout was stopped while this sync ran, and what it had read is dropped. It starts anew by itself, once.',
};
const INTERRUPTED_LATE = {
  code: 'interrupted',
  message: 'Tieout was stopped after this sync had taken over its data, before it could compare them.',
};

/**
 * Ends runs that a crash cut off, so that they block no new one: running ones whose lock is free, queued ones whose job
 * is gone.
 * @param workspaceId null: of every workspace.
 * @param isQueued whether a queued run still has a job that will start it.
 * @returns the workspaces whose results have to be compared anew.
 */
export async function recoverInterrupted(
  db: Database,
  workspaceId: string | null,
  isQueued: (syncRunId: string) => Promise<boolean>,
): Promise<string[]> {
  const ended = new Set<string>();
  for (const run of await listRunsUnderWay(db.acrossWorkspaces.pool, workspaceId)) {
    if (run.status === 'queued' && (await isQueued(run.syncRunId))) {
      continue;
    }
    if (await inWorkspace(run.workspaceId, () => endIfDead(db, run))) {
      ended.add(run.workspaceId);
    }
  }
  return [...ended];
}

async function endIfDead(db: Database, run: RunUnderWay): Promise<boolean> {
  return db.transaction(async (client) => {
    if (!(await lockSyncRunWithin(client, run))) {
      return false;
    }
    if (await hasKeptRecords(client, run)) {
      // It was being released; what it read is still there.
      return finishSyncRun(client, run, 'held', INTERRUPTED);
    }
    if (!(await finishSyncRun(client, run, 'failed', run.isMerged ? INTERRUPTED_LATE : INTERRUPTED))) {
      return false;
    }
    if (!run.isMerged) {
      await markTrouble(client, run.workspaceId, run.integrationId, 'sync_failed');
    }
    return true;
  });
}
