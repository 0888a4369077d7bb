import { describe, expect, test } from 'vitest';
import { BILLING_CYCLES } from './agreement.ts';
import {
  Decimal,
  formatMoney,
  formatQuantity,
  formatSigned,
  minorUnitDigits,
  perMonth,
  roundToMinorUnit,
} from './money.ts';

describe('a year of 312 in each cycle is a month of', () => {
  /** Amount per cycle that makes 312 a year, 26 a month. */
  const PER_CYCLE = {
    weekly: 6,
    two_weekly: 12,
    monthly: 26,
    two_monthly: 52,
    quarterly: 78,
    half_yearly: 156,
    yearly: 312,
    two_yearly: 624,
    three_yearly: 936,
    four_yearly: 1248,
    five_yearly: 1560,
  } as const;

  test.each(Object.entries(PER_CYCLE))('26 when %s at %d', (cycle, amount) => {
    expect(perMonth(new Decimal(amount), cycle as keyof typeof PER_CYCLE)?.toNumber()).toBe(26);
  });

  test('nothing when billed once, and no number where the cycle is not understood', () => {
    expect(perMonth(new Decimal(312), 'one_time')?.toNumber()).toBe(0);
    expect(perMonth(new Decimal(312), 'unknown')).toBeNull();
    expect(Object.keys(PER_CYCLE)).toHaveLength(BILLING_CYCLES.length - 2);
  });
});

describe('rounding is half-even, to the minor unit of the currency', () => {
  test.each([
    ['0.125', 'USD', '0.12'],
    ['0.135', 'USD', '0.14'],
    ['-0.125', 'USD', '-0.12'],
    ['0.1250000000001', 'USD', '0.13'],
    ['2.5', 'JPY', '2'],
    ['3.5', 'JPY', '4'],
    ['1.0005', 'KWD', '1'],
    ['1.0015', 'KWD', '1.002'],
  ])('%s %s is %s', (amount, currency, expected) => {
    expect(roundToMinorUnit(new Decimal(amount), currency).toFixed()).toBe(expected);
  });

  test('a currency that is not known has two digits', () => {
    expect([minorUnitDigits('USD'), minorUnitDigits('JPY'), minorUnitDigits('KWD')]).toEqual([2, 0, 3]);
    expect([minorUnitDigits('QQQ'), minorUnitDigits('not a currency')]).toEqual([2, 2]);
  });
});

describe('amounts read', () => {
  test.each([
    ['1240', 'USD', '$1,240.00'],
    ['-1234567.891', 'USD', '−$1,234,567.89'],
    ['999', 'EUR', '€999.00'],
    ['1500', 'JPY', '¥1,500'],
    ['45', 'CHF', 'CHF 45.00'],
    ['45', 'not a currency', 'not a currency 45.00'],
    ['-0.001', 'USD', '$0.00'],
    ['-0', 'USD', '$0.00'],
  ])('%s %s as %s', (amount, currency, expected) => {
    expect(formatMoney(new Decimal(amount), currency)).toBe(expected);
  });
});

describe('quantities read', () => {
  test.each([
    ['3', '3', '+3'],
    ['-3', '−3', '−3'],
    ['2.50', '2.5', '+2.5'],
    ['0', '0', '0'],
    ['-0', '0', '0'],
    ['1e21', '1000000000000000000000', '+1000000000000000000000'],
  ])('%s as %s, and signed as %s', (value, plain, signed) => {
    expect(formatQuantity(new Decimal(value))).toBe(plain);
    expect(formatSigned(new Decimal(value))).toBe(signed);
  });
});
