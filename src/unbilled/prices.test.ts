import { expect, test } from 'vitest';
import { deviceOf, measureOf } from '../domain/counting/testing.ts';
import type { DeviceCategory } from '../domain/inventory.ts';
import type { LineItem } from '../domain/line-item.ts';
import { type Measure, measureKey } from '../domain/measure.ts';
import { Decimal } from '../domain/money.ts';
import { lineOf, mappingOf } from '../domain/testing.ts';
import type { Sources } from '../reconciliation/sources.ts';
import type { SampledGroup } from './groups.ts';
import { KindSamples, kindKey, pricesOf } from './prices.ts';

const SOURCES: Sources = {
  byId: new Map(),
  companies: new Map(),
  staleAfterHours: 48,
  now: new Date(),
  recordsAt: null,
};
const counting = (...categories: DeviceCategory[]) => measureOf('devices', { categories });

function sold(measure: Measure, unitPrice: number): LineItem {
  return lineOf({ unitPrice, mapping: mappingOf({ measure, measureKey: measureKey(measure) }) });
}

function groupOf(kind: DeviceCategory, records: number): SampledGroup {
  const samples = Array.from({ length: records }, (_, at) =>
    deviceOf({ externalId: `${at}`, category: kind }),
  );
  const { integrationId } = counting();
  return {
    organizationId: 'o',
    integrationId,
    metric: 'devices',
    part: 'unbilled',
    kind,
    kindName: kind,
    records,
    units: new Decimal(records),
    lineItemIds: [],
    samples,
  };
}

function priceOf(kind: DeviceCategory, groups: SampledGroup[], lines: LineItem[]): string | null {
  const kinds = new KindSamples();
  for (const group of groups) kinds.add(group);
  return (
    pricesOf(kinds, lines, SOURCES)
      .get(kindKey(groupOf(kind, 0)))
      ?.median.toFixed(2) ?? null
  );
}

test('a kind costs what the measure with the most lines asks for, of those that count most of its records', () => {
  const lines = [
    sold(counting('server'), 90),
    sold(counting('desktop', 'laptop'), 12),
    sold(counting('desktop'), 10),
    sold(counting('desktop'), 10),
  ];
  const groups = [groupOf('desktop', 3), groupOf('server', 2), groupOf('network', 1)];
  expect(priceOf('desktop', groups, lines)).toBe('10.00');
  expect(priceOf('server', groups, lines)).toBe('90.00');
  expect(priceOf('network', groups, lines)).toBeNull();
});

test('a measure whose lines ask for nothing gives way to the next', () => {
  const lines = [sold(counting('desktop'), 0), sold(counting('desktop'), 0), sold(counting(), 7)];
  expect(priceOf('desktop', [groupOf('desktop', 1)], lines)).toBe('7.00');
});

test('of a kind that many organizations have, the first two hundred records are looked at', () => {
  const kinds = new KindSamples();
  const groups = Array.from({ length: 15 }, () => groupOf('desktop', 20));
  for (const group of groups) kinds.add(group);
  const [kind] = kinds.byKind.values();
  expect(kind?.samples).toEqual(groups.slice(0, 10).flatMap(({ samples }) => samples));
});
