import { metricsFor } from '../mapping.ts';
import { type FilterOf, type Measure, measureKey, normalizeMeasure } from '../measure.ts';
import { deviceShapes } from './device-shapes.ts';
import { type CatalogueIndex, indexCatalogue, matchNames, type NameMatch } from './name-match.ts';
import { type Reading, readName } from './read-name.ts';
import type { CatalogueItem, Offer, Product, Reason } from './types.ts';

/** A measure that a product may be billed by, with what its name says for it. */
export type CandidateMeasure = {
  measure: Measure;
  key: string;
  /** The same whatever the integration, so that what is true of one source may be carried over to another. */
  shape: string;
  /** Natural logarithm of the odds that the name gives it, before anything is counted. */
  prior: number;
  reasons: readonly Reason[];
};

/** What suggestions are made from, apart from products and counts. */
export type Surroundings = { offers: readonly Offer[]; catalogues: ReadonlyMap<string, CatalogueIndex> };

/** How many SKUs or products are counted for one product of the PSA, the likeliest by name. */
const ITEMS_MAX = 12;
/** Where no name says anything, the most common ones are tried by their counts alone. */
const COMMON_MAX = 25;
const BASE = -3;
const VENDOR_NAMED = 3;
const VENDOR_NOT_NAMED = -2;
/** A PSA's own list is often copied from the tool that counts, and then fits as well as it without proving anything. */
const PSA_LIST = -2;

export function createSurroundings(offers: readonly Offer[], items: readonly CatalogueItem[]): Surroundings {
  const grouped = Map.groupBy(items, ({ integrationId, metric }) => catalogueKey(integrationId, metric));
  return {
    offers,
    catalogues: new Map([...grouped].map(([key, ofSource]) => [key, indexCatalogue(ofSource)])),
  };
}

function catalogueKey(integrationId: string, metric: string): string {
  return `${metric}\n${integrationId}`;
}

/** What a product's name says; where it says nothing, its description. */
export function readProduct({ name, description }: Product): {
  reading: Reading;
  where: 'name' | 'description';
} {
  const reading = readName(name);
  const says = reading.devices.size + reading.users.length + (reading.notCounted === null ? 0 : 1);
  if (says > 0 || description === null) return { reading, where: 'name' };
  const read = readName(description);
  return read.devices.size + read.users.length === 0
    ? { reading, where: 'name' }
    : { reading: { ...read, words: [...reading.words, ...read.words] }, where: 'description' };
}

/** The measures worth counting for a product: never a metric that its quantity source forbids (domain.md section 3). */
export function candidatesFor(product: Product, { offers, catalogues }: Surroundings): CandidateMeasure[] {
  const { reading, where } = readProduct(product);
  const allowed = metricsFor(product.quantitySource);
  const found = new Map<string, CandidateMeasure>();
  const named = offers.filter((offer) => namesVendor(reading, offer));
  for (const offer of offers) {
    const vendor = vendorPrior(offer, named);
    const listPrior = offer.isPsa ? PSA_LIST : 0;
    for (const metric of offer.metrics.filter((one) => allowed.includes(one))) {
      for (const candidate of candidatesOf(metric, offer, { product, reading, where, catalogues })) {
        const reasons = [...candidate.reasons, ...vendor.reasons];
        add(found, { ...candidate, prior: candidate.prior + vendor.prior + listPrior + BASE, reasons });
      }
    }
  }
  for (const { mapping } of product.lines) {
    if (mapping?.measure != null) add(found, toCandidate(mapping.measure, BASE, []));
  }
  return [...found.values()];
}

function add(found: Map<string, CandidateMeasure>, candidate: CandidateMeasure): void {
  const known = found.get(candidate.key);
  if (known === undefined || known.prior < candidate.prior) found.set(candidate.key, candidate);
}

/** A candidate for a measure, whatever proposes it. */
export function toCandidate(measure: Measure, prior: number, reasons: readonly Reason[]): CandidateMeasure {
  const normal = normalizeMeasure(measure);
  return { measure: normal, key: measureKey(normal), shape: shapeOf(normal), prior, reasons };
}

export function shapeOf(measure: Measure): string {
  return measureKey({ ...measure, integrationId: '' });
}

function namesVendor({ words }: Reading, { vendorNames }: Offer): boolean {
  const text = ` ${words.join(' ')} `;
  return vendorNames.some((name) => name !== '' && text.includes(` ${name} `));
}

/** Only a name that tells one integration from the others says anything. */
function vendorPrior(offer: Offer, named: readonly Offer[]): { prior: number; reasons: Reason[] } {
  if (named.length === 0) return { prior: 0, reasons: [] };
  return named.includes(offer)
    ? { prior: VENDOR_NAMED, reasons: [{ kind: 'name_names_vendor', integrationName: offer.name }] }
    : { prior: VENDOR_NOT_NAMED, reasons: [] };
}

