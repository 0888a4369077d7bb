import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

const NEWLINE = 0x0a;

/**
 * Reads a query's rows as COPY text, the quickest way out of PostgreSQL; see `fromField` for what fields mean.
 * @param query complete: COPY takes no parameters
 * @returns whole lines, many at a time, each with its line break
 */
export async function* copyOut(client: PoolClient, query: string): AsyncGenerator<Buffer, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of client.query(copyTo(`COPY (${query}) TO STDOUT`))) {
    const all: Buffer = rest.length === 0 ? part : Buffer.concat([rest, part]);
    const end = all.lastIndexOf(NEWLINE) + 1;
    rest = all.subarray(end);
    if (end > 0) yield all.subarray(0, end);
  }
}

/** The lines of what `copyOut` gave, without line breaks. */
export function* linesOf(parts: readonly Buffer[]): Generator<string, void, undefined> {
  for (const part of parts) {
    for (let start = 0; start < part.length; ) {
      const end = part.indexOf(NEWLINE, start);
      yield part.toString('utf8', start, end);
      start = end + 1;
    }
  }
}
