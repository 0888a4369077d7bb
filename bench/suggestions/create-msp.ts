import { countRecords, type InventoryRecord } from '../../src/domain/counting/count.ts';
import { productKey } from '../../src/domain/line-item.ts';
import { type Measure, measureKey, normalizeMeasure } from '../../src/domain/measure.ts';
import type { CatalogueItem, Offer, Product, ProductLine } from '../../src/domain/suggest/types.ts';
import { type Client, createClients } from './clients.ts';
import { Random } from './random.ts';
import { COUNTED, NOT_COUNTED, type Service, STYLES, type Style, type Truth } from './services.ts';
import { PRODUCTS, SKUS, type Sku } from './skus.ts';

/** A product of a made-up MSP, with the measure it is truly billed by; null: it is not counted. */
export type TrueProduct = { product: Product; truth: { measure: Measure; unitsPerLine: number } | null };

export type GeneratedMsp = {
  style: Style;
  errorShare: number;
  offers: Offer[];
  items: CatalogueItem[];
  products: TrueProduct[];
  /** null: unknown. */
  count: (organizationId: string, measure: Measure) => number | null;
  /** Integrations in which a client has a company. */
  linked: (organizationId: string) => ReadonlySet<string>;
};

export const AS_OF = '2026-11-20T00:00:00.000Z';
const UNITS = [1, 1, 1, 1, 1, 1, 2, 5, 10];

/** An MSP whose truth is known: how it names, how big its clients are, how often its bills are wrong. */
export function createMsp(seed: number): GeneratedMsp {
  const random = new Random(seed);
  const style = STYLES[seed % STYLES.length] ?? 'plain';
  const errorShare = 0.03 + 0.27 * random.next();
  const clients = createClients(random, random.whole(25, 90));
  const count = counter(clients);
  const services = [...random.some(COUNTED, 0.75), ...random.some(NOT_COUNTED, 0.8)];
  const skus = [
    ...random.some(SKUS, 0.6).map(licenseService),
    ...random.some(PRODUCTS, 0.6).map(productService),
  ];
  const names = new Set<string>();
  const products = [...services, ...skus].flatMap((service, at) => {
    const name = random.pick(service.names[style]);
    if (names.has(name)) return [];
    names.add(name);
    return [billService({ random, clients, count, errorShare }, service, name, at)];
  });
  return {
    style,
    errorShare,
    ...sourcesOf(clients),
    products: products.filter(({ product }) => product.lines.length > 0),
    count,
    linked: linkedIn(clients),
  };
}

function licenseService(sku: Sku): Service {
  return serviceOf(sku, 'licenses', 'license_count');
}

function productService(sku: Sku): Service {
  return serviceOf(sku, 'subscriptions', 'subscription_count');
}

function serviceOf(
  { id, names }: Sku,
  metric: 'licenses' | 'subscriptions',
  source: Service['sources'][number],
): Service {
  const all = Object.fromEntries(STYLES.map((style) => [style, [names[style]]])) as Record<Style, string[]>;
  return { id, truth: { metric, sku: id }, sources: [source, source, 'manual'], names: all };
}

type Billing = {
  random: Random;
  clients: readonly Client[];
  count: GeneratedMsp['count'];
  errorShare: number;
};

function billService(billing: Billing, service: Service, name: string, at: number): TrueProduct {
  const { random, clients } = billing;
  const measure = service.truth === null ? null : measureOf(service.truth);
  const unitsPerLine = measure === null || service.truth?.metric === 'licenses' ? 1 : random.pick(UNITS);
  const share = random.chance(0.2) ? 0.1 : 0.3 + 0.6 * random.next();
  const flat = random.whole(1, 4);
  const lines = random.some(clients, share).flatMap((client) => {
    const counted = measure === null ? null : billing.count(client.id, measure);
    const right =
      measure === null
        ? flatQuantity(random, flat)
        : Math.ceil((counted ?? random.whole(1, 20)) / unitsPerLine);
    const quantity = random.chance(billing.errorShare) && measure !== null ? wrong(random, right) : right;
    return quantity > 0 ? [toLine(`${at}-${client.id}`, client.id, quantity)] : [];
  });
  const quantitySource = random.pick(service.sources);
  const product: Product = {
    key: productKey(null, name),
    name,
    description: null,
    quantitySource,
    isOneTime: false,
    lines,
  };
  return { product, truth: measure === null ? null : { measure, unitsPerLine } };
}

