import type { AgreementStatus, BillingCycle, BillingType, QuantitySource } from './agreement.ts';
import type { Measure } from './measure.ts';
import type { Decimal } from './money.ts';

/** How far a variance may go and still count as matched; within either is within. Zero is no tolerance. */
export type Tolerance = { units?: number | undefined; percent?: number | undefined };

/** What one line item is compared against. */
export type Mapping = {
  /** null: a manual line that is compared with nothing. */
  measure: Measure | null;
  /** measureKey of the measure; null without one. */
  measureKey: string | null;
  /** Units of the count that one billed line covers. */
  unitsPerLine: Decimal;
  /** Set by a person; wins over the contract's. */
  minimum: Decimal | null;
  /** null: the workspace's; an explicit zero overrides it. */
  tolerance: Tolerance | null;
};

export type LinkEffect = 'price' | 'quantity';

/** What people decided about a line. */
export type LineDecision = {
  isDeleted: boolean;
  ignored: { reason: string | null } | null;
  link: { parentLineItemId: string; effect: LinkEffect } | null;
  sharing: Sharing;
  /** null: its variance was not accepted, or the acceptance has reopened. */
  acceptance: Acceptance | null;
};

/** How a person changed which lines share its count. */
export type Sharing = {
  /** Lines of one group share a count though their products differ. */
  group: string | null;
  /** It shares with no other line of its product. */
  isSeparate: boolean;
  /** It takes what the other lines that share leave. */
  takesRest: boolean;
};

/** A variance that a person has accepted. */
export type Acceptance = {
  variance: Decimal;
  /** The last accepted day; null: until the variance changes. */
  until: string | null;
};

/** The agreement of a line, as far as the line's result depends on it. */
export type LineAgreement = {
  id: string;
  status: AgreementStatus;
  startDate: string | null;
  endDate: string | null;
  cancelledDate: string | null;
  billingCycle: BillingCycle;
  currency: string;
  isGone: boolean;
};

/** A line item with everything that its state and its result depend on. Days are `YYYY-MM-DD`. */
export type LineItem = {
  id: string;
  /** The line's id in the PSA. */
  externalId: string;
  /** The PSA it comes from. */
  psaIntegrationId: string;
  organizationId: string | null;
  agreement: LineAgreement;
  productKey: string;
  productName: string;
  quantity: Decimal;
  includedQuantity: Decimal;
  minimumQuantity: Decimal | null;
  unitPrice: Decimal;
  extendedAmount: Decimal | null;
  quantitySource: QuantitySource;
  quantitySourceRaw: string | null;
  isHeading: boolean;
  isActive: boolean;
  isGone: boolean;
  billingType: BillingType;
  /** The line's own cycle where it differs from its agreement's. */
  billingCycle: BillingCycle | null;
  effectiveFrom: string | null;
  effectiveTo: string | null;
  decision: LineDecision;
  mapping: Mapping | null;
};

/** What a line sells: the PSA's product id, else the product's name, case, spaces and punctuation aside. */
export function productKey(productId: string | null, productName: string): string {
  if (productId !== null && productId !== '') {
    return `id:${productId}`;
  }
  const name = productName
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, '');
  return `name:${name}`;
}

/** The cycle a line bills in. */
export function billingCycleOf(line: LineItem): BillingCycle {
  return line.billingCycle ?? line.agreement.billingCycle;
}
