import { candidatesFor, readProduct, type Surroundings } from './candidates.ts';
import { decidedOf } from './evidence.ts';
import { type Fit, fitCounts } from './fit.ts';
import { likeness } from './name-match.ts';
import type { Similar } from './rank.ts';
import { type Ranked, rankProduct } from './suggest.ts';
import type { Observation, Product } from './types.ts';

/** A product with its candidates, before and after they were counted. */
export type PreparedProduct = {
  product: Product;
  reading: ReturnType<typeof readProduct>['reading'];
  candidates: ReturnType<typeof candidatesFor>;
};

/** An organization's count of a measure; null: unknown, which is no count of 0. */
export type CountFor = (organizationId: string, measureKey: string) => number | null;

export function prepareProduct(product: Product, surroundings: Surroundings): PreparedProduct {
  return {
    product,
    reading: readProduct(product).reading,
    candidates: candidatesFor(product, surroundings),
  };
}

/** The fits of every candidate of a product. Lines that people ignored are no evidence of anything. */
export function fitProduct(
  { product, reading, candidates }: PreparedProduct,
  countFor: CountFor,
): Map<string, Fit[]> {
  const billed = billedByOrganization(product);
  const fits = new Map<string, Fit[]>();
  for (const { key } of candidates) {
    const observations = billed.flatMap(({ organizationId, quantity, minimum }): Observation[] => {
      const counted = countFor(organizationId, key);
      return counted === null ? [] : [{ billed: quantity, counted, minimum }];
    });
    fits.set(key, observations.length === 0 ? [] : fitCounts(observations, reading.unitsPerLine));
  }
  return fits;
}

type Billed = { organizationId: string; quantity: number; minimum: number };

/** Lines of one product and client share one count, so their quantities are added up. */
function billedByOrganization({ lines }: Product): Billed[] {
  const found = new Map<string, Billed>();
  for (const { organizationId, quantity, minimum, state } of lines) {
    if (organizationId === null || state === 'ignored') continue;
    const known = found.get(organizationId) ?? { organizationId, quantity: 0, minimum: 0 };
    known.quantity += quantity;
    known.minimum += minimum ?? 0;
    found.set(organizationId, known);
  }
  return [...found.values()];
}

const ALIKE_MIN = 0.6;

/** For each product the one most like it by name that people have decided about. */
export function findSimilar(
  products: readonly PreparedProduct[],
): (prepared: PreparedProduct) => Similar | null {
  const deciding = products
    .map(({ product, reading }) => ({ product, reading, decided: decidedOf(product) }))
    .filter(({ decided }) => decided.clients > 0);
  return ({ product, reading }) => {
    let best: Similar | null = null;
    for (const other of deciding) {
      if (other.product.key === product.key || other.product.quantitySource !== product.quantitySource)
        continue;
      const alike = likeness(reading, other.reading);
      if (alike >= ALIKE_MIN && alike > (best?.likeness ?? 0)) {
        best = { productName: other.product.name, likeness: alike, decided: other.decided };
      }
    }
    return best;
  };
}

/** A product's candidates in order. @param fits as `fitProduct` gives them */
export function rank(
  prepared: PreparedProduct,
  fits: ReadonlyMap<string, Fit[]>,
  similar: Similar | null,
): Ranked {
  return rankProduct({ ...prepared, fits, decided: decidedOf(prepared.product), similar });
}
