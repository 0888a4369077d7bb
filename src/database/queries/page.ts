import { Problem } from '../../problem.ts';

/** One page of a list, in the API's shape. */
export type Page<Item, Total = number> = { items: Item[]; nextCursor: string | null; total: Total };

/** What of a list is asked for. */
export type PageRequest = { limit: number; cursor?: string | undefined };

/** Of a list that may be asked for without counting it: its total is null then. */
export type CountedPageRequest = PageRequest & { total?: boolean | undefined };

/** The sort keys of the last row shown, as an opaque cursor. */
export function encodeCursor(keys: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/**
 * @param length how many keys the list sorts by.
 * @returns the keys, or null for the first page.
 * @throws Problem invalid-input for a cursor that this list did not give.
 */
export function decodeCursor(cursor: string | undefined, length: number): (string | number | null)[] | null {
  if (cursor === undefined) {
    return null;
  }
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isKey = (key: unknown) => key === null || typeof key === 'string' || typeof key === 'number';
    if (Array.isArray(keys) && keys.length === length && keys.every(isKey)) {
      return keys;
    }
  } catch {
    // Falls through to the refusal below.
  }
  throw notOfThisList();
}

/** The refusal of a cursor that another list gave, or nobody. */
export function notOfThisList(): Problem {
  return new Problem(
    'invalid-input',
    'The cursor is not one that this list gave. Start again from the first page.',
    [{ path: 'cursor', message: 'not a cursor of this list' }],
  );
}

/**
 * A page from rows that were fetched with one more than the limit.
 * @param keysOf the sort keys of a row, for the cursor.
 */
export function toPage<Row, Item, Total>(
  rows: Row[],
  request: PageRequest,
  total: Total,
  keysOf: (row: Row) => (string | number | null)[],
  present: (row: Row) => Item,
): Page<Item, Total> {
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > request.limit && last !== undefined ? encodeCursor(keysOf(last)) : null;
  return { items: shown.map(present), nextCursor, total };
}
