import { billingCycleOf, type LineItem, type LinkEffect } from './line-item.ts';
import { type Decimal, isBelowZero, ZERO } from './money.ts';

/** A line with a negative unit price, or a negative extended amount (domain.md section 1). */
export function isAdjustment(line: Amounts): boolean {
  return isNegative(line.unitPrice) || isNegative(extendedAmountOf(line));
}

type Amounts = Pick<LineItem, 'quantity' | 'unitPrice' | 'extendedAmount'>;

function isNegative(value: Decimal): boolean {
  return isBelowZero(value);
}

/** What an adjustment amounts to per billing cycle: negative. The PSA's own amount where it says one. */
export function extendedAmountOf(line: Amounts): Decimal {
  return line.extendedAmount ?? line.quantity.times(line.unitPrice);
}

/** The effect to propose: `quantity` where the unit price is the parent's negated, else `price` (domain.md section 5). */
export function proposedEffect(adjustment: LineItem, parent: LineItem): LinkEffect {
  return !parent.unitPrice.isZero() && adjustment.unitPrice.equals(parent.unitPrice.negated())
    ? 'quantity'
    : 'price';
}

/** Why an adjustment may not be linked to a parent, in words; null: it may. */
export function linkRefusal(adjustment: LineItem, parent: LineItem): string | null {
  if (!isAdjustment(adjustment)) {
    return 'Only a line with a negative price or amount can be linked to another line.';
  }
  if (adjustment.id === parent.id) {
    return 'A line cannot be linked to itself.';
  }
  if (isAdjustment(parent)) {
    return 'An adjustment cannot be linked to another adjustment: choose the line it adjusts.';
  }
  if (adjustment.organizationId !== parent.organizationId || adjustment.organizationId === null) {
    return 'The two lines belong to different organizations.';
  }
  if (billingCycleOf(adjustment) !== billingCycleOf(parent)) {
    return 'The two lines bill in different cycles, so one amount cannot be taken off the other.';
  }
  if (adjustment.agreement.currency !== parent.agreement.currency) {
    return 'The two lines are in different currencies.';
  }
  if (parent.isHeading) {
    return 'A heading or text line has nothing to adjust.';
  }
  return null;
}

/** What the linked adjustments of one line do to it. */
export type Adjusted = {
  /** Quantity after credits. */
  quantity: Decimal;
  /** Sum of linked quantity credits, positive. */
  credits: Decimal;
  /** Sum of linked price adjustments per billing cycle, negative or 0. */
  priceAdjustment: Decimal;
};

/**
 * A line's quantity and price adjustment after its linked adjustments.
 * @param adjustments the lines in state `linked` whose parent this line is.
 */
export function applyAdjustments(line: LineItem, adjustments: readonly LineItem[]): Adjusted {
  if (adjustments.length === 0) {
    return { quantity: line.quantity, credits: ZERO, priceAdjustment: ZERO };
  }
  let credits = ZERO;
  let priceAdjustment = ZERO;
  for (const adjustment of adjustments) {
    if (adjustment.decision.link?.effect === 'quantity') {
      credits = credits.plus(adjustment.quantity.abs());
    } else if (adjustment.billingType === 'billable') {
      priceAdjustment = priceAdjustment.plus(extendedAmountOf(adjustment));
    }
  }
  return { quantity: line.quantity.minus(credits), credits, priceAdjustment };
}
