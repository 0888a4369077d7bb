import { expect, test } from 'vitest';
import type { TrendDay } from '../../api/types.ts';
import { currenciesOf, hasMoney, pointsOf } from './trend-series.ts';

const usd = (amount: string) => [{ amount, currency: 'USD' }];
const day = (name: string, overrides: Partial<TrendDay> = {}): TrendDay => ({
  day: name,
  byStatus: { matched: 1, under_billed: 0, over_billed: 0, accepted: 0, unknown: 0, not_compared: 0 },
  underBilled: usd('12.50'),
  overBilled: usd('0.00'),
  checked: usd('90.00'),
  total: usd('100.00'),
  unmapped: usd('10.00'),
  unknown: usd('0.00'),
  notCompared: usd('0.00'),
  ignored: usd('0.00'),
  acceptedUnderBilled: usd('3.00'),
  acceptedOverBilled: usd('0.00'),
  correctedUnderBilled: usd('4.00'),
  correctedOverBilled: usd('0.00'),
  ...overrides,
});

test('each currency of the trend is named once', () => {
  const both = [...usd('1.00'), { amount: '1.00', currency: 'EUR' }];
  expect(currenciesOf([day('2026-09-01'), day('2026-09-02', { total: both })])).toEqual(['EUR', 'USD']);
});

test('a day that knows no money in a currency is a gap, not 0', () => {
  const days = [day('2026-09-01', { underBilled: [], overBilled: [] }), day('2026-09-02')];
  expect(pointsOf(days, 'discrepancies', 'USD')).toEqual([
    { day: '2026-09-01', underBilled: null, overBilled: null },
    { day: '2026-09-02', underBilled: 12.5, overBilled: 0 },
  ]);
});

test('a day on which nothing was compared knows no discrepancies: a gap, and no 0', () => {
  const byStatus = { matched: 0, under_billed: 0, over_billed: 0, accepted: 0, unknown: 3, not_compared: 0 };
  const days = [day('2026-09-01', { byStatus, underBilled: usd('0.00') })];
  expect(pointsOf(days, 'discrepancies', 'USD')).toEqual([
    { day: '2026-09-01', underBilled: null, overBilled: null },
  ]);
});

test('money of one kind is looked for in its own series and currency', () => {
  const days = [day('2026-09-01', { correctedUnderBilled: usd('0.00') })];
  expect(hasMoney(days, 'accepted', 'USD')).toBe(true);
  expect(hasMoney(days, 'corrected', 'USD')).toBe(false);
  expect(hasMoney(days, 'accepted', 'EUR')).toBe(false);
});
