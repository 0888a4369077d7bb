import { Decimal } from 'decimal.js';
import type {
  AgreementStatus,
  BillingType,
  VendorAgreement,
  VendorLineItem,
} from '../../domain/agreement.ts';
import type { VendorCompany } from '../../domain/inventory.ts';
import { type CycleOptions, toBillingCycle } from './billing-cycle.ts';
import type { AdditionRow, AdjustmentRow, AgreementRow, CompanyRow, ProductRow } from './schema.ts';

/** What rows alone do not say. */
export type Context = {
  /** By product id. */
  productNames: ReadonlyMap<string, string>;
  cycleOptions: CycleOptions;
  /** `YYYY-MM-DD`. */
  today: string;
};

/** @param row from GET /company/companies, or the company that an agreement names */
export function toCompany(row: Pick<CompanyRow, 'id' | 'name' | 'identifier'>): VendorCompany {
  return {
    externalId: row.id,
    name: row.name ?? row.identifier ?? `Company ${row.id}`,
    domains: [],
    tenantId: null,
  };
}

/** A product's name in the catalogue, else its code. */
export function toProductName(row: ProductRow): string | null {
  return row.description ?? row.identifier;
}

/**
 * @param row from GET /finance/agreements
 * @param lines its additions and adjustments
 */
export function toAgreement(row: AgreementRow, lines: VendorLineItem[], context: Context): VendorAgreement {
  return {
    externalId: row.id,
    companyExternalId: row.company.id,
    name: row.name ?? `Agreement ${row.id}`,
    status: toStatus(row, context.today),
    startDate: toDay(row.startDate),
    endDate: row.noEndingDateFlag ? null : toDay(row.endDate),
    // A date left over from a cancellation that was taken back ends nothing.
    cancelledDate: row.cancelledFlag === false ? null : toDay(row.dateCancelled),
    ...toBillingCycle(row, context.cycleOptions),
    currency: toCurrency(row.currency?.currencyCode ?? null),
    parentExternalId: row.parentAgreement?.id ?? null,
    // No source says at which address the web page of an agreement is.
    url: null,
    lineItems: lines,
  };
}

const STATUSES: Record<string, AgreementStatus> = {
  Active: 'active',
  Cancelled: 'cancelled',
  Expired: 'expired',
  Inactive: 'inactive',
};

/**
 * ConnectWise derives the status from dates, and calls an agreement that has not begun inactive too: its start date says it
 * better. A word that is not known says nothing; flag and dates decide then.
 */
function toStatus(row: AgreementRow, today: string): AgreementStatus {
  const status = STATUSES[row.agreementStatus ?? ''];
  if (status === undefined)
    return row.cancelledFlag && toDay(row.dateCancelled) === null ? 'cancelled' : 'active';
  const hasNotBegun = (toDay(row.startDate) ?? '') > today;
  return status === 'inactive' && hasNotBegun ? 'active' : status;
}

const BILLING_TYPES: Record<string, BillingType> = {
  Billable: 'billable',
  DoNotBill: 'do_not_bill',
  NoCharge: 'no_charge',
};

/** A line of an agreement. No field says how its quantity is set: a person, or some other tool, writes it. */
export function toLineItem(
  row: AdditionRow,
  { productNames }: Pick<Context, 'productNames'>,
): VendorLineItem {
  const productId = row.product?.id ?? null;
  const billingType = BILLING_TYPES[row.billCustomer ?? ''];
  const isMoneyKnown = billingType !== undefined && row.unitPrice !== null;
  return {
    ...manualLine,
    externalId: row.id,
    productId,
    productName:
      productNames.get(productId ?? '') ?? row.description ?? row.product?.identifier ?? `Addition ${row.id}`,
    description: withUnknownWord(row.invoiceDescription ?? row.description, row, billingType),
    quantity: new Decimal(row.quantity).toFixed(),
    includedQuantity: new Decimal(row.lessIncluded ?? 0).toFixed(),
    unitPrice: new Decimal(row.unitPrice ?? 0).toFixed(),
    extendedAmount: row.extPrice === null ? null : new Decimal(row.extPrice).toFixed(),
    billingType: billingType ?? 'billable',
    // Whether, or at what price, it is billed is not understood: no money may be derived from it.
    billingCycle: isMoneyKnown ? null : 'unknown',
    effectiveFrom: toDay(row.effectiveDate),
    effectiveTo: toDay(row.cancelledDate),
  };
}

/** What ConnectWise says of the billing and Tieout does not know is shown as it was sent. */
function withUnknownWord(
  description: string | null,
  { billCustomer }: AdditionRow,
  billingType: BillingType | undefined,
): string | null {
  if (billingType !== undefined || billCustomer === null) return description;
  return [description, `(billed to the customer: "${billCustomer}")`].filter(Boolean).join(' ');
}

/**
 * A change of what is left of an agreement, made once, by hand. It is in the unit of the agreement: an amount of money, or hours
 * or incidents, which are no money. Ids are those of another list than the additions', hence the prefix.
 */
export function toAdjustmentLine(row: AdjustmentRow, agreement: AgreementRow): VendorLineItem {
  const units = agreement.applicationUnits;
  const isMoney = units === null || units === 'Amount';
  const amount = new Decimal(row.amount).toFixed();
  return {
    ...manualLine,
    externalId: `adjustment-${row.id}`,
    productId: null,
    productName: row.description ?? 'Agreement adjustment',
    description: isMoney ? null : `${amount} ${units.toLowerCase()}`,
    quantity: isMoney ? '1' : '0',
    includedQuantity: '0',
    unitPrice: isMoney ? amount : '0',
    extendedAmount: isMoney ? amount : null,
    isHeading: !isMoney,
    billingType: 'billable',
    billingCycle: 'one_time',
    effectiveFrom: toDay(row.effectiveDate),
    effectiveTo: null,
  };
}

const manualLine = {
  quantitySource: 'manual',
  quantitySourceRaw: null,
  minimumQuantity: null,
  isHeading: false,
  isActive: true,
} as const;

/** Dates are midnight UTC of the day that ConnectWise shows, so the day is taken as written. */
function toDay(date: string | null): string | null {
  const day = date?.match(/^\d{4}-\d{2}-\d{2}/)?.[0];
  if (day === undefined) return null;
  // A day that is not in the calendar (31 February) reads as another one, or as none.
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day) ? day : null;
}

function toCurrency(code: string | null): string | null {
  const upper = code?.toUpperCase() ?? '';
  return /^[A-Z]{3}$/.test(upper) ? upper : null;
}
