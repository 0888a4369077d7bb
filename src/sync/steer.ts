import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { discardHeldRun, requeueHeldRun } from '../database/queries/held-syncs.ts';
import {
  finishQueuedRun,
  getSyncRun,
  isSyncUnderWay,
  requestCancel,
  type SyncRun,
  type SyncRunRef,
} from '../database/queries/sync-runs.ts';
import { notFound, Problem } from '../problem.ts';
import { waitUntilFinished } from './follow.ts';
import type { SyncJobs } from './start.ts';

/** How long an answer waits for what was asked for; a longer one is answered as far as it has come. */
const WAIT_MS = 15_000;

/** @throws Problem not-found. */
export async function findSyncRun({ db }: Pick<SyncJobs, 'db'>, run: SyncRunRef): Promise<SyncRun> {
  const found = await getSyncRun(db.pool, run);
  if (found === null) {
    throw notFound('a sync run');
  }
  return found;
}

/**
 * Merges what a held sync read, in the background.
 * @returns the run, finished if that took only a moment.
 * @throws Problem not-found; conflict where it is not held, or another sync of the integration is under way.
 */
export async function releaseSync(context: SyncJobs, actor: Actor, run: SyncRunRef): Promise<SyncRun> {
  const { db, jobs } = context;
  const { integrationId } = await findSyncRun(context, run);
  await jobs.recover(run.workspaceId);
  await db.transaction(async (client) => {
    if (await isSyncUnderWay(client, run.workspaceId, integrationId)) {
      throw new Problem(
        'conflict',
        'Another sync of this integration is under way. Wait for it, or cancel it.',
      );
    }
    if (!(await requeueHeldRun(client, run))) {
      throw notHeld();
    }
    await jobs.enqueueSync(client, run);
    await audit(client, run, actor, 'sync.release', integrationId);
  });
  jobs.wake();
  return waitUntilFinished(db, run, AbortSignal.timeout(WAIT_MS));
}

/**
 * Drops what a held sync read: the source is back at its last good sync, with that sync's age.
 * @throws Problem not-found; conflict where it is not held.
 */
export async function discardSync(context: SyncJobs, actor: Actor, run: SyncRunRef): Promise<SyncRun> {
  const { integrationId } = await findSyncRun(context, run);
  await context.db.transaction(async (client) => {
    if (!(await discardHeldRun(client, run))) {
      throw notHeld();
    }
    await audit(client, run, actor, 'sync.discard', integrationId);
  });
  await context.jobs.reconcile(run.workspaceId, null);
  return findSyncRun(context, run);
}

/**
 * Stops a sync; nothing of it is kept. A sync that is taking over its data already is past stopping and finishes.
 * @throws Problem not-found; conflict where it has ended.
 */
export async function cancelSync(context: SyncJobs, actor: Actor, run: SyncRunRef): Promise<SyncRun> {
  const { integrationId } = await findSyncRun(context, run);
  await context.db.transaction(async (client) => {
    const status = await requestCancel(client, run);
    if (status !== 'queued' && status !== 'running') {
      throw new Problem('conflict', 'This sync has ended already.');
    }
    await finishQueuedRun(client, run);
    await audit(client, run, actor, 'sync.cancel', integrationId);
  });
  return waitUntilFinished(context.db, run, AbortSignal.timeout(WAIT_MS));
}

function notHeld(): Problem {
  return new Problem('conflict', 'This sync is not held.');
}

type Client = Parameters<typeof recordAudit>[0];

function audit(
  client: Client,
  run: SyncRunRef,
  actor: Actor,
  action: string,
  integrationId: string,
): Promise<void> {
  const entry = {
    action,
    subjectKind: 'integration',
    subjectId: integrationId,
    after: { syncRunId: run.syncRunId },
  };
  return recordAudit(client, run.workspaceId, actor, [entry]);
}
