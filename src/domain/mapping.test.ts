import { expect, test } from 'vitest';
import { QUANTITY_SOURCES } from './agreement.ts';
import { metricsFor, modeReason } from './mapping.ts';

test.each([
  ['asset_count', ['devices']],
  ['license_count', ['licenses']],
  ['user_count', ['users']],
  ['subscription_count', ['subscriptions']],
  ['manual', ['devices', 'users', 'licenses', 'subscriptions']],
  ['custom_sql', []],
] as const)('a quantity of source %s may be compared with %j', (source, metrics) => {
  expect(metricsFor(source)).toEqual(metrics);
});

test('every mode says in a sentence of its own why it is', () => {
  const sentences = QUANTITY_SOURCES.map(modeReason);
  expect(new Set(sentences).size).toBe(QUANTITY_SOURCES.length);
  expect(modeReason('custom_sql')).toMatch(/adjust the line in HaloPSA/);
});
