import { hash } from 'node:crypto';
import type { StoredMapping, SuggestionLine } from '../database/queries/suggestion-lines.ts';
import { type Measure, measureOfKey } from '../domain/measure.ts';
import type { MappedTo, Product, ProductLine } from '../domain/suggest/types.ts';

/** The lines of a workspace that say something about products, by product. */
export class Lines {
  readonly #lines = new Map<string, SuggestionLine>();
  readonly #products = new Map<string, Set<string>>();
  #mappings = new Map<string, MappedTo>();
  readonly #measures = new Map<string, Measure>();

  /** Takes a line as it is now. @returns the products it touches */
  put(line: SuggestionLine): string[] {
    const before = this.productOf(line.lineItemId);
    if (before !== undefined) this.#products.get(before)?.delete(line.lineItemId);
    if (line.state === null) {
      this.#lines.delete(line.lineItemId);
      return before === undefined ? [] : [before];
    }
    this.#lines.set(line.lineItemId, line);
    const key = productKeyOf(line);
    const ofProduct = this.#products.get(key) ?? new Set();
    this.#products.set(key, ofProduct.add(line.lineItemId));
    return before === undefined ? [key] : [before, key];
  }

  /** Takes the mappings as they are now. @returns the products whose mappings changed */
  putMappings(mappings: readonly StoredMapping[]): Set<string> {
    const before = this.#mappings;
    this.#mappings = new Map(mappings.map((mapping) => [mapping.lineItemId, this.#toMapped(mapping)]));
    const touched = new Set<string>();
    for (const id of new Set([...before.keys(), ...this.#mappings.keys()])) {
      const [was, is] = [before.get(id), this.#mappings.get(id)];
      const isSame = was?.measureKey === is?.measureKey && was?.unitsPerLine === is?.unitsPerLine;
      const product = isSame ? undefined : this.productOf(id);
      if (product !== undefined) touched.add(product);
    }
    return touched;
  }

  /** The product a line belongs to; undefined: it says nothing of products. */
  productOf(lineItemId: string): string | undefined {
    const line = this.#lines.get(lineItemId);
    return line === undefined ? undefined : productKeyOf(line);
  }

  organizationOf(lineItemId: string): string | null {
    return this.#lines.get(lineItemId)?.organizationId ?? null;
  }

  keys(): string[] {
    return [...this.#products].filter(([, ids]) => ids.size > 0).map(([key]) => key);
  }

  /** A product with its lines as they are now; null: it has none any more. */
  product(key: string): Product | null {
    const lines = [...(this.#products.get(key) ?? [])].flatMap((id) => this.#lines.get(id) ?? []);
    const [first] = lines;
    if (first === undefined) return null;
    const isCommon = lines.every(({ description }) => description === first.description);
    return {
      key,
      name: first.productName,
      description: isCommon ? first.description : null,
      quantitySource: first.quantitySource,
      isOneTime: first.billingCycle === 'one_time',
      lines: lines.map((line) => this.#toProductLine(line)),
    };
  }

  #toProductLine({ lineItemId, organizationId, quantity, minimum, state }: SuggestionLine): ProductLine {
    const mapping = state === 'mapped' ? (this.#mappings.get(lineItemId) ?? null) : null;
    return {
      lineItemId,
      organizationId,
      quantity: Number(quantity),
      minimum: minimum === null ? null : Number(minimum),
      state: state ?? 'ignored',
      mapping,
    };
  }

  #toMapped({ measureKey, unitsPerLine }: StoredMapping): MappedTo {
    if (measureKey === null) return { measure: null, measureKey, unitsPerLine: Number(unitsPerLine) };
    const measure = this.#measures.get(measureKey) ?? measureOfKey(measureKey);
    this.#measures.set(measureKey, measure);
    return { measure, measureKey, unitsPerLine: Number(unitsPerLine) };
  }
}

/** Lines that sell the same are counted the same only if the PSA sets their quantities alike and calls them the same. */
function productKeyOf({ productKey, productName, quantitySource, billingCycle }: SuggestionLine): string {
  const once = billingCycle === 'one_time' ? 'once' : '';
  return hash(
    'md5',
    [productKey, productName.trim().toLowerCase(), quantitySource, once].join('\n'),
    'base64url',
  );
}
