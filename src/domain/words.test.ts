import { expect, test } from 'vitest';
import { measureOf } from './counting/testing.ts';
import type { Measure } from './measure.ts';
import { describeFilter } from './words.ts';

const conditions = [
  { field: 'osName', operator: 'contains', value: 'windows' },
  { field: 'deviceName', operator: 'matches', value: 'pc-*' },
] as const;

test.each<[Measure, string]>([
  [measureOf('devices'), 'all devices'],
  [
    measureOf('devices', {
      categories: ['laptop', 'desktop'],
      conditions: [conditions[0]],
      seenWithinDays: 30,
    }),
    'laptop, desktop · OS name contains “windows” · seen within 30 days',
  ],
  [
    measureOf('devices', { conditions: [...conditions], mergeDuplicates: true }),
    'all devices · OS name contains “windows” and device name matches “pc-*” · duplicates merged',
  ],
  [
    measureOf('devices', { conditions: [...conditions], match: 'any' }),
    'all devices · OS name contains “windows” or device name matches “pc-*”',
  ],
  [measureOf('users'), 'licensed users'],
  [
    measureOf('users', {
      scope: 'active',
      conditions: [{ field: 'userPrincipalName', operator: 'endsWith', value: '@contoso.com' }],
    }),
    'active users · user principal name ends with “@contoso.com”',
  ],
  [measureOf('licenses'), 'all SKUs · seats purchased'],
  [
    measureOf('licenses', {
      skuIds: ['a', 'b'],
      basis: 'assigned',
      includeTrials: true,
      includeSuspended: true,
    }),
    'SKU A, SKU B · seats assigned · with trials · with suspended',
  ],
  [measureOf('subscriptions'), 'all products'],
  [measureOf('subscriptions', { productIds: ['a'], billingTerms: ['monthly'] }), 'SKU A · monthly'],
])('%j reads: %s', (measure, words) => {
  expect(describeFilter(measure, (id) => `SKU ${id.toUpperCase()}`)).toBe(words);
});

test('ids stand for themselves where no name is known', () => {
  expect(describeFilter(measureOf('licenses', { skuIds: ['abc'] }))).toBe('abc · seats purchased');
});
