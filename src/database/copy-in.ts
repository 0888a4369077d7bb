import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type CopyValue, toCopyLine } from './copy-text.ts';

/** Adds rows by COPY, the quickest way into PostgreSQL. @param target a table with its columns: `t (a, b)` */
export async function copyIn(
  client: PoolClient,
  target: string,
  rows: readonly (readonly CopyValue[])[],
): Promise<void> {
  const lines = rows.map(toCopyLine).join('');
  await pipeline(Readable.from([lines]), client.query(copyFrom(`COPY ${target} FROM STDIN`)));
}
