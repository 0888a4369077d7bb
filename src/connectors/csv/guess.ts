import { METRICS, type Metric } from '../../domain/inventory.ts';
import type { FileColumn, FileProfile } from '../file.ts';
import { FIELDS, toKey } from './fields.ts';

/** What columns say about the file they head. */
export type Guess = Pick<FileProfile, 'kind' | 'columns' | 'countColumns'>;

/** Headings that tell the kind of a file at once. */
const TELLING: readonly [Metric, readonly string[]][] = [
  ['users', ['userPrincipalName']],
  ['devices', ['serialNumber']],
  ['devices', ['osName']],
  ['licenses', ['assigned', 'quantity']],
];

/** Headings that other kinds of files have too, under which a thing of this kind is never told from others. */
const VAGUE = new Set([
  'name',
  'user',
  'account',
  'username',
  'id',
  'total',
  'type',
  'status',
  'description',
]);

/**
 * Reads the kind and the columns' meaning off the headings.
 * @param kind where a person has chosen it.
 */
export function guessColumns(columns: readonly FileColumn[], kind: Metric | undefined): Guess {
  const chosen = kind ?? guessKind(columns);
  const found = matchFields(columns, chosen);
  const isCounts = chosen === 'subscriptions' && found.quantity === undefined;
  const countColumns = isCounts ? numberColumns(columns, Object.values(found)) : [];
  return { kind: chosen, columns: found, countColumns };
}

function guessKind(columns: readonly FileColumn[]): Metric {
  for (const [kind, fields] of TELLING) {
    const found = matchFields(columns, kind);
    if (fields.every((id) => found[id] !== undefined && !VAGUE.has(toKey(found[id])))) {
      return kind;
    }
  }
  if (toldBy(columns, 'devices', 'name')) {
    return 'devices';
  }
  const licenses = matchFields(columns, 'licenses');
  if (licenses.quantity !== undefined && /licen[cs]e|sku/.test(toKey(licenses.skuName ?? ''))) {
    return 'licenses';
  }
  const complete = METRICS.filter((kind) => isComplete(columns, kind));
  return complete.includes('subscriptions') || complete.length === 0
    ? 'subscriptions'
    : (complete[0] ?? 'subscriptions');
}

function toldBy(columns: readonly FileColumn[], kind: Metric, fieldId: string): boolean {
  const heading = matchFields(columns, kind)[fieldId];
  // A column of numbers called "Devices" holds counts, not names.
  const isNumbers = numberColumns(columns, []).includes(heading ?? '');
  return heading !== undefined && !VAGUE.has(toKey(heading)) && !isNumbers;
}

function isComplete(columns: readonly FileColumn[], kind: Metric): boolean {
  const found = matchFields(columns, kind);
  return FIELDS[kind].every(({ id, isRequired }) => !isRequired || found[id] !== undefined);
}

/** Field id → column, each column once; required fields choose first, then those that are listed first. */
function matchFields(columns: readonly FileColumn[], kind: Metric): Record<string, string> {
  const byKey = new Map(columns.map(({ name }) => [toKey(name), name] as const).toReversed());
  const taken = new Set<string>();
  const found: Record<string, string> = {};
  const fields = FIELDS[kind].toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired));
  for (const { id, headings } of fields) {
    const name = headings
      .map((heading) => byKey.get(heading))
      .find((one) => one !== undefined && !taken.has(one));
    if (name !== undefined) {
      found[id] = name;
      taken.add(name);
    }
  }
  return found;
}

/** Columns at least half of numbers: one "n/a" makes no text column of it, but a row that has to be mended. */
function numberColumns(columns: readonly FileColumn[], taken: readonly string[]): string[] {
  return columns
    .filter(({ name }) => !taken.includes(name) && !/id$|^(total|sum)/i.test(name.trim()))
    .filter(({ samples }) => {
      const filled = samples.filter((sample) => sample !== '' && sample !== '-');
      const numbers = filled.filter((sample) => /^\d[\d.,\s]*$/.test(sample));
      return numbers.length > 0 && numbers.length * 2 >= filled.length;
    })
    .map(({ name }) => name);
}

const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b/;

/** The order of day and month in dates such as 23/11/2026; null: the samples do not tell. */
export function guessDateOrder(samples: readonly string[]): FileProfile['dateOrder'] {
  const pairs = samples.map((sample) => SLASHED.exec(sample)).filter((match) => match !== null);
  if (pairs.some(([, first]) => Number(first) > 12)) {
    return 'dmy';
  }
  return pairs.some(([, , second]) => Number(second) > 12) ? 'mdy' : null;
}

/** What stands before decimals: what the samples show, else the comma where semicolons separate columns, as Excel writes there. */
export function guessDecimalMark(
  samples: readonly string[],
  delimiter: FileProfile['delimiter'],
): FileProfile['decimalMark'] {
  const shows = (pattern: RegExp) => samples.some((sample) => pattern.test(sample));
  if (shows(/^\d+(\.\d{3})*,\d{1,2}$/)) {
    return ',';
  }
  return shows(/^\d+(,\d{3})*\.\d{1,2}$/) || delimiter !== ';' ? '.' : ',';
}
