import { Readable } from 'node:stream';

const HEARTBEAT_MS = 15_000;

/**
 * Values as Server-Sent Events, one JSON text each, with comments in between so that proxies keep the connection.
 * @param values made with a signal that is aborted when the reader leaves.
 */
export function toEventStream<Value>(
  values: (signal: AbortSignal) => AsyncIterable<Value>,
  closing: AbortSignal,
): Readable {
  const left = new AbortController();
  const stream = new Readable({
    read: () => undefined,
    destroy: (error, done) => {
      left.abort();
      clearInterval(heartbeat);
      done(error);
    },
  });
  const heartbeat = setInterval(() => stream.push(':\n\n'), HEARTBEAT_MS);
  const pour = async () => {
    for await (const value of values(AbortSignal.any([left.signal, closing]))) {
      stream.push(`data: ${JSON.stringify(value)}\n\n`);
    }
    stream.push(null);
  };
  pour().catch((error) => stream.destroy(error));
  return stream;
}
