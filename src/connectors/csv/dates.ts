import type { FileProfile } from '../file.ts';
import type { Cell } from './table.ts';
import { CellError, optionalTextOf, quote } from './values.ts';

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})${TIME}$`, 'i');

/**
 * A time as ISO 8601 UTC; a day is its beginning, and a time without a zone is taken for UTC. null: empty, or "never".
 * @throws CellError where it is no date, or where day and month cannot be told apart.
 */
export function dateOf(cell: Cell | undefined, order: FileProfile['dateOrder']): string | null {
  if (cell instanceof Date && !Number.isNaN(cell.getTime())) {
    return cell.toISOString();
  }
  const text = optionalTextOf(cell);
  if (text === null) {
    return null;
  }
  const [, year, month, day, ...time] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined) {
    return toIso(text, [year, month, day], time);
  }
  const [, first = '', mark, second = '', lastYear, ...lastTime] = YEAR_LAST.exec(text) ?? [];
  if (lastYear === undefined) {
    throw notADate(text);
  }
  const century = lastYear.length === 2 ? `20${lastYear}` : lastYear;
  const isDayFirst = dayFirst(text, Number(first), Number(second), mark === '.' ? 'dmy' : order);
  return toIso(text, isDayFirst ? [century, second, first] : [century, first, second], lastTime);
}

function dayFirst(text: string, first: number, second: number, order: FileProfile['dateOrder']): boolean {
  if (order !== null) {
    return order === 'dmy';
  }
  if (first === second) {
    return true;
  }
  if (first > 12 || second > 12) {
    return first > 12;
  }
  throw new CellError(`may be read two ways: ${quote(text)}; choose the order of day and month`);
}

type Parts = readonly (string | undefined)[];

function toIso(text: string, [year, month, day]: Parts, [hour, minute, second, half, zone]: Parts): string {
  const hours = toHours(Number(hour ?? 0), half);
  const numbers = [
    Number(year),
    Number(month) - 1,
    Number(day),
    hours,
    Number(minute ?? 0),
    Number(second ?? 0),
  ];
  const [y = 0, m = 0, d = 0, h = 0, min = 0, s = 0] = numbers;
  const date = new Date(Date.UTC(y, m, d, h, min, s));
  const isReal =
    date.getUTCMonth() === m && date.getUTCDate() === d && date.getUTCHours() === h && min < 60 && s < 60;
  if (!isReal) {
    throw notADate(text);
  }
  return new Date(date.getTime() - offsetMs(zone)).toISOString();
}

function toHours(hour: number, half: string | undefined): number {
  if (half === undefined) {
    return hour;
  }
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function offsetMs(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function notADate(text: string): CellError {
  return new CellError(`is not a date: ${quote(text)}; write 2026-11-23`);
}