/** Half of what is not counted is one at every client, the rest is any number. */
function flatQuantity(random: Random, flat: number): number {
  return flat <= 2 ? 1 : random.whole(1, 6);
}

/** Bills are forgotten when something is added or goes away. */
function wrong(random: Random, right: number): number {
  const by = Math.max(1, Math.round(right * 0.15 * random.logNormal(0.7)));
  return Math.max(0, random.chance(0.65) ? right - by : right + by);
}

function toLine(lineItemId: string, organizationId: string, quantity: number): ProductLine {
  return { lineItemId, organizationId, quantity, minimum: null, state: 'unmapped', mapping: null };
}

function measureOf(truth: NonNullable<Truth>): Measure {
  switch (truth.metric) {
    case 'devices':
      return normalizeMeasure({
        integrationId: truth.source,
        metric: 'devices',
        filter: {
          categories: truth.categories,
          conditions:
            truth.os === undefined ? [] : [{ field: 'osName', operator: 'contains', value: truth.os }],
          match: 'all',
          seenWithinDays: null,
          mergeDuplicates: false,
        },
      });
    case 'users':
      return {
        integrationId: 'cloud',
        metric: 'users',
        filter: { scope: truth.scope, conditions: [], match: 'all' },
      };
    case 'licenses':
      return {
        integrationId: 'cloud',
        metric: 'licenses',
        filter: { skuIds: [truth.sku], basis: 'purchased', includeTrials: false, includeSuspended: false },
      };
    case 'subscriptions':
      return {
        integrationId: 'distribution',
        metric: 'subscriptions',
        filter: { productIds: [truth.sku], billingTerms: [] },
      };
  }
}

function counter(clients: readonly Client[]): GeneratedMsp['count'] {
  const byId = new Map(clients.map((client) => [client.id, client]));
  const known = new Map<string, number | null>();
  return (organizationId, measure) => {
    const key = `${organizationId}\n${measureKey(measure)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const records = byId.get(organizationId)?.records.get(`${measure.integrationId} ${measure.metric}`);
    const total =
      records === undefined
        ? null
        : countRecords(measure, records as InventoryRecord[], AS_OF).total.toNumber();
    known.set(key, total);
    return total;
  };
}

function sourcesOf(clients: readonly Client[]): Pick<GeneratedMsp, 'offers' | 'items'> {
  const holders = new Map<string, number>();
  for (const { holds } of clients) for (const id of holds) holders.set(id, (holders.get(id) ?? 0) + 1);
  const itemsOf = (skus: Sku[], integrationId: string, metric: CatalogueItem['metric'], hasParts: boolean) =>
    skus
      .filter(({ id }) => holders.has(id))
      .map(({ id, name, part }) => ({
        integrationId,
        metric,
        ids: [id],
        name,
        partNumbers: hasParts ? [part] : [],
        companies: holders.get(id) ?? 0,
      }));
  return {
    offers: [
      {
        integrationId: 'rmm',
        name: 'Our RMM',
        vendorNames: ['remotely'],
        metrics: ['devices'],
        deviceCategories: ['desktop', 'laptop', 'server', 'network', 'printer'],
        knowsAssignedSeats: false,
        isPsa: false,
      },
      {
        integrationId: 'edr',
        name: 'SentryOne',
        vendorNames: ['sentryone', 'sentry one'],
        metrics: ['devices'],
        deviceCategories: ['desktop', 'laptop', 'server'],
        knowsAssignedSeats: false,
        isPsa: false,
      },
      {
        integrationId: 'cloud',
        name: 'Microsoft 365',
        vendorNames: ['microsoft 365'],
        metrics: ['licenses', 'users'],
        deviceCategories: [],
        knowsAssignedSeats: true,
        isPsa: false,
      },
      {
        integrationId: 'distribution',
        name: 'Distributor',
        vendorNames: ['distributor'],
        metrics: ['subscriptions'],
        deviceCategories: [],
        knowsAssignedSeats: false,
        isPsa: false,
      },
    ],
    items: [
      ...itemsOf(SKUS, 'cloud', 'licenses', true),
      ...itemsOf(PRODUCTS, 'distribution', 'subscriptions', false),
    ],
  };
}

function linkedIn(clients: readonly Client[]): GeneratedMsp['linked'] {
  const linked = new Map(
    clients.map(({ id, records }) => [
      id,
      new Set([...records.keys()].map((key) => key.split(' ')[0] ?? '')),
    ]),
  );
  return (organizationId) => linked.get(organizationId) ?? new Set();
}
