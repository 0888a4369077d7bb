import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceRecord, LicenseRecord, SubscriptionRecord, UserRecord } from '../inventory.ts';
import { CONDITION_OPERATORS, type Measure, normalizeMeasure } from '../measure.ts';
import { matchesWildcards } from './conditions.ts';
import { countRecords, type InventoryRecord } from './count.ts';
import { AS_OF, deviceOf, licenseOf, measureOf, subscriptionOf, userOf } from './testing.ts';

/** Whatever the records and the measure, within one metric. */

const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const text = fc.constantFrom('Windows 11', 'windows server', ' Linux ', '', 'PC-1', 'pc-2');
const value = fc.constantFrom('win', 'SERVER', '*1', 'pc-?', ' linux', 'w*r');
const flag = fc.boolean();
const match = fc.constantFrom('all' as const, 'any' as const);

function conditions<Field extends string>(...fields: Field[]) {
  const condition = fc.record({
    field: fc.constantFrom(...fields),
    operator: fc.constantFrom(...CONDITION_OPERATORS),
    value,
  });
  return fc.array(condition, { maxLength: 3 });
}

const device: fc.Arbitrary<Partial<DeviceRecord>> = fc.record({
  name: text,
  osName: orNull(text),
  category: fc.constantFrom('desktop', 'server', 'workstation'),
  serialNumber: fc.constantFrom(null, 'None', 'ABC', ' abc ', 'DEF'),
  lastSeenAt: fc.constantFrom(null, AS_OF, '2026-11-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z'),
  exclusion: fc.constantFrom(null, null, 'deleted'),
});
const user: fc.Arbitrary<Partial<UserRecord>> = fc.record({
  displayName: text,
  department: orNull(text),
  enabled: flag,
  type: fc.constantFrom('member', 'member', 'guest'),
  paidLicenses: fc.constantFrom(null, 0, 1),
});
const license: fc.Arbitrary<Partial<LicenseRecord>> = fc.record({
  skuId: fc.constantFrom('a', 'A', 'b'),
  purchased: fc.nat(50),
  assigned: orNull(fc.nat(50)),
  state: fc.constantFrom('active', 'grace', 'suspended', 'unknown'),
  isTrial: flag,
  exclusion: fc.constantFrom(null, null, 'free'),
});
const subscription: fc.Arbitrary<Partial<SubscriptionRecord>> = fc.record({
  productId: fc.constantFrom('a', 'b'),
  quantity: fc.integer({ min: 0, max: 500 }).map((tenths) => tenths / 10),
  state: fc.constantFrom('active', 'active', 'pending', 'ended', 'unknown'),
  isTrial: flag,
  billingTerm: fc.constantFrom(null, 'Monthly', 'annual'),
});

const deviceMeasure = (mergeDuplicates: fc.Arbitrary<boolean>) =>
  fc
    .record({
      categories: fc.uniqueArray(fc.constantFrom('desktop' as const, 'server' as const)),
      conditions: conditions('osName', 'deviceName'),
      match,
      seenWithinDays: fc.constantFrom(null, 30),
      mergeDuplicates,
    })
    .map((filter) => measureOf('devices', filter));
const userMeasure = fc
  .record({
    scope: fc.constantFrom('licensed' as const, 'active' as const),
    conditions: conditions('displayName', 'department'),
    match,
  })
  .map((filter) => measureOf('users', filter));
const licenseMeasure = fc
  .record({
    skuIds: fc.array(fc.constantFrom('a', 'B')),
    basis: fc.constantFrom('purchased' as const, 'assigned' as const),
    includeTrials: flag,
    includeSuspended: flag,
  })
  .map((filter) => measureOf('licenses', filter));
const subscriptionMeasure = fc
  .record({ productIds: fc.array(fc.constantFrom('A', 'b')), billingTerms: fc.array(fc.constant('MONTHLY')) })
  .map((filter) => measureOf('subscriptions', filter));

type Case = [Measure, InventoryRecord[]];

function caseOf<T>(
  measure: fc.Arbitrary<Measure>,
  record: fc.Arbitrary<T>,
  build: (change: T & { externalId: string }) => InventoryRecord,
): fc.Arbitrary<Case> {
  const records = fc
    .array(record, { maxLength: 12 })
    .map((all) => all.map((one, index) => build({ ...one, externalId: `${index}` })));
  return fc.tuple(measure, records);
}

const cases = (mergeDuplicates: fc.Arbitrary<boolean>): fc.Arbitrary<Case> =>
  fc.oneof(
    caseOf(deviceMeasure(mergeDuplicates), device, deviceOf),
    caseOf(userMeasure, user, userOf),
    caseOf(licenseMeasure, license, licenseOf),
    caseOf(subscriptionMeasure, subscription, subscriptionOf),
  );

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
      fc.property(caseOf(deviceMeasure(fc.constant(true)), device, deviceOf), ([measure, records]) => {
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
