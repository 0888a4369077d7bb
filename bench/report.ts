import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';

/** A figure beside its limit. */
export type Check = { what: string; value: number; unit: string; limit: number | null };

/** Writes what was measured to `results/` and prints it; a missed limit is said, not hidden. @param details below the table */
export async function report(
  name: string,
  title: string,
  notes: readonly string[],
  checks: readonly Check[],
  details: readonly string[] = [],
): Promise<void> {
  const rows = checks.map(({ what, value, unit, limit }) => {
    const verdict = limit === null ? '' : value <= limit ? 'holds' : 'MISSED';
    return `| ${what} | ${format(value)} ${unit} | ${limit === null ? '' : `${format(limit)} ${unit}`} | ${verdict} |`;
  });
  const text = [
    `# ${title}`,
    '',
    ...notes,
    '',
    `Measured ${new Date().toISOString().slice(0, 10)} on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}.`,
    '',
    '| what | measured | limit | |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...(details.length === 0 ? [] : [...details, '']),
  ].join('\n');
  const folder = join(import.meta.dirname, 'results');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.md`), text);
  process.stdout.write(`${text}\n`);
}

function format(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : 0 });
}

/** The value below which a share of the values lies. @param share 0.99 for p99 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
