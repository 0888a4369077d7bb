/** The test command: every gate and every suite, then one line over all of them. */

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Tally = { passed: number; failed: number };

const GATES: { name: string; command: string[] }[] = [
  { name: 'types of the server', command: ['tsc', '-p', '.'] },
  { name: 'types of the page', command: ['tsc', '-p', 'web'] },
  { name: 'format and lint (Biome)', command: ['biome', 'ci', '--error-on-warnings', '.'] },
  { name: 'promises (oxlint, type-aware)', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  {
    name: 'dependency rules',
    command: ['depcruise', '--config', '.dependency-cruiser.mjs', 'src', 'web/src', 'sandbox', 'e2e'],
  },
  { name: 'unused code (knip)', command: ['knip'] },
  { name: 'the page builds', command: ['node', 'web/build.ts'] },
];

const SUITES = ['unit and integration', 'browser'];

/** Runs a command of node_modules/.bin, its output as it comes. @returns its exit code. */
function run([program = '', ...args]: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(join('node_modules', '.bin', program), args, { stdio: 'inherit' });
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
}

async function runGate({ name, command }: (typeof GATES)[number]): Promise<Tally> {
  const started = Date.now();
  const isGreen = (await run(command)) === 0;
  console.log(`${isGreen ? 'ok    ' : 'FAILED'}  ${name}  (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return isGreen ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

type Report = {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
};

/** A suite that skips a test, runs none, or fails as a whole counts as failed: a skipped test is a claim nobody checks. */
async function runSuite(project: string, folder: string): Promise<Tally> {
  const outputFile = join(folder, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
  const isGreen = (await run(['vitest', 'run', '--project', project, ...reporters])) === 0;
  const tally = count(await readReport(outputFile), isGreen);
  console.log(
    `${tally.failed === 0 ? 'ok    ' : 'FAILED'}  ${project}: ${tally.passed} passed, ${tally.failed} failed`,
  );
  return tally;
}

/** Tests that did not run count as failed; what failed outside of any test counts as one. */
function count(report: Report | null, isGreen: boolean): Tally {
  const passed = report?.numPassedTests ?? 0;
  const failed = report === null ? 0 : report.numFailedTests + report.numPendingTests + report.numTodoTests;
  const isWhole = isGreen && report?.success === true && passed > 0;
  return { passed, failed: failed === 0 && !isWhole ? 1 : failed };
}

async function readReport(path: string): Promise<Report | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Report);
}

const folder = await mkdtemp(join(tmpdir(), 'tieout-report-'));
const tallies: Tally[] = [];
for (const gate of GATES) {
  tallies.push(await runGate(gate));
}
for (const project of SUITES) {
  tallies.push(await runSuite(project, folder));
}
await rm(folder, { recursive: true, force: true });

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
