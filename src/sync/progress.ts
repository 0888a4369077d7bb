import type { Queryable } from '../database/connect.ts';
import {
  isCancelRequested,
  type Progress,
  type SyncRunRef,
  writeProgress,
} from '../database/queries/sync-runs.ts';
import { SyncCancelled } from './cancelled.ts';

const WRITE_EVERY_MS = 200;
const LOOK_EVERY_MS = 300;

/** The link between a running sync and those who watch it or cancel it, in whatever process they are. */
export type Watch = {
  /** Aborted when someone cancels the run, or `stopping` is. */
  signal: AbortSignal;
  /** Says how far the run is; written at most every 200 ms. */
  report: (progress: Progress) => void;
  /** Waits for what is being written and stops looking. */
  end: () => Promise<void>;
};

/** @param stopping aborted when the instance stops. */
export function watchRun(db: Queryable, run: SyncRunRef, stopping: AbortSignal): Watch {
  const cancelling = new AbortController();
  let latest: Progress | null = null;
  let written = Promise.resolve();
  // Progress and cancelling are a courtesy: a failure of theirs is no failure of the sync.
  const write = () => {
    if (latest !== null) {
      const progress = latest;
      latest = null;
      written = written.then(() => writeProgress(db, run, progress)).catch(() => undefined);
    }
  };
  const look = () =>
    isCancelRequested(db, run)
      .then((requested) => requested && cancelling.abort(new SyncCancelled('A person cancelled the sync.')))
      .catch(() => undefined);
  const timers = [setInterval(write, WRITE_EVERY_MS), setInterval(() => void look(), LOOK_EVERY_MS)];
  return {
    signal: AbortSignal.any([stopping, cancelling.signal]),
    report: (progress) => {
      latest = progress;
    },
    end: async () => {
      timers.forEach(clearInterval);
      await written;
    },
  };
}
