import { SYSTEM } from '../database/queries/audit.ts';
import { type DueSchedule, lockDueSchedules, setNextSync } from '../database/queries/schedules.ts';
import { listInterrupted } from '../database/queries/sync-locks.ts';
import { inWorkspace } from '../database/workspace-scope.ts';
import { nextDue } from '../integrations/schedule.ts';
import { Problem } from '../problem.ts';
import { type SyncJobs, startSyncs } from './start.ts';

/** Schedules taken up together: few enough for one short transaction. */
const TOGETHER = 100;

/**
 * Starts the syncs that are due by their schedules. Each is taken up by one instance and once; one that is syncing
 * already is left at that. A time that passed while no instance ran is made up for once.
 * @returns how many were due
 */
export async function startDueSyncs(context: SyncJobs, now: Date): Promise<number> {
  let started = 0;
  for (;;) {
    const taken = await takeDue(context, now);
    for (const { workspaceId, integrationId } of taken.filter(({ dueAt }) => dueAt !== null)) {
      started += 1;
      await startAlone(context, workspaceId, integrationId);
    }
    if (taken.length < TOGETHER) return started;
  }
}

/** Starts anew what a stop or a crash has cut off; once, so that a sync that brings the process down does not do it for ever. */
export async function resumeInterrupted(context: SyncJobs): Promise<void> {
  for (const { workspaceId, integrationId } of await listInterrupted(context.db.acrossWorkspaces.pool)) {
    await startAlone(context, workspaceId, integrationId);
  }
}

async function startAlone(context: SyncJobs, workspaceId: string, integrationId: string): Promise<void> {
  await inWorkspace(workspaceId, () =>
    startSyncs(context, workspaceId, SYSTEM, { integrationIds: [integrationId] }),
  ).catch(unlessUnderWay);
}

async function takeDue({ db }: SyncJobs, now: Date): Promise<DueSchedule[]> {
  return db.acrossWorkspaces.transaction(async (client) => {
    const due = await lockDueSchedules(client, now, TOGETHER);
    for (const { workspaceId, integrationId, cron, timeZone } of due) {
      await setNextSync(client, workspaceId, integrationId, nextDue(cron, timeZone, now));
    }
    return due;
  });
}

/** A sync that a person has started, or an integration that was just paused or removed. */
function unlessUnderWay(error: unknown): void {
  if (!(error instanceof Problem) || (error.kind !== 'conflict' && error.kind !== 'not-found')) throw error;
}