type Context = Pick<Surroundings, 'catalogues'> & {
  product: Product;
  reading: Reading;
  where: 'name' | 'description';
};

function candidatesOf(metric: Measure['metric'], offer: Offer, context: Context): CandidateMeasure[] {
  switch (metric) {
    case 'devices':
      return deviceCandidates(offer, context);
    case 'users':
      return userCandidates(offer, context);
    case 'licenses':
    case 'subscriptions':
      return itemCandidates(metric, offer, context);
  }
}

function saying(words: readonly string[], where: Context['where']): Reason[] {
  return words.length === 0 ? [] : [{ kind: 'name_says', words, where }];
}

function deviceCandidates(offer: Offer, { product, reading, where }: Context): CandidateMeasure[] {
  const { integrationId } = offer;
  // Where the PSA does not say what is counted, a name that speaks of users speaks against devices.
  const apart =
    product.quantitySource === 'manual' && reading.users.length > 0 && reading.devices.size === 0 ? -2 : 0;
  return deviceShapes(offer, reading).map(({ filter, prior, words }) =>
    toCandidate(
      { integrationId, metric: 'devices', filter },
      prior + apart,
      prior > 0 ? saying(words, where) : [],
    ),
  );
}

function userCandidates({ integrationId }: Offer, { product, reading, where }: Context): CandidateMeasure[] {
  const { users, activeUsers, devices } = reading;
  const of = (scope: FilterOf['users']['scope'], prior: number, words: readonly string[]) =>
    toCandidate(
      { integrationId, metric: 'users', filter: { scope, conditions: [], match: 'all' } },
      prior,
      saying(words, where),
    );
  const isSure = product.quantitySource === 'user_count' || users.length > 0;
  const base = (isSure ? 4 : 0) - (devices.size > 0 && users.length === 0 ? 2 : 0);
  const isActive = activeUsers.length > 0;
  return [
    of('licensed', base + (isActive ? -2 : 1), isActive ? [] : users),
    of('active', base + (isActive ? 2 : -0.5), isActive ? activeUsers : users),
  ];
}

function itemCandidates(
  metric: 'licenses' | 'subscriptions',
  offer: Offer,
  { catalogues, reading, product }: Context,
): CandidateMeasure[] {
  const index = catalogues.get(catalogueKey(offer.integrationId, metric));
  if (index === undefined) return [];
  const matches = matchNames(index, reading, `${product.name} ${product.description ?? ''}`);
  const best = matches[0]?.score ?? 0;
  const named = matches.slice(0, ITEMS_MAX);
  const isForced = product.quantitySource !== 'manual';
  const others = best < 0.5 && isForced ? commonItems(index, named) : [];
  return [...named, ...others].flatMap((match) => itemMeasures(metric, offer, match, best, reading));
}

function commonItems(index: CatalogueIndex, named: readonly NameMatch[]): NameMatch[] {
  const known = new Set(named.map(({ item }) => item));
  return index.items
    .filter(({ item }) => !known.has(item))
    .toSorted((a, b) => b.item.companies - a.item.companies)
    .slice(0, COMMON_MAX)
    .map(({ item }) => ({ item, score: 0, words: [], partNumber: null }));
}

function itemMeasures(
  metric: 'licenses' | 'subscriptions',
  { integrationId, knowsAssignedSeats }: Offer,
  match: NameMatch,
  best: number,
  reading: Reading,
): CandidateMeasure[] {
  const { item, score, words, partNumber } = match;
  const prior = 7 * score - 12 * (best - score) - (score === 0 ? 1 : 0);
  const reasons = itemReasons(item, words, partNumber);
  if (metric === 'subscriptions') {
    const filter = { productIds: [...item.ids], billingTerms: [] };
    return [toCandidate({ integrationId, metric, filter }, prior, reasons)];
  }
  const seats = (basis: 'purchased' | 'assigned', change: number) =>
    toCandidate(
      {
        integrationId,
        metric,
        filter: { skuIds: [...item.ids], basis, includeTrials: false, includeSuspended: false },
      },
      prior + change,
      reasons,
    );
  const asksAssigned = reading.assigned.length > 0;
  const purchased = seats('purchased', asksAssigned ? -1 : 0);
  return knowsAssignedSeats && score > 0.3
    ? [purchased, seats('assigned', asksAssigned ? 1 : -2)]
    : [purchased];
}

function itemReasons(item: CatalogueItem, words: readonly string[], partNumber: string | null): Reason[] {
  if (partNumber !== null) return [{ kind: 'names_part', partNumber }];
  return words.length === 0 ? [] : [{ kind: 'names_sku', itemName: item.name, words }];
}
