import type { CandidateMeasure } from './candidates.ts';
import { shapeOf } from './candidates.ts';
import type { Product } from './types.ts';

/** What people and rules decided about lines of a product, by client. */
export type Decided = {
  /** Clients with a line of the product that is mapped or ignored. */
  clients: number;
  ignored: number;
  /** Clients by what their lines are mapped to: `key × units`, and `shape × units` whatever the integration. */
  byKey: ReadonlyMap<string, number>;
  byShape: ReadonlyMap<string, number>;
};

export function decidedOf({ lines }: Pick<Product, 'lines'>): Decided {
  const all = new Set<string>();
  const ignored = new Set<string>();
  const byKey = new Map<string, Set<string>>();
  const byShape = new Map<string, Set<string>>();
  for (const { lineItemId, organizationId, state, mapping } of lines) {
    const client = organizationId ?? lineItemId;
    if (state === 'unmapped') continue;
    all.add(client);
    if (state === 'ignored') ignored.add(client);
    else if (mapping !== null) {
      const { measure, measureKey, unitsPerLine } = mapping;
      post(byKey, `${measureKey ?? 'nothing'} × ${unitsPerLine}`, client);
      if (measure !== null) post(byShape, `${shapeOf(measure)} × ${unitsPerLine}`, client);
    }
  }
  return { clients: all.size, ignored: ignored.size, byKey: sizes(byKey), byShape: sizes(byShape) };
}

function post(map: Map<string, Set<string>>, key: string, client: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([client]));
  else known.add(client);
}

function sizes(map: ReadonlyMap<string, ReadonlySet<string>>): Map<string, number> {
  return new Map([...map].map(([key, clients]) => [key, clients.size]));
}

/** How many clients decided for a candidate at some units per line; `alike`: for the same of another integration. */
export function clientsFor(
  { byKey, byShape }: Decided,
  { key, shape }: Pick<CandidateMeasure, 'key' | 'shape'>,
  unitsPerLine: number,
): { own: number; alike: number } {
  const own = byKey.get(`${key} × ${unitsPerLine}`) ?? 0;
  return { own, alike: (byShape.get(`${shape} × ${unitsPerLine}`) ?? 0) - own };
}

/** Natural logarithm of the odds that k of n decisions give. 0 decisions say nothing. */
export function oddsOf(clients: number, of: number): number {
  if (of === 0) return 0;
  const odds = Math.log((clients + 0.2) / (of - clients + 0.2));
  return clients === 0 ? Math.max(-4, odds) : odds + 3 + Math.log(clients) / 2;
}
