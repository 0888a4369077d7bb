import type { FileChoices, FileColumn, FileContent, FileInspection, FileProfile } from '../file.ts';
import { guessColumns, guessDateOrder, guessDecimalMark } from './guess.ts';
import { columnNames, guessHeaderRow, isBlank, showCell } from './header.ts';
import { openTable, type TableRow } from './table.ts';

const ROWS_LOOKED_AT = 200;
const ROWS_SHOWN = 8;
const SAMPLES_SHOWN = 3;
const SHOWN_LENGTH_MAX = 200;

/** Looks at the beginning of a file; see FileReader.inspect. */
export async function inspectFile(
  file: FileContent,
  saved: FileProfile | null,
  choices: FileChoices,
): Promise<FileInspection> {
  // The sheet of the last file is looked for by name; a new file may call it otherwise.
  const opened = await openTable(file, {
    encoding: choices.encoding,
    delimiter: choices.delimiter,
    sheet: choices.sheet,
  });
  const isThere = saved?.sheet !== null && saved !== null && opened.sheets.includes(saved.sheet);
  const table =
    choices.sheet === undefined && isThere && saved.sheet !== opened.sheet
      ? await openTable(file, { sheet: saved.sheet })
      : opened;
  const first = await firstRows(table.rows());
  const look = lookAt(first, choices.headerRow ?? headerRowOf(first, saved));
  const { profile, missingColumns } = profileOf(look, table, saved, choices);
  return {
    format: table.format,
    sheets: table.sheets,
    columns: look.columns.map(({ name, samples }) => ({
      name,
      samples: samples.filter(Boolean).slice(0, SAMPLES_SHOWN),
    })),
    rows: look.rows.slice(0, ROWS_SHOWN).map(({ row, cells }) => ({ row, cells: cells.map(shorten) })),
    profile,
    missingColumns,
  };
}

async function firstRows(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const first: TableRow[] = [];
  for await (const row of rows) {
    first.push(row);
    if (first.length === ROWS_LOOKED_AT) {
      break;
    }
  }
  return first;
}

/** Where the last file had its header, if this file names one of the same columns there. */
function headerRowOf(first: readonly TableRow[], saved: FileProfile | null): number {
  const there = first.find(({ row }) => row === saved?.headerRow);
  const names = columnNames(there?.cells ?? []);
  const isSame = saved !== null && Object.values(saved.columns).some((name) => names.includes(name));
  return isSame ? saved.headerRow : guessHeaderRow(first);
}

type Look = { headerRow: number; columns: FileColumn[]; rows: { row: number; cells: string[] }[] };

function lookAt(first: readonly TableRow[], headerRow: number): Look {
  const names = columnNames(first.find(({ row }) => row === headerRow)?.cells ?? []);
  const rows = first
    .filter(({ row, cells }) => row > headerRow && !isBlank(cells))
    .map(({ row, cells }) => ({ row, cells: names.map((_, index) => showCell(cells[index])) }));
  const columns = names.map((name, index) => ({
    name,
    samples: rows.map(({ cells }) => cells[index] ?? ''),
  }));
  return { headerRow, columns, rows };
}

type Opened = Pick<FileProfile, 'encoding' | 'delimiter' | 'sheet'>;

function profileOf(
  { headerRow, columns }: Look,
  { encoding, delimiter, sheet }: Opened,
  saved: FileProfile | null,
  choices: FileChoices,
): { profile: FileProfile; missingColumns: string[] } {
  const opened = { encoding, delimiter, sheet, headerRow };
  const names = new Set(columns.map(({ name }) => name));
  if (saved !== null && (choices.kind ?? saved.kind) === saved.kind) {
    const wanted = [...Object.values(saved.columns), ...saved.countColumns];
    const kept = Object.entries(saved.columns).filter(([, name]) => names.has(name));
    const profile = {
      ...saved,
      ...opened,
      columns: Object.fromEntries(kept),
      countColumns: saved.countColumns.filter((name) => names.has(name)),
    };
    return { profile, missingColumns: wanted.filter((name) => !names.has(name)) };
  }
  const guess = guessColumns(columns, choices.kind);
  const samples = columns.flatMap((column) => column.samples);
  const marks = { decimalMark: guessDecimalMark(samples, delimiter), dateOrder: guessDateOrder(samples) };
  return { profile: { ...opened, ...guess, ...marks }, missingColumns: [] };
}

function shorten(text: string): string {
  return text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}…` : text;
}
