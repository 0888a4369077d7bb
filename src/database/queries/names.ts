import type { Queryable } from '../connect.ts';

/** A name of a SKU or product within an integration. */
type NameRow = { integration_id: string; id: string; name: string };

/**
 * The names that SKUs and products go by, for those ids that are asked for.
 * @param ids lower-cased, as measures have them.
 * @returns by integration id and lower-cased id, joined by a line break.
 */
export async function loadNames(
  db: Queryable,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) {
    return new Map();
  }
  const { rows } = await db.query<NameRow>(
    `SELECT DISTINCT ON (1, 2) integration_id, lower(sku_id) AS id, sku_name AS name FROM license
     WHERE workspace_id = $1 AND lower(sku_id) = ANY ($2)
     UNION ALL
     SELECT DISTINCT ON (1, 2) integration_id, lower(product_id), product_name FROM subscription
     WHERE workspace_id = $1 AND lower(product_id) = ANY ($2)`,
    [workspaceId, ids],
  );
  return new Map(rows.map((row) => [`${row.integration_id}\n${row.id}`, row.name]));
}
