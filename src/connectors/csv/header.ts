import type { Cell, TableRow } from './table.ts';

const NAME_LENGTH_MAX = 100;

/** The names of a header's columns: empty ones by their place, repeated ones numbered. */
export function columnNames(cells: readonly Cell[]): string[] {
  const seen = new Map<string, number>();
  return trimEnd(cells).map((cell, index) => {
    const text = showCell(cell).slice(0, NAME_LENGTH_MAX);
    const name = text === '' ? `Column ${index + 1}` : text;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** A cell as it is shown, empty text for an empty one. */
export function showCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) {
    return '';
  }
  const text = cell instanceof Date ? showDate(cell) : String(cell);
  return text.replaceAll(/\s+/g, ' ').trim();
}

function showDate(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace(/T00:00:00\.000Z$/, '');
}

export function isBlank(cells: readonly Cell[]): boolean {
  return cells.every((cell) => showCell(cell) === '');
}

function trimEnd(cells: readonly Cell[]): Cell[] {
  const last = cells.findLastIndex((cell) => showCell(cell) !== '');
  return cells.slice(0, last + 1);
}

/** Which of the first rows names the columns: the first that is about as wide as the widest. Titles above it are narrower. */
export function guessHeaderRow(rows: readonly TableRow[]): number {
  const widths = rows.map(({ cells }) => cells.filter((cell) => showCell(cell) !== '').length);
  const widest = Math.max(0, ...widths);
  const index = widths.findIndex((width) => width > 0 && width * 2 > widest);
  return rows[index]?.row ?? 1;
}
