import { Decimal } from 'decimal.js';
import type { BillingCycle, VendorAgreement, VendorLineItem } from '../../domain/agreement.ts';
import type { VendorCompany } from '../../domain/inventory.ts';
import { toQuantity } from './quantity.ts';
import type { ClientRow, InvoiceRow, LineRow } from './schema.ts';

/**
 * `period` of an invoice, `billingperiod` of a line. The document gives a plain number; the meanings are those that
 * HaloPSA's own report queries use (3 is yearly, not monthly: clients that had it otherwise counted years as months).
 */
const CYCLES = new Map<number, BillingCycle>([
  [0, 'one_time'],
  [1, 'weekly'],
  [2, 'monthly'],
  [3, 'yearly'],
  [4, 'quarterly'],
  [5, 'half_yearly'],
  [6, 'five_yearly'],
  [7, 'three_yearly'],
  [8, 'two_yearly'],
  [9, 'four_yearly'],
]);

/** HaloPSA writes no date as one long ago, such as 1900-01-01; its reports take years before this for none. */
const FIRST_REAL_YEAR = 2000;

/** @param row from GET /api/Client. E-mail domains belong to its sites, which are not read. */
export function toCompany(row: ClientRow): VendorCompany {
  return { externalId: row.id, name: row.name ?? `Client ${row.id}`, domains: [], tenantId: null };
}

/** The client of an invoice that the list of clients does not have. */
export function toCompanyOfInvoice(row: InvoiceRow): VendorCompany {
  return toCompany({ id: row.client_id, name: row.client_name, inactive: null });
}

/** @param row from GET /api/RecurringInvoice */
export function toAgreement(row: InvoiceRow, lines: readonly LineRow[]): VendorAgreement {
  const billingCycle = toCycle(row.period);
  return {
    externalId: row.id,
    companyExternalId: row.client_id,
    name: row.name ?? row.reference ?? row.contract_ref ?? `Recurring invoice ${row.id}`,
    status: row.disabled ? 'inactive' : 'active',
    startDate: toDay(row.startdate),
    endDate: toDay(row.enddate),
    cancelledDate: null,
    billingCycle,
    billingCycleRaw: row.period === null ? null : String(row.period),
    currency: toCurrency(row.currency_code_name),
    parentExternalId: null,
    // No source says at which address the web page of a recurring invoice is.
    url: null,
    lineItems: lines.map((line) => toLineItem(line, billingCycle)),
  };
}

/** @param agreementCycle what the line bills by unless it says otherwise */
export function toLineItem(row: LineRow, agreementCycle: BillingCycle): VendorLineItem {
  return {
    externalId: row.id,
    productId: row._itemid !== null && row._itemid > 0 ? String(row._itemid) : null,
    productName: row.item_shortdescription ?? row.item_code ?? row.item_longdescription ?? `Line ${row.id}`,
    description: row.item_longdescription,
    ...toQuantity(row),
    unitPrice: new Decimal(row.unit_price ?? 0).toFixed(),
    extendedAmount: row.net_amount === null ? null : new Decimal(row.net_amount).toFixed(),
    isHeading: row.isgroupdesc === true,
    isActive: row.isinactive !== true,
    billingType: 'billable',
    billingCycle: toOwnCycle(row, agreementCycle),
    effectiveFrom: toDay(row.startdate),
    // HaloPSA's end date reads as the last day of the line, like that of its agreement: it stops the day after.
    effectiveTo: dayAfter(toDay(row.enddate)),
  };
}

function toCycle(period: number | null): BillingCycle {
  return (period === null ? undefined : CYCLES.get(period)) ?? 'unknown';
}

function toOwnCycle(row: LineRow, agreementCycle: BillingCycle): BillingCycle | null {
  const own = row.onetimecharge
    ? 'one_time'
    : row.billingperiod === null
      ? agreementCycle
      : toCycle(row.billingperiod);
  return own === agreementCycle ? null : own;
}

/** Dates have no time zone, so the calendar date is taken as written. */
export function toDay(date: string | null): string | null {
  const day = date?.match(/^\d{4}-\d{2}-\d{2}/)?.[0];
  if (day === undefined || Number(day.slice(0, 4)) < FIRST_REAL_YEAR) return null;
  // A day that is not in the calendar (31 February) reads as another one, or as none.
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day) ? day : null;
}

function dayAfter(day: string | null): string | null {
  if (day === null) return null;
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

function toCurrency(name: string | null): string | null {
  const code = name?.toUpperCase() ?? '';
  return /^[A-Z]{3}$/.test(code) ? code : null;
}
