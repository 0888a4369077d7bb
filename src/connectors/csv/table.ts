import { parse } from 'csv-parse';
import { VendorError } from '../connector.ts';
import type { FileContent, FileDelimiter, FileEncoding } from '../file.ts';
import { decodeText, detectDelimiter, detectEncoding, detectFormat } from './detect.ts';
import { readSheet } from './excel.ts';

/** A cell as it was read: text files have text only. null: empty. */
export type Cell = string | number | boolean | Date | null;

/** A row with its number as spreadsheets show it. */
export type TableRow = { row: number; cells: Cell[] };

/** A file that has been opened. */
export type Table = {
  format: 'text' | 'excel';
  encoding: FileEncoding | null;
  delimiter: FileDelimiter | null;
  sheet: string | null;
  sheets: string[];
  /** Every row, empty ones too. */
  rows(): AsyncGenerator<TableRow, void, undefined>;
};

/** More are refused: somebody chose the wrong file. */
export const ROWS_MAX = 300_000;
const COLUMNS_MAX = 300;
const RECORD_LENGTH_MAX = 100_000;
const CHUNK_LENGTH = 64 * 1024;
/** Rows between two pauses in which other requests are answered. */
const PAUSE_EVERY_ROWS = 2000;

export type TableOptions = {
  encoding?: FileEncoding | null | undefined;
  delimiter?: FileDelimiter | null | undefined;
  sheet?: string | null | undefined;
};

/**
 * Opens a file; what is not given is detected.
 * @throws VendorError `bad_file` where it is no table.
 */
export async function openTable({ bytes }: FileContent, options: TableOptions): Promise<Table> {
  if (detectFormat(bytes) === 'excel') {
    const { sheet, sheets, rows } = await readSheet(bytes, options.sheet ?? null);
    return { format: 'excel', encoding: null, delimiter: null, sheet, sheets, rows: () => numbered(rows) };
  }
  const encoding = options.encoding ?? detectEncoding(bytes);
  const text = decodeText(bytes, encoding);
  const delimiter = options.delimiter ?? detectDelimiter(text);
  const rows = () => numbered(recordsOf(text, delimiter));
  return { format: 'text', encoding, delimiter, sheet: null, sheets: [], rows };
}

async function* numbered(
  rows: AsyncIterable<Cell[]> | Iterable<Cell[]>,
): AsyncGenerator<TableRow, void, undefined> {
  let row = 0;
  for await (const cells of rows) {
    row += 1;
    if (row > ROWS_MAX) {
      throw new VendorError(
        'bad_file',
        `The file has more than ${ROWS_MAX} rows, which is more than is taken.`,
      );
    }
    if (cells.length > COLUMNS_MAX) {
      throw new VendorError('bad_file', `Row ${row} has more than ${COLUMNS_MAX} columns.`);
    }
    if (row % PAUSE_EVERY_ROWS === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    yield { row, cells };
  }
}

/** The records of a text file, in small pieces so that no second copy of it is held. */
async function* recordsOf(text: string, delimiter: FileDelimiter): AsyncGenerator<Cell[], void, undefined> {
  const parser = parse({ delimiter, relax_column_count: true, max_record_size: RECORD_LENGTH_MAX });
  feed(parser, text);
  try {
    yield* parser as AsyncIterable<string[]>;
  } catch (error) {
    throw badText(error);
  }
}

function feed(parser: ReturnType<typeof parse>, text: string): void {
  let at = 0;
  const write = (): void => {
    while (at < text.length) {
      const isTaken = parser.write(text.slice(at, at + CHUNK_LENGTH));
      at += CHUNK_LENGTH;
      if (!isTaken) {
        parser.once('drain', write);
        return;
      }
    }
    parser.end();
  };
  write();
}

const MESSAGES: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE:
    'text follows a closing quotation mark; a quotation mark inside text is written twice',
  INVALID_OPENING_QUOTE:
    'a quotation mark stands in the middle of text; such text is put in quotation marks as a whole',
  CSV_MAX_RECORD_SIZE: 'the row is too long; a quotation mark may be missing',
};

/** `records`: how many the parser had read before. */
function badText(error: unknown): unknown {
  const { code = '', records } = error as { code?: string; records?: number };
  if (error instanceof VendorError || !code.includes('_') || records === undefined) {
    return error;
  }
  const reason = MESSAGES[code] ?? 'the row is not valid CSV';
  return new VendorError('bad_file', `Row ${records + 1}: ${reason}.`, { cause: error });
}
