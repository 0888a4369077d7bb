import { useMemo } from 'react';
import type { List } from '../../../api/list.ts';
import type { LineItem } from '../../../api/types.ts';

export type PlainRow = { id: string; line: LineItem };

/** Pages of lines as pages of such rows. */
export async function* plainPages(pages: AsyncIterable<LineItem[]>): AsyncGenerator<PlainRow[]> {
  for await (const lines of pages) {
    yield lines.map((line) => ({ id: line.id, line }));
  }
}

/** A list of lines as the rows of a table that has nothing but lines. */
export function usePlainRows(list: List<LineItem>): List<PlainRow> {
  const rows = useMemo(() => list.rows.map((line) => ({ id: line.id, line })), [list.rows]);
  return { ...list, rows };
}
