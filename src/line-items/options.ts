import type { z } from 'zod';
import { type Connector, deliveryOf, metricsOf, type VendorCategory } from '../connectors/connector.ts';
import type { Database } from '../database/connect.ts';
import { countLinesOfProduct, getLineItem } from '../database/queries/line-items.ts';
import { countCategories, listProducts, listSkus } from '../database/queries/options.ts';
import { listLinkedCompanies, loadSources, type Source } from '../database/queries/sources.ts';
import type { Metric } from '../domain/inventory.ts';
import { unmappableReason } from '../domain/line-state.ts';
import { metricsFor, modeReason } from '../domain/mapping.ts';
import type { mappingOptionsSchema } from '../http/schemas/line-items.ts';
import { notFound } from '../problem.ts';

export type Options = z.output<typeof mappingOptionsSchema>;
export type OptionsContext = { db: Database; connectors: ReadonlyMap<string, Connector> };

/**
 * What a line can be mapped to, with counts for its organization.
 * @param integrationId narrows the counts to one integration.
 */
export async function mappingOptions(
  { db, connectors }: OptionsContext,
  workspaceId: string,
  lineItemId: string,
  integrationId: string | undefined,
): Promise<Options> {
  const line = await getLineItem(db.pool, workspaceId, lineItemId);
  if (line === null) {
    throw notFound('a line item');
  }
  const companies = await listLinkedCompanies(db.pool, workspaceId, [line.organization_id ?? '']);
  const options = await listOptions({ db, connectors }, workspaceId, integrationId, {
    metrics: metricsFor(line.quantity_source),
    linked: new Set(companies.map((company) => company.integrationId)),
    organizationIds: line.organization_id === null ? [] : [line.organization_id],
  });
  return {
    ...options,
    mode: line.quantity_source,
    modeReason:
      unmappableReason({
        quantitySource: line.quantity_source,
        quantitySourceRaw: line.quantity_source_raw,
        isHeading: line.is_heading,
      }) ?? modeReason(line.quantity_source),
    sameProductLines: await countLinesOfProduct(db.pool, workspaceId, lineItemId),
  };
}

type Scope = {
  metrics: readonly Metric[];
  /** Integrations in which the organizations have companies. */
  linked: ReadonlySet<string>;
  organizationIds: readonly string[] | 'all';
};

/**
 * What there is to compare with, with counts.
 * @param integrationId narrows the counts to one integration.
 * @throws Problem not-found.
 */
export async function listOptions(
  { db, connectors }: OptionsContext,
  workspaceId: string,
  integrationId: string | undefined,
  { metrics, linked, organizationIds }: Scope,
): Promise<Pick<Options, 'metrics' | 'integrations' | 'categories' | 'skus' | 'products'>> {
  const sources = await loadSources(db.pool, workspaceId);
  if (integrationId !== undefined && (sources.get(integrationId)?.isRemoved ?? true)) {
    throw notFound('an integration');
  }
  const integrations = [...sources.values()]
    .filter((source) => !source.isRemoved && (integrationId === undefined || source.id === integrationId))
    .toSorted(byLikelihood(connectors))
    .map((source) => toOption(source, connectors.get(source.vendor), linked))
    .map((option) => ({ ...option, metrics: option.metrics.filter((metric) => metrics.includes(metric)) }))
    .filter((option) => option.metrics.length > 0);
  const scope = { workspaceId, organizationIds, integrationIds: integrations.map(({ id }) => id) };
  return {
    metrics: [...metrics],
    integrations,
    categories: metrics.includes('devices') ? await countCategories(db.pool, scope) : [],
    skus: metrics.includes('licenses') ? await listSkus(db.pool, scope) : [],
    products: metrics.includes('subscriptions') ? await listProducts(db.pool, scope) : [],
  };
}

/** What each is usually the authority for comes first: the RMM for devices, the cloud for users; the PSA's own lists last. */
const LIKELY: readonly VendorCategory[] = ['rmm', 'cloud', 'distribution', 'security', 'file', 'psa'];

function byLikelihood(connectors: ReadonlyMap<string, Connector>): (a: Source, b: Source) => number {
  const rankOf = ({ vendor }: Source): number => {
    const category = connectors.get(vendor)?.category;
    return category === undefined ? LIKELY.length : LIKELY.indexOf(category);
  };
  return (a, b) => rankOf(a) - rankOf(b) || a.name.localeCompare(b.name, 'en');
}

function toOption(
  source: Source,
  connector: Connector | undefined,
  linked: ReadonlySet<string>,
): Options['integrations'][number] {
  const delivery = deliveryOf(connector, source.delivers);
  return {
    id: source.id,
    vendor: source.vendor,
    name: source.name,
    metrics: metricsOf(delivery),
    deviceCategories: [...delivery.deviceCategories],
    knowsAssignedSeats: delivery.knowsAssignedSeats,
    knowsLastSeen: delivery.knowsLastSeen,
    hasCompany: linked.has(source.id),
  };
}
