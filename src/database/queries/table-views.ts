import type { Queryable } from '../connect.ts';

/** Which columns of a table a person hides, and the widths they gave, pixels by column. */
export type TableView = { hidden: string[]; widths: Record<string, number> };

/** @returns the views of a person by table; a table they left as it is has none */
export async function listTableViews(db: Queryable, viewerId: string): Promise<Record<string, TableView>> {
  const { rows } = await db.query<TableView & { table_id: string }>(
    'SELECT table_id, hidden, widths FROM auth_table_view WHERE viewer_id = $1',
    [viewerId],
  );
  return Object.fromEntries(rows.map(({ table_id, ...view }) => [table_id, view]));
}

/** Remembers a view in place of the one before. */
export async function writeTableView(
  db: Queryable,
  viewerId: string,
  tableId: string,
  { hidden, widths }: TableView,
): Promise<void> {
  await db.query(
    `INSERT INTO auth_table_view (viewer_id, table_id, hidden, widths) VALUES ($1, $2, $3, $4)
     ON CONFLICT (viewer_id, table_id) DO UPDATE SET hidden = $3, widths = $4`,
    [viewerId, tableId, hidden, widths],
  );
}
