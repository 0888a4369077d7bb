import { PgBoss } from 'pg-boss';
import { type AlertContext, sendAlerts } from './alerts/send.ts';
import { allowQueueing } from './database/application-role.ts';
import type { Database, Queryable } from './database/connect.ts';
import { listAlertedWorkspaces } from './database/queries/alerts.ts';
import type { SyncRunRef } from './database/queries/sync-runs.ts';
import { listDueWorkspaces } from './database/queries/workspaces.ts';
import { inWorkspace } from './database/workspace-scope.ts';
import { runReconciliation } from './reconciliation/run.ts';
import { InstanceStopping } from './sync/cancelled.ts';
import { recoverInterrupted } from './sync/recover.ts';
import { runSync, type SyncContext } from './sync/run-sync.ts';
import { resumeInterrupted, startDueSyncs } from './sync/scheduled.ts';

/** Work in the background: syncs, and the comparisons that follow them. Queued in the database, so it survives a restart. */
export type Jobs = {
  /** Queues a sync inside the transaction that inserted its run. */
  enqueueSync(client: Queryable, run: SyncRunRef): Promise<void>;
  /** Has this instance look for queued syncs now; other instances look every two seconds. */
  wake(): void;
  /** Compares anew after data came into doubt or out of it; organizationIds null: all. */
  reconcile(workspaceId: string, organizationIds: string[] | null): Promise<unknown>;
  /** Ends syncs of a workspace that a crash cut off. */
  recover(workspaceId: string): Promise<void>;
  /** Stops running syncs, which read as interrupted afterwards, and waits for what cannot be stopped. */
  stop(): Promise<void>;
};

export type JobsContext = Omit<SyncContext, 'reconcile'> & AlertContext;

const QUEUE = 'sync';
const SYNCS_AT_ONCE = 4;
/** How soon another instance takes up what this one queued; this one is woken at once. */
const POLL_S = 2;
const SECOND_MS = 1000;
const HOUR_S = 3600;
/** A job that was handed out this long ago has begun, or its process has died before it could. */
const BEGIN_LIMIT_MS = 30 * SECOND_MS;
const TICK_MS = 60 * SECOND_MS;

/** Starts the background work of an instance, after ending what a crash cut off. */
export async function createJobs(context: JobsContext): Promise<Jobs> {
  const { db, log } = context;
  const boss = await startQueue(context);
  const background = trackWork(log);
  const stopping = new AbortController();
  const reconcile = (workspaceId: string, organizationIds: string[] | null) =>
    inWorkspace(workspaceId, () =>
      runReconciliation(db, {
        workspaceId,
        trigger: 'sync',
        ...(organizationIds === null ? {} : { organizationIds }),
      }),
    );
  const recover = async (workspaceId: string | null) => {
    for (const id of await recoverInterrupted(db, workspaceId, (syncRunId) => isWaiting(boss, syncRunId))) {
      background.start(reconcile(id, null), 'reconciliation after an interrupted sync');
    }
  };
  await recover(null);
  const workers = await startWorkers(boss, (run) =>
    background.track(
      inWorkspace(run.workspaceId, () => runSync({ ...context, reconcile }, run, stopping.signal)),
    ),
  );
  const jobs: Jobs = {
    enqueueSync: async (client, run) => {
      await boss.send(QUEUE, run, { db: adapter(client), singletonKey: run.syncRunId });
    },
    wake: () => workers.forEach((id) => void boss.notifyWorker(id)),
    reconcile,
    recover,
    stop: async () => {
      clearInterval(tick);
      stopping.abort(new InstanceStopping('The instance stops.'));
      await boss.stop({ graceful: false });
      await background.settled();
    },
  };
  const lookAtClock = () => {
    const compared = reconcileDue(db);
    background.start(compared, 'reconciliation by the clock');
    // Afterwards: what the hour has changed is in the e-mails of that hour.
    background.start(
      compared.catch(() => undefined).then(() => sendDueAlerts(context)),
      'sending e-mails',
    );
    background.start(startDueSyncs({ ...context, jobs }, new Date()), 'starting the syncs that are due');
    background.start(resumeInterrupted({ ...context, jobs }), 'starting interrupted syncs anew');
  };
  const tick = setInterval(() => {
    background.start(recover(null), 'looking for interrupted syncs');
    lookAtClock();
  }, TICK_MS);
  lookAtClock();
  return jobs;
}

async function startQueue({ db, log }: JobsContext): Promise<PgBoss> {
  const boss = new PgBoss({ db: adapter(db.acrossWorkspaces.pool), schema: 'jobs', schedule: false });
  boss.on('error', (error) => log.error({ err: error }, 'job queue failed'));
  await boss.start();
  await boss.createQueue(QUEUE, { retryLimit: 0, expireInSeconds: 23 * HOUR_S, deleteAfterSeconds: HOUR_S });
  await allowQueueing(db);
  return boss;
}

/** @returns the workers' ids: each is woken by its own, so they are started one by one. */
async function startWorkers(boss: PgBoss, work: (run: SyncRunRef) => Promise<void>): Promise<string[]> {
  const workers: string[] = [];
  for (let index = 0; index < SYNCS_AT_ONCE; index += 1) {
    const options = { pollingIntervalSeconds: POLL_S, batchSize: 1 };
    const take = async (jobs: { data: SyncRunRef }[]) => {
      await Promise.all(jobs.map(({ data }) => work(data)));
    };
    workers.push(await boss.work<SyncRunRef>(QUEUE, options, take));
  }
  return workers;
}

/** Knows what is under way, so that stopping can wait for it. */
function trackWork(log: JobsContext['log']) {
  const underWay = new Set<Promise<unknown>>();
  const track = <Result>(work: Promise<Result>): Promise<Result> => {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
    return tracked;
  };
  return {
    track,
    /** Nobody waits for its result; a failure is logged. */
    start: (work: Promise<unknown>, what: string) => {
      track(work).catch((error) => log.error({ err: error }, `${what} failed`));
    },
    settled: () => Promise.allSettled(underWay),
  };
}

/** Whether a run's job waits, or was handed out a moment ago. */
async function isWaiting(boss: PgBoss, syncRunId: string): Promise<boolean> {
  const jobs = await boss.findJobs(QUEUE, { key: syncRunId });
  const isFresh = (startedOn: Date) => Date.now() - startedOn.getTime() < BEGIN_LIMIT_MS;
  return jobs.some(
    ({ state, startedOn }) =>
      state === 'created' || state === 'retry' || (state === 'active' && isFresh(startedOn)),
  );
}

/** A day has begun, or a source has become stale: results change without anyone doing anything. */
async function reconcileDue(db: Database): Promise<void> {
  for (const workspaceId of await listDueWorkspaces(db.acrossWorkspaces.pool, new Date())) {
    await inWorkspace(workspaceId, () => runReconciliation(db, { workspaceId, trigger: 'clock' }));
  }
}

/** The e-mails that members chose; one workspace's failure is not another's. */
async function sendDueAlerts(context: JobsContext): Promise<void> {
  const { db, mailer, log } = context;
  if (!mailer.isSending) return;
  for (const workspaceId of await listAlertedWorkspaces(db.acrossWorkspaces.pool)) {
    await inWorkspace(workspaceId, () => sendAlerts(context, workspaceId, new Date())).catch((error) =>
      log.error({ err: error, workspaceId }, 'e-mails of a workspace could not be sent'),
    );
  }
}

/** What pg-boss talks to the database through: our pool across workspaces, or the transaction of a change that queues a job. */
function adapter(client: Queryable) {
  return { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
}
