/** Agreements and line items as a PSA states them. Dates are calendar days, `YYYY-MM-DD`. */

export const QUANTITY_SOURCES = [
  'asset_count',
  'license_count',
  'user_count',
  'subscription_count',
  'manual',
  'custom_sql',
] as const;

/** How the PSA says the quantity of a line is set. What the PSA says and Tieout does not know reads `custom_sql`. */
export type QuantitySource = (typeof QUANTITY_SOURCES)[number];

export const BILLING_CYCLES = [
  'one_time',
  'weekly',
  'two_weekly',
  'monthly',
  'two_monthly',
  'quarterly',
  'half_yearly',
  'yearly',
  'two_yearly',
  'three_yearly',
  'four_yearly',
  'five_yearly',
  'unknown',
] as const;

/** How often an agreement bills. `unknown`: the PSA sent a cycle that is not understood; no money is derived from it. */
export type BillingCycle = (typeof BILLING_CYCLES)[number];

export const BILLING_TYPES = ['billable', 'do_not_bill', 'no_charge'] as const;
export type BillingType = (typeof BILLING_TYPES)[number];

/** One line of an agreement (ConnectWise addition, Halo recurring invoice line) as a connector delivers it. */
export type VendorLineItem = {
  externalId: string;
  productId: string | null;
  productName: string;
  description: string | null;
  /** Decimal string; gross: free units included. */
  quantity: string;
  /** Decimal string: units the client gets for free inside the quantity. */
  includedQuantity: string;
  /** Decimal string: the contract never falls below it; null: no minimum. */
  minimumQuantity: string | null;
  /** Decimal string, per unit of quantity and billing cycle. */
  unitPrice: string;
  /** Decimal string: what the PSA says the line amounts to; null where it does not say. */
  extendedAmount: string | null;
  quantitySource: QuantitySource;
  /** What the PSA sent for the quantity source, as sent. */
  quantitySourceRaw: string | null;
  /** A heading or text line without quantity. */
  isHeading: boolean;
  isActive: boolean;
  billingType: BillingType;
  /** The line's own cycle where it differs from its agreement's; null: the agreement's. */
  billingCycle: BillingCycle | null;
  effectiveFrom: string | null;
  /** The first day on which the line is no longer in effect. */
  effectiveTo: string | null;
};

export const AGREEMENT_STATUSES = ['active', 'cancelled', 'expired', 'inactive'] as const;
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number];

/** A billing contract as a connector delivers it. */
export type VendorAgreement = {
  externalId: string;
  companyExternalId: string;
  name: string;
  status: AgreementStatus;
  startDate: string | null;
  /** The last day in effect, as the PSA shows it. */
  endDate: string | null;
  cancelledDate: string | null;
  billingCycle: BillingCycle;
  /** What the PSA sent for the cycle, as sent. */
  billingCycleRaw: string | null;
  /** ISO 4217; null: the workspace's currency. */
  currency: string | null;
  parentExternalId: string | null;
  /** Where a person opens it in the PSA. */
  url: string | null;
  lineItems: VendorLineItem[];
};
