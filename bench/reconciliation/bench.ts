import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchServer } from '../database.ts';
import { type Check, percentile, report } from '../report.ts';
import { START_FLAGS } from '../start-flags.ts';
import type { EngineFigures } from './engine.ts';
import { benchHttp } from './http-bench.ts';
import { seed, sizeOf } from './seed.ts';

const run = promisify(execFile);
const SHARES = [0.01, 0.1, 1];

/** Runs over a workspace of the whole size, a tenth and a hundredth, each by a process that has just started. */
export async function benchReconciliation(server: BenchServer): Promise<void> {
  const checks: Check[] = [];
  for (const share of SHARES) {
    const name = `reconciliation_${share * 100}`;
    const db = await server.create(name);
    await seed(db, sizeOf(share));
    const first = await measure(server, name);
    const cold = await measureCold(server, name);
    checks.push(...(share === 1 ? wholeSize(first, cold) : growth(first, cold)));
    if (share === 1) {
      checks.push(...(await benchHttp(db, `postgresql://tieout@localhost/${name}?host=${server.host}`)));
    }
    await db.stop();
  }
  await report('reconciliation', 'Reconciliation', NOTES, checks);
}

const NOTES = [
  'One workspace: 5,000 organizations, 100,000 mapped lines over 400 measures (text conditions in most of those for devices',
  'and users), 1,000,000 devices, 1,000,000 users, 200,000 licence and subscription rows; embedded PostgreSQL as shipped.',
  '"COPY" is the time that `COPY (...) TO STDOUT` takes for the same columns of the same rows: records, lines with all they are',
  'joined with, and the digests the run reads; the median of three. "First ever" writes a result for every line; "cold" is a new',
  'process over stored results, the median of three: it reads and counts everything, and finds that no organization needs to be',
  'compared anew.',
  '"Anew" compares every organization, as the first run of a day does.',
];

/** The median of three processes, as of COPY; the highest memory of all. */
async function measureCold(server: BenchServer, database: string): Promise<EngineFigures> {
  const figures: EngineFigures[] = [];
  for (let tries = 0; tries < 3; tries += 1) figures.push(await measure(server, database));
  const median = figures.toSorted((a, b) => a.coldMs / a.copyMs - b.coldMs / b.copyMs)[1];
  if (median === undefined) throw new Error('nothing was measured');
  return { ...median, memoryMb: Math.max(...figures.map(({ memoryMb }) => memoryMb)) };
}

async function measure(server: BenchServer, database: string): Promise<EngineFigures> {
  const { stdout } = await run(process.execPath, [
    ...START_FLAGS,
    join(import.meta.dirname, 'engine.ts'),
    server.host,
    database,
  ]);
  return JSON.parse(stdout);
}

function wholeSize(first: EngineFigures, cold: EngineFigures): Check[] {
  return [
    ...growth(first, cold),
    { what: 'cold run over all', value: cold.coldMs / 1000, unit: 's', limit: 15 },
    { what: 'first run ever, over all', value: first.coldMs / 1000, unit: 's', limit: 15 },
    { what: 'COPY of what it reads', value: cold.copyMs / 1000, unit: 's', limit: null },
    { what: 'cold run over all ÷ COPY', value: cold.coldMs / cold.copyMs, unit: '×', limit: 1.5 },
    { what: 'everything anew', value: cold.anewMs / 1000, unit: 's', limit: 15 },
    { what: 'everything anew ÷ COPY', value: cold.anewMs / cold.copyAnewMs, unit: '×', limit: null },
    { what: 'rows a cold run writes', value: cold.coldRows, unit: 'rows', limit: 0 },
    {
      what: 'one organization changed, slowest of 20',
      value: percentile(cold.oneOrganizationMs, 1),
      unit: 'ms',
      limit: 50,
    },
    {
      what: 'memory of the application, highest',
      value: Math.max(first.memoryMb, cold.memoryMb),
      unit: 'MB',
      limit: 400,
    },
  ];
}

function growth(first: EngineFigures, cold: EngineFigures): Check[] {
  const { lines } = cold;
  const perLine = (ms: number) => (ms * 1000) / lines;
  const of = `${lines.toLocaleString('en-US')} lines`;
  return [
    { what: `${of}: first run ever, a line`, value: perLine(first.coldMs), unit: 'µs', limit: null },
    { what: `${of}: cold run, a line`, value: perLine(cold.coldMs), unit: 'µs', limit: null },
    { what: `${of}: the run after it, a line`, value: perLine(cold.againMs), unit: 'µs', limit: null },
  ];
}
