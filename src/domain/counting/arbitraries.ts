import fc from 'fast-check';
import type { DeviceRecord, LicenseRecord, SubscriptionRecord, UserRecord } from '../inventory.ts';
import { CONDITION_OPERATORS, type Measure } from '../measure.ts';
import type { InventoryRecord } from './count.ts';
import { AS_OF, deviceOf, licenseOf, measureOf, subscriptionOf, userOf } from './testing.ts';

/** Whatever the records and the measure, within one metric. */

const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const text = fc.constantFrom('Windows 11', 'windows server', ' Linux ', '', 'PC-1', 'pc-2');
const value = fc.constantFrom('win', 'SERVER', '*1', 'pc-?', ' linux', 'w*r');
export const flag = fc.boolean();
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

export type Case = [Measure, InventoryRecord[]];

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

/** A measure and records of its metric. */
export const cases = (mergeDuplicates: fc.Arbitrary<boolean>): fc.Arbitrary<Case> =>
  fc.oneof(
    caseOf(deviceMeasure(mergeDuplicates), device, deviceOf),
    caseOf(userMeasure, user, userOf),
    caseOf(licenseMeasure, license, licenseOf),
    caseOf(subscriptionMeasure, subscription, subscriptionOf),
  );

/** Devices, and a measure that counts those of one serial number once. */
export const devicesToMerge = caseOf(deviceMeasure(fc.constant(true)), device, deviceOf);

/** Several measures of one metric with records of it. */
export const severalMeasures: fc.Arbitrary<[Measure[], InventoryRecord[]]> = fc
  .array(cases(flag), { minLength: 1, maxLength: 12 })
  .map((all) => {
    const metric = all[0]?.[0].metric;
    const ofMetric = all.filter(([measure]) => measure.metric === metric);
    const records = ofMetric.flatMap(([, some]) => some);
    return [
      ofMetric.map(([measure]) => measure),
      records.map((record, index) => ({ ...record, externalId: `${index}` })),
    ];
  });
