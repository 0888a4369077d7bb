import type { Money, Summary } from '../../../api/types.ts';

export const PART_KEYS = ['checked', 'unmapped', 'unknown', 'notCompared', 'ignored'] as const;
export type PartKey = (typeof PART_KEYS)[number];

export const PART_WORDS: Record<PartKey, string> = {
  checked: 'checked',
  unmapped: 'unmapped',
  unknown: 'unknown',
  notCompared: 'not compared',
  ignored: 'ignored',
};

export type CheckedBar = {
  currency: string;
  total: Money;
  /** Per part: its money, and its width in percent of the bar. Parts without money are left out, `checked` never is. */
  parts: { key: PartKey; money: Money; percent: number }[];
};

/**
 * How much of the billing was checked, one bar a currency. Widths are for drawing only; credits (negative parts) take
 * no width, so the widths are shares of what is positive.
 */
export function checkedBars(summary: Summary): CheckedBar[] {
  return summary.total.map((total) => {
    const { currency } = total;
    const sums = PART_KEYS.map((key) => ({ key, money: moneyIn(summary[key], currency) }));
    const positive = sums.reduce((sum, { money }) => sum + Math.max(0, Number(money.amount)), 0);
    const parts = sums
      .map(({ key, money }) => ({ key, money, percent: share(Number(money.amount), positive) }))
      .filter(({ key, money }) => key === 'checked' || Number(money.amount) !== 0);
    return { currency, total, parts };
  });
}

function moneyIn(moneys: readonly Money[], currency: string): Money {
  return moneys.find((money) => money.currency === currency) ?? { amount: '0', currency };
}

function share(amount: number, whole: number): number {
  return whole === 0 ? 0 : (Math.max(0, amount) / whole) * 100;
}
