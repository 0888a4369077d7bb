import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { loadConnectors } from '../../src/connectors/registry.ts';
import type { BenchServer } from '../database.ts';
import { type Check, report } from '../report.ts';
import { START_FLAGS } from '../start-flags.ts';
import type { IngestFigures } from './ingest.ts';
import { SyncBench } from './run-one.ts';

const run = promisify(execFile);
const DEVICES = 1_000_000;
const LATENCY_MS = 40;
const BARE_REQUESTS = 50;
/** Small pages are many requests; still fewer than any of the vendors allows a minute, which would be measured instead. */
const PAGE_SIZE = 3;

/**
 * Vendors of different shapes, with how many requests each may have under way: a cursor allows one at a time, whatever the
 * vendor does; Datto is asked site by site, four at once, after two that wait for each
 * other: for the token and for the first page of sites.
 */
const VENDORS = [
  { vendor: 'ninjaone', before: 0, atOnce: 1 },
  { vendor: 'datto-rmm', before: 2, atOnce: 4 },
  { vendor: 'sentinelone', before: 0, atOnce: 1 },
];

type Measured = (typeof VENDORS)[number];

/** How close a sync comes to what the vendor's pages cost, and how fast many records are taken in. */
export async function benchSync(server: BenchServer): Promise<void> {
  const latencyMs = await bareRequest();
  const checks: Check[] = [
    { what: `a bare request of ${LATENCY_MS} ms`, value: latencyMs, unit: 'ms', limit: null },
  ];
  for (const vendor of VENDORS) checks.push(await throughput(server, vendor, latencyMs));
  await report('sync', 'Syncing', NOTES, [...checks, ...(await ingest(server))]);
}

const NOTES = [
  `Throughput: the sandbox with ${LATENCY_MS} ms a request and ${PAGE_SIZE} rows a page, over HTTP, into an empty database; the ideal is`,
  'requests ÷ those allowed at once × what a bare request takes, each after the one whose answer it needs. Ingest: a vendor whose',
  'pages cost nothing, 5,000 companies; embedded PostgreSQL as shipped, a process of its own. Neither has the comparison that',
  'follows a sync.',
];

/** What this machine makes of the sandbox's latency, milliseconds a request. */
async function bareRequest(): Promise<number> {
  const sandbox = await startSandbox({ latencyMs: LATENCY_MS });
  const { baseUrl } = sandbox.credentials('datto-rmm');
  const ask = async () => (await fetch(`${baseUrl}/auth/oauth/token`, { method: 'POST' })).arrayBuffer();
  await ask();
  const start = performance.now();
  for (let n = 0; n < BARE_REQUESTS; n += 1) await ask();
  const ms = (performance.now() - start) / BARE_REQUESTS;
  await sandbox.close();
  return ms;
}

async function throughput(
  server: BenchServer,
  { vendor, before, atOnce }: Measured,
  latencyMs: number,
): Promise<Check> {
  const sandbox = await startSandbox({ latencyMs: LATENCY_MS, pageSizeCap: PAGE_SIZE });
  const db = await server.create(`sync_${vendor.replaceAll('-', '_')}`);
  const bench = new SyncBench(db, await loadConnectors());
  const ms = await bench.sync(await bench.connect(vendor, sandbox.credentials(vendor)));
  const requests = sandbox.requests(vendor).length;
  await db.stop();
  await sandbox.close();
  const what = `${vendor}, ${requests} requests, ${(ms / 1000).toFixed(1)} s ÷ ideal`;
  const ideal = (before + (requests - before) / atOnce) * latencyMs;
  return { what, value: ms / ideal, unit: '×', limit: 1.15 };
}

async function ingest(server: BenchServer): Promise<Check[]> {
  const db = await server.create('ingest');
  await db.stop();
  const script = join(import.meta.dirname, 'ingest.ts');
  const { stdout } = await run(process.execPath, [
    ...START_FLAGS,
    script,
    server.host,
    'ingest',
    String(DEVICES),
  ]);
  const { firstMs, againMs, againRows, memoryMb }: IngestFigures = JSON.parse(stdout);
  const microseconds = (ms: number): number => (ms * 1000) / DEVICES;
  return [
    { what: '1,000,000 devices, first sync', value: firstMs / 1000, unit: 's', limit: null },
    // 40,000 rows a second.
    { what: 'a row of it', value: microseconds(firstMs), unit: 'µs', limit: 25 },
    { what: 'unchanged repeat, a row', value: microseconds(againMs), unit: 'µs', limit: null },
    { what: 'rows an unchanged repeat writes', value: againRows, unit: 'rows', limit: 0 },
    { what: 'memory of the application, highest', value: memoryMb, unit: 'MB', limit: 300 },
  ];
}
