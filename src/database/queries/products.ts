import type { Queryable } from '../connect.ts';

/** What lines sell, as results know it. */
export type StoredProduct = { key: string; name: string };

/** The product of a line, or the one with a key; null: the workspace has none such. */
export async function getProductOf(
  db: Queryable,
  workspaceId: string,
  { lineItemId, productKey }: { lineItemId?: string | undefined; productKey?: string | undefined },
): Promise<StoredProduct | null> {
  const { rows } = await db.query<StoredProduct>(
    `SELECT r.product_key AS key, l.product_name AS name FROM line_result r
     JOIN line_item l ON l.workspace_id = r.workspace_id AND l.id = r.line_item_id
     WHERE r.workspace_id = $1 AND ($2::text IS NULL OR r.line_item_id = $2) AND ($3::text IS NULL OR r.product_key = $3)
       AND num_nonnulls($2::text, $3::text) = 1
     ORDER BY l.product_name, l.id LIMIT 1`,
    [workspaceId, lineItemId ?? null, productKey ?? null],
  );
  return rows[0] ?? null;
}
