import type { LineItem } from '../../../api/types.ts';

export type LinkEffect = 'price' | 'quantity';

/**
 * Lines that an adjustment may be linked to: of its organization, with its billing cycle and currency, no adjustments
 * (domain.md section 5). Those of its own agreement come first.
 */
export function linkParents(adjustment: LineItem, lines: readonly LineItem[]): LineItem[] {
  const fits = lines.filter(
    (line) =>
      line.id !== adjustment.id &&
      !line.isAdjustment &&
      line.organizationId === adjustment.organizationId &&
      line.billingCycle === adjustment.billingCycle &&
      line.unitPrice.currency === adjustment.unitPrice.currency,
  );
  const rank = (line: LineItem): number => (line.agreementId === adjustment.agreementId ? 0 : 1);
  return fits.sort((a, b) => rank(a) - rank(b) || a.productName.localeCompare(b.productName));
}

/** `quantity` where the adjustment's unit price is the parent's negated: it credits units; else `price`. */
export function proposedEffect(adjustment: LineItem, parent: LineItem): LinkEffect {
  const price = Number(parent.unitPrice.amount);
  return price !== 0 && Number(adjustment.unitPrice.amount) === -price ? 'quantity' : 'price';
}
