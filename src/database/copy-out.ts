import { StringDecoder } from 'node:string_decoder';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/**
 * Reads a query's rows as COPY text, the quickest way out of PostgreSQL.
 * @param query complete: COPY takes no parameters
 * @returns a part of its text at a time, cut anywhere
 */
export function copyOut(client: PoolClient, query: string): AsyncIterable<Buffer> {
  return client.query(copyTo(`COPY (${query}) TO STDOUT`));
}

/** The lines of a query's COPY text, without line breaks; see `fromField` for what their fields mean. */
export async function* copyOutLines(
  client: PoolClient,
  query: string,
): AsyncGenerator<string[], void, undefined> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of copyOut(client, query)) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
}
