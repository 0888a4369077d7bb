import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceRecord } from '../inventory.ts';
import { type Measure, normalizeMeasure } from '../measure.ts';
import { cases, devicesToMerge, flag } from './arbitraries.ts';
import { matchesWildcards } from './conditions.ts';
import { countRecords, type InventoryRecord } from './count.ts';
import { AS_OF } from './testing.ts';

const idsOf = (records: readonly { record: InventoryRecord }[]) =>
  records.map(({ record }) => record.externalId).sort();
const totalOf = (measure: Measure, records: readonly InventoryRecord[]) =>
  countRecords(measure, records, AS_OF).total;

describe('whatever the records', () => {
  test('each counts or is left out with a reason, and the total is what counts', () => {
    fc.assert(
      fc.property(cases(flag), ([measure, records]) => {
        const { total, counted, leftOut } = countRecords(measure, records, AS_OF);
        expect(idsOf([...counted, ...leftOut])).toEqual(records.map(({ externalId }) => externalId).sort());
        expect(total.toNumber()).toBeCloseTo(counted.reduce((sum, one) => sum + one.quantity.toNumber(), 0));
        expect(leftOut.filter(({ reason }) => reason.code === '' || reason.text === '')).toEqual([]);
      }),
    );
  });

  test('their order changes nothing', () => {
    const shuffled = cases(flag).chain(([measure, records]) => {
      const all = { minLength: records.length, maxLength: records.length };
      return fc.tuple(fc.constant(measure), fc.constant(records), fc.shuffledSubarray(records, all));
    });
    fc.assert(
      fc.property(shuffled, ([measure, records, others]) => {
        const [one, other] = [countRecords(measure, records, AS_OF), countRecords(measure, others, AS_OF)];
        expect(other.total.toFixed()).toBe(one.total.toFixed());
        expect(idsOf(other.counted)).toEqual(idsOf(one.counted));
        expect(other.leftOut.length).toBe(one.leftOut.length);
        expect(other.leftOut).toEqual(expect.arrayContaining(one.leftOut));
      }),
    );
  });

  test("two organizations' records together count to the sum, where duplicates are not merged", () => {
    fc.assert(
      fc.property(cases(fc.constant(false)), fc.nat(12), ([measure, records], at) => {
        const [ours, theirs] = [records.slice(0, at), records.slice(at)];
        const parts = totalOf(measure, ours).plus(totalOf(measure, theirs));
        expect(totalOf(measure, records).toFixed()).toBe(parts.toFixed());
      }),
    );
  });

  test('merging duplicates never counts more, nor leaves a serial number without a device', () => {
    fc.assert(
      fc.property(devicesToMerge, ([measure, records]) => {
        const kept = (one: Measure) =>
          countRecords(one, records, AS_OF).counted.map(({ record }) => record as DeviceRecord);
        const serials = (devices: readonly DeviceRecord[]) =>
          new Set(devices.map(({ serialNumber }) => serialNumber?.trim().toLowerCase()));
        const unmerged = { ...measure, filter: { ...measure.filter, mergeDuplicates: false } } as Measure;
        expect(kept(measure).length).toBeLessThanOrEqual(kept(unmerged).length);
        expect(serials(kept(measure))).toEqual(serials(kept(unmerged)));
      }),
    );
  });

  test('a normalised measure counts what the measure counts', () => {
    fc.assert(
      fc.property(cases(flag), ([measure, records]) => {
        const normalised = countRecords(normalizeMeasure(measure), records, AS_OF);
        expect(idsOf(normalised.counted)).toEqual(idsOf(countRecords(measure, records, AS_OF).counted));
      }),
    );
  });
});

test('wildcards match what the expression they stand for matches', () => {
  const letters = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 8 });
  fc.assert(
    fc.property(letters('ab'), letters('ab*?'), (subject, pattern) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(matchesWildcards(subject, pattern)).toBe(expression.test(subject));
    }),
    { numRuns: 500 },
  );
});
