import { describe, expect, test } from 'vitest';
import {
  formatDay,
  formatDuration,
  formatMoney,
  formatMoneys,
  formatQuantity,
  formatRelative,
  plural,
} from './format.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const locale = 'en-US';

describe('money', () => {
  test('is exact beyond what a float can hold', () => {
    const amount = '90071992547409931.25';
    expect(formatMoney({ amount, currency: 'USD' }, { locale })).toBe('$90,071,992,547,409,931.25');
  });

  test('has a minus as wide as a digit, and a plus where asked', () => {
    expect(formatMoney({ amount: '-330.00', currency: 'USD' }, { locale })).toBe('−$330.00');
    expect(formatMoney({ amount: '90.00', currency: 'USD' }, { locale, sign: true })).toBe('+$90.00');
  });

  test('of two currencies stands side by side', () => {
    const moneys = [
      { amount: '1.00', currency: 'USD' },
      { amount: '2.00', currency: 'EUR' },
    ];
    expect(formatMoneys(moneys, { locale })).toBe('$1.00 + €2.00');
    expect(formatMoneys([], { locale })).toBe('—');
  });

  test('follows the language of the browser', () => {
    expect(formatMoney({ amount: '1234.50', currency: 'EUR' }, { locale: 'de-DE' })).toBe('1.234,50\u00a0€');
  });
});

test('an unknown quantity is a dash, zero is 0', () => {
  expect(formatQuantity(null)).toBe('—');
  expect(formatQuantity(0, { locale, sign: true })).toBe('0');
  expect(formatQuantity(-3.5, { locale, sign: true })).toBe('−3.5');
  expect(formatQuantity(12, { locale, sign: true })).toBe('+12');
});

test.each([
  ['2026-11-23T11:59:40Z', 'just now'],
  ['2026-11-23T11:48:00Z', '12 minutes ago'],
  ['2026-11-22T11:00:00Z', 'yesterday'],
  ['2026-11-23T14:00:00Z', 'in 2 hours'],
  ['2024-11-01T12:00:00Z', '2 years ago'],
])('%s reads "%s"', (iso, words) => {
  expect(formatRelative(iso, { locale, now })).toBe(words);
});

test('a calendar day is never moved by a time zone, and names another year', () => {
  expect(formatDay('2026-09-03', { locale, now })).toBe('Sep 3');
  expect(formatDay('2025-02-01', { locale, now })).toBe('Feb 1, 2025');
});

test('durations and plurals read like speech', () => {
  expect(formatDuration(120)).toBe('under 1 s');
  expect(formatDuration(9_400)).toBe('9 s');
  expect(formatDuration(200_000)).toBe('3 min 20 s');
  expect(plural(1, 'company', 'companies')).toBe('1 company');
  expect(plural(3, 'device')).toBe('3 devices');
});
