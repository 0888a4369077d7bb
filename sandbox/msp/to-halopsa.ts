import {
  type HaloClient,
  type HaloInvoiceLine,
  type HaloLineQuantity,
  type HaloRecurringInvoice,
  NO_DATE,
} from '../halopsa/schema.ts';
import { addDays, firstOfNextMonth } from './calendar.ts';
import { QUANTITY_TYPE } from './catalogue.ts';
import type { DraftInvoice, DraftLine, Period } from './layout-types.ts';
import type { PlantedClient } from './model.ts';
import type { SandboxMsp } from './types.ts';

/** HaloPSA's codes of a recurring invoice's period (psa.md B3): 3 is yearly. */
const PERIODS: Record<Period, { code: number; name: string }> = {
  monthly: { code: 2, name: 'Monthly' },
  yearly: { code: 3, name: 'Yearly' },
  quarterly: { code: 4, name: 'Quarterly' },
  half_yearly: { code: 5, name: '6 Monthly' },
};

/** What HaloPSA serves of the planted clients and invoices. One former client is there, without invoices. */
export function toHaloPsa(
  clients: PlantedClient[],
  invoices: DraftInvoice[],
  today: string,
): SandboxMsp['halopsa'] {
  const rows = invoices.map((invoice) => invoiceRow(invoice, today));
  const computed = rows.filter((row) => row.contains_calculated_quantity);
  return {
    clients: [
      ...clients.map(({ id, name }) => clientRow(id, name)),
      { ...clientRow(11, 'Old Mill Tavern'), inactive: true },
    ],
    invoices: rows,
    listOmitsQuantities: new Set(computed.filter((_, index) => index % 4 === 0).map((row) => row.id)),
  };
}

function clientRow(id: number, name: string): HaloClient {
  return { id, name, toplevel_id: 1, toplevel_name: 'Clients', inactive: false };
}

function invoiceRow(invoice: DraftInvoice, today: string): HaloRecurringInvoice {
  const lines = invoice.lines.map((line, index) => lineRow(line, invoice, index));
  const revenue = cents(lines.reduce((sum, line) => sum + line.net_amount, 0));
  return {
    id: invoice.id,
    client_id: invoice.client.id,
    client_name: invoice.client.name,
    name: invoice.name,
    reference: invoice.name,
    contract_ref: null,
    disabled: invoice.isDisabled,
    is_recurring_invoice: true,
    period: PERIODS[invoice.period].code,
    periodname: PERIODS[invoice.period].name,
    startdate: dateTime(invoice.startDate),
    enddate: dateTime(invoice.endDate),
    lastcreated: dateTime(addDays(firstOfNextMonth(today), -31)),
    nextcreationdate: dateTime(firstOfNextMonth(today)),
    revenue,
    tax_total: 0,
    total: revenue,
    currency_code_name: 'USD',
    contains_calculated_quantity: lines.some((line) => line._is_calculated_line),
    last_modified: `${addDays(today, -3)}T09:12:44.27`,
    lines,
  };
}

function lineRow(line: DraftLine, invoice: DraftInvoice, index: number): HaloInvoiceLine {
  const { product } = line;
  const charged = line.quantity - line.free.reduce((sum, units) => sum + units, 0);
  return {
    id: line.id,
    ihid: invoice.id,
    sequenceid: index + 1,
    _itemid: product.itemId,
    item_code: product.itemId === null ? null : `NW-${product.itemId}`,
    item_shortdescription: line.name,
    item_longdescription: line.description,
    qty_order: charged,
    unit_price: line.unitPrice,
    unit_cost: cents(line.unitPrice * 0.6),
    net_amount: cents(charged * line.unitPrice),
    tax_amount: 0,
    recurring_invoice_quantity_type: product.quantityType,
    ...quantityRows(line),
    quantity_custom: product.customQuery ?? null,
    _is_calculated_line: product.quantityType !== QUANTITY_TYPE.manual || product.customQuery !== undefined,
    isinactive: line.isInactive,
    isgroupdesc: line.isHeading,
    group_id: 0,
    onetimecharge: line.isOneTime,
    billingperiod: PERIODS[invoice.period].code,
    startdate: dateTime(line.startDate),
    enddate: dateTime(line.endDate),
  };
}

type QuantityKey = 'quantity_users' | 'quantity_assets' | 'quantity_licences' | 'quantity_subscriptions';

const QUANTITY_KEYS: Record<number, QuantityKey> = {
  [QUANTITY_TYPE.licenses]: 'quantity_licences',
  [QUANTITY_TYPE.users]: 'quantity_users',
  [QUANTITY_TYPE.assets]: 'quantity_assets',
  [QUANTITY_TYPE.subscriptions]: 'quantity_subscriptions',
};

/** What HaloPSA counts for the line: one row, or one for each site that has its own free units. */
function quantityRows(line: DraftLine): Partial<Record<QuantityKey, HaloLineQuantity[]>> {
  const key = QUANTITY_KEYS[line.product.quantityType];
  if (!key) return {};
  const free = line.free.length > 0 ? line.free : [0];
  const rows = free.map((units, index) => ({
    id: line.id * 10 + index,
    invoice_line_id: line.id,
    kind: line.product.quantityType,
    site_id: free.length > 1 ? index + 1 : 0,
    site_name: free.length > 1 ? `Site ${index + 1}` : null,
    qty_free: units,
    minimum_qty: line.minimum ?? 0,
    pro_rata: 0,
    ...(key === 'quantity_assets' ? { type_id: 0, type_name: null } : {}),
    ...(key === 'quantity_licences' ? { licence_id: line.product.itemId ?? 0, licence_name: line.name } : {}),
  }));
  return { [key]: rows };
}

function dateTime(day: string | null): string {
  return day === null ? NO_DATE : `${day}T00:00:00`;
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
