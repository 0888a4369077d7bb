import type { Adjusted } from './adjustments.ts';
import { billingCycleOf, type LineItem } from './line-item.ts';
import { type Decimal, perMonth, roundToMinorUnit, ZERO } from './money.ts';

/** The price of one unit of quantity; non-billable lines cost nothing. */
function unitPriceOf(line: LineItem): Decimal {
  return line.billingType === 'billable' ? line.unitPrice : ZERO;
}

/** Lines that are paid for: those beyond what is included for free. */
export function billable(quantity: Decimal, included: Decimal): Decimal {
  const paid = included.isZero() ? quantity : quantity.minus(included);
  return paid.isNegative() ? ZERO : paid;
}

/** What a line bills per cycle, its linked price adjustments included (domain.md section 6). */
function amountPerCycle(line: LineItem, adjusted: Adjusted): Decimal {
  if (line.billingType !== 'billable') {
    return ZERO;
  }
  const amount = billable(adjusted.quantity, line.includedQuantity).times(line.unitPrice);
  return adjusted.priceAdjustment.isZero() ? amount : amount.plus(adjusted.priceAdjustment);
}

/** A line's monthly amount, rounded to the minor unit; null where its billing cycle is not understood. */
export function monthlyAmountOf(line: LineItem, adjusted: Adjusted): Decimal | null {
  return rounded(amountPerCycle(line, adjusted), line);
}

/** A linked or unlinked adjustment's own monthly amount, negative. */
export function monthlyAmountOfAdjustment(line: LineItem, extendedAmount: Decimal): Decimal | null {
  return rounded(line.billingType === 'billable' ? extendedAmount : ZERO, line);
}

/** The unit price after linked price adjustments: what one more line costs per cycle. */
export function adjustedUnitPrice(line: LineItem, adjusted: Adjusted): Decimal {
  const paid = billable(adjusted.quantity, line.includedQuantity);
  return paid.isZero() || adjusted.priceAdjustment.isZero()
    ? unitPriceOf(line)
    : amountPerCycle(line, adjusted).dividedBy(paid);
}

/**
 * Money a month that the needed quantity would add to the bill, or take off it (domain.md section 5).
 * The division by the billable quantity comes last, so that nothing is rounded before the end.
 */
export function impactOf(line: LineItem, adjusted: Adjusted, needed: Decimal): Decimal | null {
  const paid = billable(adjusted.quantity, line.includedQuantity);
  const more = billable(needed, line.includedQuantity).minus(paid);
  const perCycle =
    paid.isZero() || adjusted.priceAdjustment.isZero()
      ? more.times(unitPriceOf(line))
      : more.times(amountPerCycle(line, adjusted)).dividedBy(paid);
  return rounded(perCycle, line);
}

function rounded(amount: Decimal, line: LineItem): Decimal | null {
  const monthly = perMonth(amount, billingCycleOf(line));
  if (monthly === null) {
    return null;
  }
  const cents = roundToMinorUnit(monthly, line.agreement.currency);
  // No amount is −0.
  return cents.isZero() ? ZERO : cents;
}
