import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hashApiKey } from '../../src/accounts/api-keys.ts';
import type { Database } from '../../src/database/connect.ts';
import { insertApiKey } from '../../src/database/queries/api-keys.ts';
import { startProduct } from '../product.ts';
import { type Check, percentile } from '../report.ts';
import { WORKSPACE } from './seed.ts';

const run = promisify(execFile);
const KEY = 'bench-key-of-forty-characters-and-a-few-more';
const CLIENTS = 50;
const REQUESTS = 200;
const LIMIT_MS = 30;

/** First pages as the page asks for them, each client another of these views. */
const ROWS = [
  '',
  '&status=under_billed',
  '&status=over_billed,under_billed',
  '&integrationId=rmm',
  '&organizationId=o17',
].flatMap((filter) => [
  `/api/v1/reconciliation?limit=50&sort=-impact${filter}`,
  `/api/v1/reconciliation?limit=50&sort=impact${filter}`,
]);
const SUMMARIES = ['', '?status=under_billed', '?integrationId=rmm', '?organizationId=o17'].map(
  (filter) => `/api/v1/reconciliation/summary${filter}`,
);

/** Asks a Tieout started as users start it, over a database with results for every line. */
export async function benchHttp(db: Database, databaseUrl: string): Promise<Check[]> {
  await insertApiKey(db.pool, {
    workspaceId: WORKSPACE,
    id: 'key_bench',
    name: 'Bench',
    keyHash: hashApiKey(KEY),
    role: 'viewer',
  });
  const { origin, stop } = await startProduct(databaseUrl);
  try {
    const first = await slowestFirst(origin);
    return [
      first,
      ...(await load('rows, first page by money', origin, ROWS)),
      ...(await load('summary', origin, SUMMARIES)),
    ];
  } finally {
    await stop();
  }
}

/** What nobody has asked for since the results changed; one after the other. */
async function slowestFirst(origin: string): Promise<Check> {
  const times: number[] = [];
  for (const path of [...ROWS, ...SUMMARIES]) {
    const start = performance.now();
    const answer = await fetch(origin + path, { headers: { authorization: `Bearer ${KEY}` } });
    await answer.text();
    times.push(performance.now() - start);
  }
  const what = 'a view nobody asked for since a change, slowest of 14';
  return { what, value: percentile(times, 1), unit: 'ms', limit: null };
}

async function load(what: string, origin: string, paths: string[]): Promise<Check[]> {
  const script = join(import.meta.dirname, 'http.ts');
  const ask = (requests: number) =>
    run(process.execPath, [script, origin, KEY, String(CLIENTS), String(requests), ...paths], {
      maxBuffer: 64 * 1024 * 1024,
    });
  // A process that has just started compiles what it runs: that is no answer's time.
  await ask(REQUESTS / 4);
  const { stdout } = await ask(REQUESTS);
  const { times, seconds }: { times: number[]; seconds: number } = JSON.parse(stdout);
  const label = `${what}, ${CLIENTS} clients without a pause`;
  return [
    { what: `${label}: p50`, value: percentile(times, 0.5), unit: 'ms', limit: null },
    { what: `${label}: p99`, value: percentile(times, 0.99), unit: 'ms', limit: LIMIT_MS },
    { what: `${label}: answers a second`, value: times.length / seconds, unit: '', limit: null },
  ];
}
