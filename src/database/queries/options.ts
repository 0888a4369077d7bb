import type { DeviceCategory } from '../../domain/inventory.ts';
import type { Queryable } from '../connect.ts';

/** Which records: those of some organizations or of all, in some integrations. */
export type OptionScope = {
  workspaceId: string;
  organizationIds: readonly string[] | 'all';
  integrationIds: readonly string[];
};

const OF_ORGANIZATION = `x JOIN company c ON c.workspace_id = x.workspace_id AND c.integration_id = x.integration_id
    AND c.external_id = x.company_external_id
  WHERE x.workspace_id = $1 AND c.organization_id IS NOT NULL AND ($2::text[] IS NULL OR c.organization_id = ANY ($2))
    AND x.integration_id = ANY ($3)`;

function values({ workspaceId, organizationIds, integrationIds }: OptionScope): unknown[] {
  return [workspaceId, organizationIds === 'all' ? null : organizationIds, integrationIds];
}

/** Integrations in which any organization has a company. */
export async function listLinkedIntegrations(db: Queryable, workspaceId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT DISTINCT integration_id AS id FROM company WHERE workspace_id = $1 AND organization_id IS NOT NULL',
    [workspaceId],
  );
  return rows.map(({ id }) => id);
}

/** Devices that are in use, by category. */
export async function countCategories(
  db: Queryable,
  scope: OptionScope,
): Promise<{ id: DeviceCategory; count: number }[]> {
  const { rows } = await db.query<{ id: DeviceCategory; count: number }>(
    `SELECT x.category AS id, count(*)::int AS count FROM device ${OF_ORGANIZATION} AND x.exclusion IS NULL
     GROUP BY 1 ORDER BY 2 DESC, 1`,
    values(scope),
  );
  return rows;
}

/** SKUs with their seats that could count; free, deleted and usage-based ones never do. */
export async function listSkus(
  db: Queryable,
  scope: OptionScope,
): Promise<{ id: string; name: string; purchased: number; assigned: number | null }[]> {
  const { rows } = await db.query<{ id: string; name: string; purchased: number; assigned: number | null }>(
    `SELECT lower(x.sku_id) AS id, min(x.sku_name) AS name,
       coalesce(sum(x.purchased) FILTER (WHERE x.state IN ('active', 'grace') AND NOT x.is_trial), 0)::float8 AS purchased,
       sum(x.assigned)::float8 AS assigned
     FROM license ${OF_ORGANIZATION} AND x.exclusion IS NULL
     GROUP BY 1 ORDER BY 3 DESC, 2`,
    values(scope),
  );
  return rows;
}

/** Products with the quantity of their active subscriptions. */
export async function listProducts(
  db: Queryable,
  scope: OptionScope,
): Promise<{ id: string; name: string; quantity: number }[]> {
  const { rows } = await db.query<{ id: string; name: string; quantity: number }>(
    `SELECT lower(x.product_id) AS id, min(x.product_name) AS name,
       coalesce(sum(x.quantity) FILTER (WHERE x.state = 'active' AND NOT x.is_trial), 0)::float8 AS quantity
     FROM subscription ${OF_ORGANIZATION} GROUP BY 1 ORDER BY 3 DESC, 2`,
    values(scope),
  );
  return rows;
}
