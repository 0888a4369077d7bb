import { z } from 'zod';
import { flag, id, list, number, text } from '../kit/lenient.ts';

/**
 * What HaloPSA sends, as far as it is read. Names and types from its OpenAPI document: InvoiceHeader, InvoiceDetail and
 * InvoiceDetailQuantity, where nearly everything may be null. Newer versions add `quantity_custom`.
 */

export const clientRow = z.object({ id, name: text, inactive: flag });
export type ClientRow = z.output<typeof clientRow>;

/** A recurring invoice. `lines` are read on their own; null: the answer came without them. */
export const invoiceRow = z.object({
  /** Negative for recurring invoices. */
  id,
  client_id: id,
  client_name: text,
  name: text,
  reference: text,
  contract_ref: text,
  disabled: flag,
  period: number,
  startdate: text,
  enddate: text,
  currency_code_name: text,
  lines: list,
});
export type InvoiceRow = z.output<typeof invoiceRow>;

const quantityRows = z
  .array(z.object({ qty_free: number, minimum_qty: number }))
  .nullish()
  .transform((value) => value ?? null);

export const lineRow = z.object({
  id,
  _itemid: number,
  item_code: text,
  item_shortdescription: text,
  item_longdescription: text,
  qty_order: number,
  unit_price: number,
  net_amount: number,
  recurring_invoice_quantity_type: number,
  quantity_licences: quantityRows,
  quantity_users: quantityRows,
  quantity_assets: quantityRows,
  quantity_subscriptions: quantityRows,
  quantity_custom: number,
  is_meter: flag,
  isinactive: flag,
  isgroupdesc: flag,
  onetimecharge: flag,
  billingperiod: number,
  startdate: text,
  enddate: text,
});
export type LineRow = z.output<typeof lineRow>;

/** A list: its rows under a key, with how many there are in all; small ones come as a bare array. */
export const listAnswer = z.looseObject({ record_count: z.number().nullish() });
