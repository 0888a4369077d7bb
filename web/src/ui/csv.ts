import type { CsvColumn, DataTableColumn } from './data-table-column.ts';

/** What spreadsheets take for a formula at the beginning of a cell; a plain number is none. */
const FORMULA = /^(?![+-]?\d+(\.\d+)?$)[=+\-@\t\r]/;

/** By the mark, Excel takes the file for UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The columns of a file, as those of the table stand; each header once. */
export function csvColumns<Row>(columns: readonly DataTableColumn<Row>[]): readonly CsvColumn<Row>[] {
  const all = columns.flatMap(({ csv }) => csv ?? []);
  return all.filter(({ header }, index) => all.findIndex((one) => one.header === header) === index);
}

/**
 * A CSV file (RFC 4180) of rows that come page by page.
 * @param onRows called with how many rows are written so far
 */
export async function csvFile<Row>(
  columns: readonly CsvColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
  onRows: (count: number) => void,
): Promise<Blob> {
  const { unparse } = (await import('papaparse')).default;
  const toText = (lines: (string | number | null)[][]): string =>
    lines.length === 0 ? '' : `${unparse(lines, { escapeFormulae: FORMULA })}\r\n`;
  const parts = [BYTE_ORDER_MARK, toText([columns.map(({ header }) => header)])];
  let count = 0;
  for await (const rows of pages) {
    parts.push(toText(rows.map((row) => columns.map(({ value }) => value(row)))));
    count += rows.length;
    onRows(count);
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

/** Hands a file to the browser. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
