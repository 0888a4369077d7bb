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
    `SELECT i.id AS integration_id, wanted.id, found.name
     FROM unnest($2::text[]) AS wanted (id) CROSS JOIN integration i
     CROSS JOIN LATERAL (
       (SELECT sku_name AS name FROM license
        WHERE workspace_id = $1 AND integration_id = i.id AND sku_key = wanted.id LIMIT 1)
       UNION ALL
       (SELECT product_name FROM subscription
        WHERE workspace_id = $1 AND integration_id = i.id AND product_key = wanted.id LIMIT 1)
     ) found
     WHERE i.workspace_id = $1`,
    [workspaceId, ids],
  );
  return new Map(rows.map((row) => [`${row.integration_id}\n${row.id}`, row.name]));
}
