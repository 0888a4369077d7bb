import type { DeviceCategory } from '../../domain/inventory.ts';
import type { CatalogueItem } from '../../domain/suggest/types.ts';
import type { Queryable } from '../connect.ts';

/** SKUs and products that could count, those of one name together, by integration. */
export async function listCatalogue(db: Queryable, workspaceId: string): Promise<CatalogueItem[]> {
  const { rows } = await db.query<CatalogueItem>(
    `SELECT integration_id AS "integrationId", 'licenses' AS metric, array_agg(DISTINCT lower(sku_id) ORDER BY lower(sku_id)) AS ids,
       min(sku_name) AS name, coalesce(array_agg(DISTINCT part_number) FILTER (WHERE part_number IS NOT NULL), '{}') AS "partNumbers",
       count(DISTINCT company_external_id)::int AS companies
     FROM license WHERE workspace_id = $1 AND exclusion IS NULL GROUP BY integration_id, lower(trim(sku_name))
     UNION ALL
     SELECT integration_id, 'subscriptions', array_agg(DISTINCT lower(product_id) ORDER BY lower(product_id)), min(product_name),
       '{}', count(DISTINCT company_external_id)::int
     FROM subscription WHERE workspace_id = $1 GROUP BY integration_id, lower(trim(product_name))
     ORDER BY 1, 2, 4`,
    [workspaceId],
  );
  return rows;
}

/** The categories that the devices of each integration have. */
export async function listPresentCategories(
  db: Queryable,
  workspaceId: string,
): Promise<Map<string, DeviceCategory[]>> {
  const { rows } = await db.query<{ id: string; categories: DeviceCategory[] }>(
    `SELECT integration_id AS id, array_agg(DISTINCT category ORDER BY category) AS categories
     FROM device WHERE workspace_id = $1 AND exclusion IS NULL GROUP BY 1`,
    [workspaceId],
  );
  return new Map(rows.map(({ id, categories }) => [id, categories]));
}
