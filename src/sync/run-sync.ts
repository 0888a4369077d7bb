import { VendorError } from '../connectors/connector.ts';
import type { Database } from '../database/connect.ts';
import { markTrouble } from '../database/queries/integration-trust.ts';
import {
  analyzeStaging,
  createStaging,
  dropOrphans,
  dropSuperseded,
  restageKept,
  stageFailedCompanies,
} from '../database/queries/staging.ts';
import { lockSyncRun } from '../database/queries/sync-locks.ts';
import {
  type ClaimedRun,
  claimSyncRun,
  finishSyncRun,
  type SyncRunRef,
} from '../database/queries/sync-runs.ts';
import { openSession, type Session } from '../database/session.ts';
import { type OpenContext, type OpenedIntegration, openIntegration } from '../integrations/open.ts';
import { InstanceStopping, SyncCancelled, untilAborted } from './cancelled.ts';
import { type Kind, kindInWords, kindsOf, readKinds } from './kinds.ts';
import { type MergeInput, type MergeOutcome, mergeStaged } from './merge.ts';
import { type Watch, watchRun } from './progress.ts';
import { SAMPLES_MAX, stageBatches } from './stage.ts';

/** What a sync works with. */
export type SyncContext = OpenContext & {
  db: Database;
  /** Compares anew; organizationIds null: all. Given from outside, because the comparison is a later stage. */
  reconcile: (workspaceId: string, organizationIds: string[] | null) => Promise<unknown>;
  log: { error: (details: object, message: string) => void };
};

type Failure = { status: 'failed'; code: string; message: string };
type Outcome = MergeOutcome | { status: 'cancelled' } | Failure;
type Run = SyncRunRef & ClaimedRun;

/**
 * Carries out a queued sync, from the vendor to the results; what becomes of it is written to the run.
 * A run that another process has is left alone.
 * @param stopping aborted when the instance stops: the run then stays as it is and reads as interrupted later.
 */
export async function runSync(context: SyncContext, ref: SyncRunRef, stopping: AbortSignal): Promise<void> {
  const session = await openSession(context.db);
  try {
    if (!(await lockSyncRun(session.client, ref))) {
      return;
    }
    const claimed = await claimSyncRun(context.db.pool, ref);
    if (claimed !== null) {
      await carryOut(context, session, { ...ref, ...claimed }, stopping);
    }
  } finally {
    session.close();
  }
}

async function carryOut(
  context: SyncContext,
  session: Session,
  run: Run,
  stopping: AbortSignal,
): Promise<void> {
  const watch = watchRun(context.db.pool, run, stopping);
  try {
    const outcome = await attempt(context, session, run, watch);
    watch.report({ phase: 'Comparing with the agreements', done: 0, total: null });
    await settle(context, run, outcome);
  } catch (error) {
    if (!(error instanceof InstanceStopping)) {
      throw error;
    }
  } finally {
    await watch.end();
  }
}

async function attempt(context: SyncContext, session: Session, run: Run, watch: Watch): Promise<Outcome> {
  try {
    const opened = await openIntegration(context, run.workspaceId, run.integrationId, watch.signal);
    const kinds = kindsOf(opened.delivery.capabilities);
    await createStaging(session.client, kinds);
    const found = run.isReleased
      ? await stageKept(session, run, kinds)
      : await stageVendor(session, opened, kinds, watch);
    await analyzeStaging(session.client, kinds);
    watch.report({ phase: 'Taking over what changed', done: 0, total: null });
    watch.signal.throwIfAborted();
    const input = {
      ...run,
      ...found,
      startedAt: opened.asOf ?? run.startedAt,
      kinds: readKinds(kinds, found.unread),
    };
    return await session.transaction((client) => mergeStaged(client, input));
  } catch (error) {
    return outcomeOf(context, run, watch.signal.aborted ? watch.signal.reason : error);
  }
}

type Found = Pick<MergeInput, 'rejected' | 'rejectedSamples' | 'unread'>;

async function stageKept({ client }: Session, run: Run, kinds: readonly Kind[]): Promise<Found> {
  await restageKept(client, run, kinds);
  await stageFailedCompanies(client, run.failedCompanies);
  return { rejected: run.rejected, rejectedSamples: run.rejectedSamples, unread: run.unread };
}

async function stageVendor(
  { client }: Session,
  { session }: OpenedIntegration,
  kinds: readonly Kind[],
  watch: Watch,
): Promise<Found> {
  const staged = await stageBatches(client, kinds, untilAborted(session.read(), watch.signal), watch.report);
  const read = readKinds(kinds, staged.unread);
  await dropSuperseded(client, read);
  const orphans = await dropOrphans(client, read);
  const samples = orphans.map(({ kind, count, sample }) => ({
    kind,
    message: `${count} ${kindInWords(kind)} belong to a company that the vendor did not list.`,
    sample,
  }));
  return {
    rejected: staged.rejected + orphans.reduce((sum, { count }) => sum + count, 0),
    rejectedSamples: [...samples, ...staged.rejectedSamples].slice(0, SAMPLES_MAX),
    unread: staged.unread,
  };
}

/** @throws InstanceStopping, which is no outcome. */
function outcomeOf({ log }: SyncContext, run: Run, error: unknown): Outcome {
  if (error instanceof InstanceStopping) {
    throw error;
  }
  if (error instanceof SyncCancelled) {
    return { status: 'cancelled' };
  }
  if (error instanceof VendorError) {
    return { status: 'failed', code: error.code, message: error.message };
  }
  log.error({ err: error, syncRunId: run.syncRunId }, 'sync failed');
  const message =
    'Tieout failed to take over what the vendor sent; nothing was changed. The log of the instance has the details.';
  return { status: 'failed', code: 'internal', message };
}

/** Brings the results in line with what became of the sync, and only then says so on the run. */
async function settle(context: SyncContext, run: Run, outcome: Outcome): Promise<void> {
  const { db } = context;
  if (outcome.status === 'cancelled') {
    await finishSyncRun(db.pool, run, run.isReleased ? 'held' : 'cancelled', null);
    return;
  }
  if (outcome.status === 'failed' && !run.isReleased) {
    await markTrouble(db.pool, run.workspaceId, run.integrationId, 'sync_failed');
  }
  const isCompared = await reconciled(
    context,
    run,
    outcome.status === 'merged' ? outcome.organizationIds : null,
  );
  await finish(db, run, outcome.status === 'merged' && !isCompared ? NOT_COMPARED : outcome);
}

const NOT_COMPARED: Failure = {
  status: 'failed',
  code: 'reconciliation_failed',
  message:
    'The data are taken over, but the comparison that follows failed. The log of the instance has the details.',
};

async function reconciled(
  context: SyncContext,
  run: Run,
  organizationIds: string[] | null,
): Promise<boolean> {
  try {
    await context.reconcile(run.workspaceId, organizationIds);
    return true;
  } catch (error) {
    context.log.error({ err: error, syncRunId: run.syncRunId }, 'reconciliation after a sync failed');
    return false;
  }
}

async function finish(
  db: Database,
  run: Run,
  outcome: Exclude<Outcome, { status: 'cancelled' }>,
): Promise<void> {
  if (outcome.status === 'merged') {
    await finishSyncRun(db.pool, run, 'succeeded');
  } else if (outcome.status === 'held') {
    await finishSyncRun(db.pool, run, 'held', { code: 'sync_held', message: outcome.reason });
  } else {
    // What a released sync read is still there: it can be released again, or discarded.
    await finishSyncRun(db.pool, run, run.isReleased ? 'held' : 'failed', outcome);
  }
}
