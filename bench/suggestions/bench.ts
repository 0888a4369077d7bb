import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchServer } from '../database.ts';
import { seed, sizeOf } from '../reconciliation/seed.ts';
import { type Check, percentile, report } from '../report.ts';
import { type Judged, judgeMsp } from './accuracy.ts';
import { createMsp } from './create-msp.ts';
import { unmapAll } from './seed.ts';
import type { SpeedFigures } from './speed.ts';

const run = promisify(execFile);
const MSPS = 60;
const FAILURES_LISTED = 40;

/** How often suggestions are right for made-up MSPs whose truth is known, and how long they take for a large one. */
export async function benchSuggestions(server: BenchServer): Promise<void> {
  const judged = Array.from({ length: MSPS }, (_, at) => judgeMsp(createMsp(at + 1))).flat();
  const speed = await measureSpeed(server);
  const checks = [...accuracy(judged), ...speedChecks(speed)];
  await report('suggestions', 'Suggestions', NOTES, checks, failuresOf(judged));
}

const NOTES = [
  `Accuracy: ${MSPS} made-up MSPs of 25 to 90 clients, nothing mapped yet; six styles of naming, 3 % to 30 % of the lines billed`,
  'wrongly, units of 1, 2, 5 and 10. A suggestion is right when it names the true measure and units, or one that counts the same',
  'at every client with the product, which no data tell apart. Speed: 100,000 lines, 1,000,000 devices, a process that has just',
  'started.',
];

async function measureSpeed(server: BenchServer): Promise<SpeedFigures> {
  const db = await server.create('suggestions');
  await seed(db, sizeOf(1));
  await unmapAll(db);
  await db.stop();
  const script = join(import.meta.dirname, 'speed.ts');
  const { stdout } = await run(process.execPath, [script, server.host, 'suggestions']);
  return JSON.parse(stdout);
}

function accuracy(judged: readonly Judged[]): Check[] {
  const mappable = judged.filter(({ isMappable }) => isMappable);
  const rest = judged.filter(({ isMappable }) => !isMappable);
  const sum = (of: readonly Judged[], key: 'lines' | 'right' | 'sure' | 'sureAndRight') =>
    of.reduce((total, one) => total + one[key], 0);
  const wrong = (right: number, all: number) => (1 - right / all) * 100;
  return [
    { what: 'mappable lines', value: sum(mappable, 'lines'), unit: 'lines', limit: null },
    {
      what: 'first suggestion wrong or none',
      value: wrong(sum(mappable, 'right'), sum(mappable, 'lines')),
      unit: '%',
      limit: 5,
    },
    {
      what: 'with a confidence of 0.9 or more',
      value: (sum(mappable, 'sure') / sum(mappable, 'lines')) * 100,
      unit: '%',
      limit: null,
    },
    {
      what: 'of those wrong',
      value: wrong(sum(judged, 'sureAndRight'), sum(judged, 'sure')),
      unit: '%',
      limit: 1,
    },
    {
      what: 'lines that are not counted, yet suggested to be mapped',
      value: wrong(sum(rest, 'right'), sum(rest, 'lines')),
      unit: '%',
      limit: null,
    },
  ];
}

function speedChecks({ lines, suggested, coldMs, afterOneMs, memoryMb }: SpeedFigures): Check[] {
  const of = `${lines.toLocaleString('en-US')} lines`;
  return [
    { what: `${of}: with a suggestion`, value: suggested, unit: 'lines', limit: null },
    { what: `${of}: suggestions from cold`, value: coldMs / 1000, unit: 's', limit: 30 },
    {
      what: 'after one mapping, slowest of 10',
      value: percentile(afterOneMs, 1) / 1000,
      unit: 's',
      limit: 1,
    },
    { what: 'memory of the application, highest', value: memoryMb, unit: 'MB', limit: null },
  ];
}

function failuresOf(judged: readonly Judged[]): string[] {
  const failed = judged
    .filter(({ right, lines }) => right < lines)
    .sort((a, b) => b.lines - b.right - (a.lines - a.right));
  const rows = failed
    .slice(0, FAILURES_LISTED)
    .map(
      ({ name, quantitySource, lines, right, said, truth }) =>
        `| ${name} | ${quantitySource} | ${lines - right} of ${lines} | ${said} | ${truth} |`,
    );
  return [
    `## The ${rows.length} largest of ${failed.length} products with wrong suggestions`,
    '',
    '| product | quantity by | wrong lines | said | truth |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ];
}
