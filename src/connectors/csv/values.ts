import type { FileProfile } from '../file.ts';
import type { Cell } from './table.ts';

/** A value that a cell does not give; the message completes "Quantity …". */
export class CellError extends Error {}

/** Results of formulas that failed, and formulas that nobody has calculated (excel-worker.ts). */
const EXCEL_ERROR = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FORMULA!)$/;

const TEXT_LENGTH_MAX = 1000;

/**
 * A cell as trimmed text; null: empty.
 * @throws CellError where Excel itself has no value.
 */
export function textOf(cell: Cell | undefined): string | null {
  if (cell === null || cell === undefined) {
    return null;
  }
  if (cell instanceof Date) {
    return Number.isNaN(cell.getTime()) ? null : cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  }
  const text = String(cell).replaceAll(/\s+/g, ' ').trim();
  if (EXCEL_ERROR.test(text)) {
    throw new CellError(
      text === '#FORMULA!'
        ? 'is a formula whose result is not stored in the file'
        : `holds Excel's error ${text}`,
    );
  }
  if (text.length > TEXT_LENGTH_MAX) {
    throw new CellError(`is longer than ${TEXT_LENGTH_MAX} characters`);
  }
  return text === '' ? null : text;
}

/** Words that stand for nothing in optional cells. */
const NOTHING = new Set(['-', '–', '—', 'n/a', 'na', 'none', 'null', 'never']);

/** As textOf; words for nothing read as nothing. */
export function optionalTextOf(cell: Cell | undefined): string | null {
  const text = textOf(cell);
  return text !== null && NOTHING.has(text.toLowerCase()) ? null : text;
}

const PLAIN: Record<FileProfile['decimalMark'], RegExp> = {
  '.': /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/,
  ',': /^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/,
};

/** A thousand and more, or thousandths: nobody counts in thousandths, so the mark is the wrong one. */
const AMBIGUOUS = /^-?[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * A number of units, 0 or more; null: empty.
 * @throws CellError
 */
export function numberOf(cell: Cell | undefined, decimalMark: FileProfile['decimalMark']): number | null {
  if (typeof cell === 'number') {
    return withinBounds(cell);
  }
  const text = textOf(cell);
  if (text === null) {
    return null;
  }
  const compact = text.replaceAll(/(?<=\d)[\s'’](?=\d{3})/g, '');
  if (cell instanceof Date || !PLAIN[decimalMark].test(compact)) {
    const other = decimalMark === '.' ? ',' : '.';
    const hint = PLAIN[other].test(compact) ? `: with "${decimalMark}" before decimals` : '';
    throw new CellError(`is not a number${hint}: ${quote(text)}`);
  }
  if (AMBIGUOUS.test(compact) && compact.includes(decimalMark)) {
    throw new CellError(
      `may be read two ways: ${quote(text)}; write it without a mark, or choose the other mark before decimals`,
    );
  }
  const isGrouped = decimalMark === '.' ? ',' : '.';
  return withinBounds(Number(compact.replaceAll(isGrouped, '').replace(',', '.')));
}

function withinBounds(value: number): number {
  if (value < 0) {
    throw new CellError(`is below 0: ${value}`);
  }
  if (!Number.isFinite(value) || value > 1e9) {
    throw new CellError('is too large a number');
  }
  return value;
}

const YES = new Set(['yes', 'y', 'true', '1', 'x', 'on', 'enabled', 'active', 'ja', 'oui', 'si', 'sí']);
const NO = new Set(['no', 'n', 'false', '0', 'off', 'disabled', 'inactive', 'blocked', 'nein', 'non']);

/**
 * Yes or no; null: empty.
 * @throws CellError
 */
export function flagOf(cell: Cell | undefined): boolean | null {
  const text = textOf(cell)?.toLowerCase() ?? null;
  if (text === null || NOTHING.has(text)) {
    return null;
  }
  if (YES.has(text) || NO.has(text)) {
    return YES.has(text);
  }
  throw new CellError(`is neither yes nor no: ${quote(text)}`);
}

/** A text from the file in a message. */
export function quote(text: string): string {
  return `“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;
}
