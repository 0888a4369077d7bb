import { countRecords, type InventoryRecord } from '../domain/counting/count.ts';
import type { Metric } from '../domain/inventory.ts';
import type { LineItem } from '../domain/line-item.ts';
import type { Measure } from '../domain/measure.ts';
import { type UsualPrice, usualPrices } from '../domain/usual-prices.ts';
import { asOfOf, type Sources } from '../reconciliation/sources.ts';
import { sourceKey } from './estates.ts';
import type { EstateGroup, SampledGroup } from './groups.ts';

const SAMPLES = 200;

/** Some records of a kind, whichever organizations they are of. */
type Kind = { integrationId: string; metric: Metric; samples: InventoryRecord[] };

/** Samples of every kind, by `kindKey`: a few of each, for a workspace has a million records. */
export class KindSamples {
  readonly byKind = new Map<string, Kind>();

  /** Takes what is still wanted of a group's samples. */
  add({ samples, ...group }: SampledGroup): void {
    const key = kindKey(group);
    const { integrationId, metric } = group;
    const kind = this.byKind.get(key) ?? { integrationId, metric, samples: [] };
    this.byKind.set(key, kind);
    kind.samples.push(...samples.slice(0, SAMPLES - kind.samples.length));
  }
}

/** A measure that leaves out most records of a kind does not say what one of them costs. */
const LEAST_SHARE = 0.5;

/** What lines with one measure usually ask for; worked out where a kind fits the measure, and once for all kinds. */
type Priced = { measure: Measure; lines: LineItem[]; prices: UsualPrice[] | null };

/**
 * What the workspace usually asks for one unit of each kind: by the measure of its mapped lines that counts most of the
 * kind's records, and of those the one with the most lines.
 * @returns by integration, metric and kind, the currency with the most lines; kinds that no line sells are missing
 */
export function pricesOf(
  { byKind }: KindSamples,
  lines: Iterable<LineItem>,
  sources: Sources,
): Map<string, UsualPrice> {
  const bySource = measuresBySource(lines);
  const prices = new Map<string, UsualPrice>();
  for (const [key, { integrationId, metric, samples }] of byKind) {
    const measures = bySource.get(sourceKey(integrationId, metric)) ?? [];
    const price = priceOf(measures, samples, asOfOf(sources, integrationId));
    if (price !== undefined) prices.set(key, price);
  }
  return prices;
}

export function kindKey({ integrationId, metric, kind }: EstateGroup): string {
  return `${sourceKey(integrationId, metric)}\n${kind}`;
}

function measuresBySource(lines: Iterable<LineItem>): Map<string, Priced[]> {
  const byMeasure = new Map<string, Priced>();
  for (const line of lines) {
    const { measure = null, measureKey = null } = line.mapping ?? {};
    if (measure === null || measureKey === null) continue;
    const priced = byMeasure.get(measureKey) ?? { measure, lines: [], prices: null };
    byMeasure.set(measureKey, priced);
    priced.lines.push(line);
  }
  return Map.groupBy(byMeasure.values(), ({ measure: { integrationId, metric } }) =>
    sourceKey(integrationId, metric),
  );
}

function priceOf(
  measures: readonly Priced[],
  samples: readonly InventoryRecord[],
  asOf: string,
): UsualPrice | undefined {
  const fitting = measures
    .map((priced) => ({
      priced,
      share: countRecords(priced.measure, samples, asOf).counted.length / samples.length,
    }))
    .filter(({ priced, share }) => share >= LEAST_SHARE && pricesIn(priced).length > 0)
    .sort((a, b) => b.share - a.share || b.priced.lines.length - a.priced.lines.length);
  const [best] = fitting;
  return best === undefined ? undefined : pricesIn(best.priced)[0];
}

function pricesIn(priced: Priced): UsualPrice[] {
  priced.prices ??= usualPrices(priced.lines);
  return priced.prices;
}
