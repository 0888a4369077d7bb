import { expect, test } from 'vitest';
import type { Summary } from '../../../api/types.ts';
import { checkedBars } from './checked-parts.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const eur = (amount: string) => ({ amount, currency: 'EUR' });

function summary(parts: Partial<Summary>): Summary {
  const byStatus = { matched: 0, under_billed: 0, over_billed: 0, accepted: 0, unknown: 0, not_compared: 0 };
  const none = {
    underBilled: [],
    overBilled: [],
    checked: [],
    total: [],
    unmapped: [],
    unknown: [],
    notCompared: [],
    ignored: [],
  };
  return { byStatus, ...none, ...parts };
}

test('the parts of the billing are shares of the whole', () => {
  const [bar] = checkedBars(summary({ total: [usd('200')], checked: [usd('150')], unmapped: [usd('50')] }));
  expect(bar?.parts).toEqual([
    { key: 'checked', money: usd('150'), percent: 75 },
    { key: 'unmapped', money: usd('50'), percent: 25 },
  ]);
});

test('each currency has its own bar, never added to another', () => {
  const bars = checkedBars(
    summary({ total: [eur('10'), usd('20')], checked: [eur('10')], unknown: [usd('20')] }),
  );
  expect(bars.map((bar) => [bar.currency, bar.parts.map(({ key, percent }) => [key, percent])])).toEqual([
    ['EUR', [['checked', 100]]],
    [
      'USD',
      [
        ['checked', 0],
        ['unknown', 100],
      ],
    ],
  ]);
});

test('credits take no width, and nothing billed draws nothing', () => {
  const [bar] = checkedBars(summary({ total: [usd('80')], checked: [usd('100')], unmapped: [usd('-20')] }));
  expect(bar?.parts.map(({ percent }) => percent)).toEqual([100, 0]);
  const [empty] = checkedBars(summary({ total: [usd('0')] }));
  expect(empty?.parts).toEqual([{ key: 'checked', money: usd('0'), percent: 0 }]);
});
