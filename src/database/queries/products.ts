import type { QuantitySource } from '../../domain/agreement.ts';
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

/** A product with how many of its lines are in effect and can be mapped, and how many of them wait for a mapping. */
export type ProductInUse = StoredProduct & {
  quantitySources: QuantitySource[];
  lines: number;
  unmapped: number;
};

/**
 * Products that lines in effect sell, those with most unmapped lines first.
 * @param q part of the name, or null
 * @param productKey one product only, or null
 */
export async function listProductsInUse(
  db: Queryable,
  workspaceId: string,
  { q = null, productKey = null, limit }: { q?: string | null; productKey?: string | null; limit: number },
): Promise<ProductInUse[]> {
  const { rows } = await db.query<ProductInUse>(
    `SELECT r.product_key AS key, min(l.product_name) AS name,
       array_agg(DISTINCT l.quantity_source) AS "quantitySources",
       count(*)::int AS lines, (count(*) FILTER (WHERE r.state = 'unmapped'))::int AS unmapped
     FROM line_result r JOIN line_item l ON l.workspace_id = r.workspace_id AND l.id = r.line_item_id
     WHERE r.workspace_id = $1 AND r.state IN ('mapped', 'unmapped') AND ($2::text IS NULL OR r.product_key = $2)
       AND ($3::text IS NULL OR position(lower($3) IN lower(l.product_name)) > 0)
     GROUP BY 1 ORDER BY 5 DESC, 4 DESC, 2, 1 LIMIT $4`,
    [workspaceId, productKey, q, limit],
  );
  return rows;
}
