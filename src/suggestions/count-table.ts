import type { CountFor, PreparedProduct } from '../domain/suggest/products.ts';
import type { Counts, Wanted } from '../reconciliation/counts.ts';
import { type Sources, unknownReason } from '../reconciliation/sources.ts';

/** The counts of one product's candidates, by organization; kept as plain numbers, since there are millions. */
export type CountTable = {
  organizations: ReadonlyMap<string, number>;
  keys: ReadonlyMap<string, number>;
  cells: Float64Array;
};

/** What is to be counted for some products: no organization is counted by a source that does not know it. */
export function* wantedFor(products: Iterable<PreparedProduct>, sources: Sources): Generator<Wanted> {
  const seen = new Set<string>();
  for (const { product, candidates } of products) {
    const organizations = organizationsOf(product.lines);
    for (const { key: measureKey, measure } of candidates) {
      for (const organizationId of organizations) {
        const pair = `${organizationId}\n${measureKey}`;
        if (seen.has(pair) || unknownReason(sources, organizationId, measure) !== null) continue;
        seen.add(pair);
        yield { organizationId, measureKey, measure };
      }
    }
  }
}

/** The counts that a product's fits need; unknown ones are NaN. */
export function tableFor(prepared: PreparedProduct, counts: Counts, sources: Sources): CountTable {
  const { product, candidates } = prepared;
  const organizations = new Map(organizationsOf(product.lines).map((id, at) => [id, at]));
  const cells = new Float64Array(organizations.size * candidates.length).fill(Number.NaN);
  for (const [column, { key, measure }] of candidates.entries()) {
    for (const [organizationId, row] of organizations) {
      if (unknownReason(sources, organizationId, measure) !== null) continue;
      cells[row * candidates.length + column] = counts.get(organizationId, key).toNumber();
    }
  }
  return { organizations, keys: new Map(candidates.map(({ key }, at) => [key, at])), cells };
}

/** Reads a table; what is not in it is unknown. */
export function countForOf({ organizations, keys, cells }: CountTable): CountFor {
  return (organizationId, measureKey) => {
    const [row, column] = [organizations.get(organizationId), keys.get(measureKey)];
    if (row === undefined || column === undefined) return null;
    const counted = cells[row * keys.size + column] ?? Number.NaN;
    return Number.isNaN(counted) ? null : counted;
  };
}

function organizationsOf(lines: PreparedProduct['product']['lines']): string[] {
  return [...new Set(lines.flatMap(({ organizationId }) => organizationId ?? []))];
}
