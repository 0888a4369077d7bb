import { countRecords, type InventoryRecord } from '../domain/counting/count.ts';
import type { LineItem } from '../domain/line-item.ts';
import type { Measure } from '../domain/measure.ts';
import { type UsualPrice, usualPrices } from '../domain/usual-prices.ts';
import { asOfOf, type Sources } from '../reconciliation/sources.ts';
import { sourceKey } from './estates.ts';
import type { EstateGroup } from './groups.ts';

const SAMPLES = 200;
/** A measure that leaves out most records of a kind does not say what one of them costs. */
const LEAST_SHARE = 0.5;

type Priced = { measure: Measure; lines: LineItem[] };

/**
 * What the workspace usually asks for one unit of each kind: by the measure of its mapped lines that counts most of the
 * kind's records, and of those the one with the most lines.
 * @returns by integration, metric and kind, the currency with the most lines; kinds that no line sells are missing
 */
export function pricesOf(
  groups: readonly EstateGroup[],
  lines: Iterable<LineItem>,
  sources: Sources,
): Map<string, UsualPrice> {
  const bySource = measuresBySource(lines);
  const prices = new Map<string, UsualPrice>();
  for (const [key, ofKind] of Map.groupBy(groups, kindKey)) {
    const [first] = ofKind;
    if (first === undefined) continue;
    const measures = bySource.get(sourceKey(first.integrationId, first.metric)) ?? [];
    const samples = ofKind.flatMap((group) => group.samples).slice(0, SAMPLES);
    const price = priceOf(measures, samples, asOfOf(sources, first.integrationId));
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
    const priced = byMeasure.get(measureKey) ?? { measure, lines: [] };
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
    .map(({ measure, lines }) => ({
      share: countRecords(measure, samples, asOf).counted.length / samples.length,
      prices: usualPrices(lines),
      lines: lines.length,
    }))
    .filter(({ share, prices }) => share >= LEAST_SHARE && prices.length > 0)
    .sort((a, b) => b.share - a.share || b.lines - a.lines);
  return fitting[0]?.prices[0];
}
