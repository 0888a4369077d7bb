import type { Connector } from '../connectors/connector.ts';
import type { Database } from '../database/connect.ts';
import { listLinkedIntegrations } from '../database/queries/options.ts';
import { listProductsInUse } from '../database/queries/products.ts';
import type { QuantitySource } from '../domain/agreement.ts';
import { metricsFor } from '../domain/mapping.ts';
import { listOptions, type Options } from '../line-items/options.ts';

type Context = { db: Database; connectors: ReadonlyMap<string, Connector> };

/**
 * What a rule can map lines to, with counts over all organizations.
 * @param productKey of the product it is for; absent for a pattern: its lines may count anything.
 * @param integrationId narrows the counts to one integration.
 * @throws Problem not-found.
 */
export async function ruleOptions(
  context: Context,
  workspaceId: string,
  { productKey, integrationId }: { productKey?: string | undefined; integrationId?: string | undefined },
): Promise<Options> {
  const { pool } = context.db;
  const [product] =
    productKey === undefined ? [] : await listProductsInUse(pool, workspaceId, { productKey, limit: 1 });
  const [source, ...others] = product?.quantitySources ?? [];
  // Lines that the PSA counts differently have no mode in common; those that the rule cannot map are left out, and said.
  const only = source !== undefined && others.length === 0 ? source : null;
  const options = await listOptions(context, workspaceId, integrationId, {
    metrics: metricsFor(only ?? 'manual'),
    linked: new Set(await listLinkedIntegrations(pool, workspaceId)),
    organizationIds: 'all',
  });
  return {
    ...options,
    mode: only ?? 'manual',
    modeReason: only === null ? VARIED : REASONS[only],
    sameProductLines: product?.lines ?? 0,
  };
}

const VARIED = 'A rule maps the lines that can be compared so. It leaves the others alone, and says which.';

const REASONS: Record<QuantitySource, string> = {
  asset_count: 'The PSA counts assets for its lines, so they are compared with devices.',
  license_count: 'The PSA counts licences for its lines, so they are compared with licence seats.',
  user_count: 'The PSA counts users for its lines, so they are compared with users.',
  subscription_count: 'The PSA counts subscriptions for its lines, so they are compared with subscriptions.',
  manual:
    'A person sets its quantities in the PSA, so you choose what they are compared with, or with nothing.',
  custom_sql:
    'HaloPSA sets its quantities by custom SQL, so no rule can map its lines: adjust them in HaloPSA.',
};
