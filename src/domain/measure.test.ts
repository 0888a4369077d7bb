import { describe, expect, test } from 'vitest';
import { measureOf } from './counting/testing.ts';
import { type Measure, measureKey, normalizeMeasure } from './measure.ts';

const osName = (value: string, operator: 'contains' | 'is' = 'contains') =>
  ({ field: 'osName', operator, value }) as const;

describe('measures are equal', () => {
  test.each<[string, Measure, Measure]>([
    [
      'whatever the order and repetition of categories',
      measureOf('devices', { categories: ['server', 'laptop', 'laptop'] }),
      measureOf('devices', { categories: ['laptop', 'server'] }),
    ],
    [
      'whatever the case and the space around a text',
      measureOf('devices', { conditions: [osName('  Windows ')] }),
      measureOf('devices', { conditions: [osName('windows')] }),
    ],
    [
      'whatever the order and repetition of conditions',
      measureOf('devices', { conditions: [osName('b'), osName('a'), osName('B ')] }),
      measureOf('devices', { conditions: [osName('a'), osName('b')] }),
    ],
    [
      'whether all or any of one condition must hold',
      measureOf('users', { match: 'any', conditions: [{ field: 'department', operator: 'is', value: 'x' }] }),
      measureOf('users', { conditions: [{ field: 'department', operator: 'is', value: 'X' }] }),
    ],
    ['whether all or any of none must hold', measureOf('users', { match: 'any' }), measureOf('users')],
    [
      'whether all or any of a repeated condition must hold',
      measureOf('devices', { match: 'any', conditions: [osName('a'), osName('A')] }),
      measureOf('devices', { conditions: [osName('a')] }),
    ],
    [
      'whatever the order, case and repetition of SKUs',
      measureOf('licenses', { skuIds: ['B', 'a', ' b'] }),
      measureOf('licenses', { skuIds: ['a', 'b'] }),
    ],
    [
      'whatever the order and case of products and terms',
      measureOf('subscriptions', { productIds: ['B', 'a'], billingTerms: ['Monthly', 'ANNUAL'] }),
      measureOf('subscriptions', { productIds: ['a', 'b'], billingTerms: ['annual', 'monthly '] }),
    ],
  ])('%s', (_, one, other) => {
    expect(normalizeMeasure(one)).toEqual(normalizeMeasure(other));
    expect(measureKey(one)).toBe(measureKey(other));
  });
});

test('measures that count something else have different keys', () => {
  const measures: Measure[] = [
    measureOf('devices'),
    { ...measureOf('devices'), integrationId: 'another' } as Measure,
    measureOf('devices', { categories: ['server'] }),
    measureOf('devices', { seenWithinDays: 30 }),
    measureOf('devices', { mergeDuplicates: true }),
    measureOf('devices', { conditions: [osName('a')] }),
    measureOf('devices', { conditions: [osName('a', 'is')] }),
    measureOf('devices', { conditions: [{ field: 'deviceName', operator: 'contains', value: 'a' }] }),
    measureOf('devices', { conditions: [osName('a'), osName('b')] }),
    measureOf('devices', { match: 'any', conditions: [osName('a'), osName('b')] }),
    measureOf('users'),
    measureOf('users', { scope: 'active' }),
    measureOf('licenses'),
    measureOf('licenses', { basis: 'assigned' }),
    measureOf('licenses', { includeTrials: true }),
    measureOf('licenses', { includeSuspended: true }),
    measureOf('licenses', { skuIds: ['a', 'b'] }),
    measureOf('licenses', { skuIds: ['a,b'] }),
    measureOf('subscriptions'),
    measureOf('subscriptions', { productIds: ['a'] }),
    measureOf('subscriptions', { billingTerms: ['a'] }),
  ];
  expect(new Set(measures.map(measureKey)).size).toBe(measures.length);
});

test('normalising again changes nothing, nor what was given', () => {
  const measure = measureOf('devices', {
    categories: ['server', 'laptop'],
    conditions: [osName(' B '), osName('A')],
  });
  const before = structuredClone(measure);
  const once = normalizeMeasure(measure);
  expect(normalizeMeasure(once)).toEqual(once);
  expect(measure).toEqual(before);
});

test('the key does not depend on the order in which a filter was written', () => {
  const measure = measureOf('licenses', { skuIds: ['a'] });
  const reversed = {
    ...measure,
    filter: Object.fromEntries(Object.entries(measure.filter).reverse()),
  } as Measure;
  expect(measureKey(reversed)).toBe(measureKey(measure));
});
