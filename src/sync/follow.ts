import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/connect.ts';
import { getSyncRun, type SyncRun, type SyncRunRef } from '../database/queries/sync-runs.ts';
import { notFound } from '../problem.ts';

const LOOK_EVERY_MS = 250;

/**
 * The run now and after every change, until it has finished or the signal is aborted.
 * It is read from the database, so it does not matter which process carries the sync out.
 */
export async function* followRun(
  db: Database,
  run: SyncRunRef,
  signal: AbortSignal,
): AsyncGenerator<SyncRun> {
  let shown = '';
  for (;;) {
    const present = await getSyncRun(db.pool, run);
    if (present === null) {
      return;
    }
    const text = JSON.stringify(present);
    if (text !== shown) {
      shown = text;
      yield present;
    }
    if (!isUnderWay(present) || signal.aborted) {
      return;
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** The run once it has finished, or as far as it is when the signal is aborted. */
export async function waitUntilFinished(
  db: Database,
  run: SyncRunRef,
  signal: AbortSignal,
): Promise<SyncRun> {
  let latest: SyncRun | null = null;
  for await (const present of followRun(db, run, signal)) {
    latest = present;
  }
  if (latest === null) {
    throw notFound('a sync run');
  }
  return latest;
}

function isUnderWay({ status }: SyncRun): boolean {
  return status === 'queued' || status === 'running';
}
