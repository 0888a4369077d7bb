import type { Batch } from '../connectors/connector.ts';

/** Thrown out of a sync that a person cancelled. */
export class SyncCancelled extends Error {
  override readonly name = 'SyncCancelled';
}

/** Thrown out of a sync whose instance stops; whoever starts next finds the run and marks it as interrupted. */
export class InstanceStopping extends Error {
  override readonly name = 'InstanceStopping';
}

/** Batches until the signal is aborted, then its reason; a vendor that does not answer cannot keep a sync alive. */
export async function* untilAborted(
  batches: AsyncGenerator<Batch>,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  // Without a listener of its own an abort between two batches would count as unhandled.
  aborted.promise.catch(() => undefined);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) {
    abort();
  }
  try {
    for (;;) {
      const next = await Promise.race([batches.next(), aborted.promise]);
      if (next.done === true) {
        return;
      }
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    // Not awaited: a generator that waits for its vendor ends when the vendor answers.
    batches.return(undefined).catch(() => undefined);
  }
}
