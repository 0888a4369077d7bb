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
  // One promise a batch: a race against one that lives as long as the sync would keep every batch of it in memory.
  let waiting: PromiseWithResolvers<IteratorResult<Batch>> | null = null;
  const abort = () => waiting?.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      waiting = Promise.withResolvers<IteratorResult<Batch>>();
      batches.next().then(waiting.resolve, waiting.reject);
      const next = await waiting.promise;
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
