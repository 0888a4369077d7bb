import type { LineItem } from './line-item.ts';
import { billingCycleOf } from './line-item.ts';
import { type Decimal, perMonth, roundToMinorUnit } from './money.ts';

/** What a workspace usually asks for one unit of a measure, a month. */
export type UsualPrice = {
  currency: string;
  /** The middle of the lines' prices, the lowest and the highest; rounded to the minor unit. */
  median: Decimal;
  lowest: Decimal;
  highest: Decimal;
  lines: number;
};

/**
 * The usual price of one unit, by currency: of billable mapped lines with a price and a monthly amount.
 * @param lines mapped lines in effect, all with one measure
 */
export function usualPrices(lines: readonly LineItem[]): UsualPrice[] {
  const priced = lines.flatMap((line) => {
    const price = unitPriceAMonth(line);
    return price === null ? [] : [{ currency: line.agreement.currency, price }];
  });
  return [...Map.groupBy(priced, ({ currency }) => currency)]
    .map(([currency, of]) =>
      toUsual(
        currency,
        of.map(({ price }) => price).toSorted((a, b) => a.comparedTo(b)),
      ),
    )
    .toSorted((a, b) => b.lines - a.lines || (a.currency < b.currency ? -1 : 1));
}

function unitPriceAMonth(line: LineItem): Decimal | null {
  const { unitPrice, billingType, mapping } = line;
  if (billingType !== 'billable' || !unitPrice.greaterThan(0) || mapping === null) return null;
  const monthly = perMonth(unitPrice, billingCycleOf(line));
  return monthly === null || monthly.isZero() ? null : monthly.dividedBy(mapping.unitsPerLine);
}

function toUsual(currency: string, prices: readonly Decimal[]): UsualPrice {
  const at = (index: number) => roundToMinorUnit(prices[index] as Decimal, currency);
  // Of two in the middle the lower one: no more than somebody already pays.
  const middle = Math.floor((prices.length - 1) / 2);
  return {
    currency,
    median: at(middle),
    lowest: at(0),
    highest: at(prices.length - 1),
    lines: prices.length,
  };
}
