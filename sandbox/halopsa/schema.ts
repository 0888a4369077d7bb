import { z } from 'zod';

/**
 * What HaloPSA sends, as far as the sandbox sends it: names and types from the schemas InvoiceHeader, InvoiceDetail and
 * InvoiceDetailQuantity of HaloPSA's OpenAPI document (September 2024). `quantity_custom` is only in newer ones. The
 * client list is not in the saved part of that document: its names are those that public clients of the API read.
 */

const int = z
  .int()
  .min(-(2 ** 31))
  .max(2 ** 31 - 1);
/** HaloPSA's dates carry no time zone; 1900-01-01 stands for none. */
const dateTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$/);

export const NO_DATE = '1900-01-01T00:00:00';

export const haloClientSchema = z.strictObject({
  id: int,
  name: z.string(),
  toplevel_id: int,
  toplevel_name: z.string(),
  inactive: z.boolean(),
});
export type HaloClient = z.infer<typeof haloClientSchema>;

export const haloLineQuantitySchema = z.strictObject({
  id: int,
  invoice_line_id: int,
  kind: int,
  type_id: int.optional(),
  type_name: z.string().nullable().optional(),
  site_id: int,
  site_name: z.string().nullable(),
  licence_id: int.optional(),
  licence_name: z.string().nullable().optional(),
  assigned_licences: z.boolean().optional(),
  qty_free: int,
  minimum_qty: int,
  pro_rata: int,
});
export type HaloLineQuantity = z.infer<typeof haloLineQuantitySchema>;

const quantities = z.array(haloLineQuantitySchema).nullable().optional();

export const haloInvoiceLineSchema = z.strictObject({
  id: int,
  ihid: int,
  sequenceid: int,
  _itemid: int.nullable(),
  item_code: z.string().nullable(),
  item_shortdescription: z.string(),
  item_longdescription: z.string().nullable(),
  qty_order: z.number(),
  unit_price: z.number(),
  unit_cost: z.number(),
  net_amount: z.number(),
  tax_amount: z.number(),
  recurring_invoice_quantity_type: int.nullable(),
  quantity_users: quantities,
  quantity_assets: quantities,
  quantity_licences: quantities,
  quantity_subscriptions: quantities,
  quantity_custom: int.nullable(),
  _is_calculated_line: z.boolean(),
  isinactive: z.boolean(),
  isgroupdesc: z.boolean(),
  group_id: int,
  onetimecharge: z.boolean(),
  billingperiod: int,
  startdate: dateTime,
  enddate: dateTime,
});
export type HaloInvoiceLine = z.infer<typeof haloInvoiceLineSchema>;

export const haloRecurringInvoiceSchema = z.strictObject({
  id: int.negative(),
  client_id: int,
  client_name: z.string(),
  name: z.string(),
  reference: z.string().nullable(),
  contract_ref: z.string().nullable(),
  disabled: z.boolean(),
  is_recurring_invoice: z.boolean(),
  period: int,
  periodname: z.string(),
  startdate: dateTime,
  enddate: dateTime,
  lastcreated: dateTime,
  nextcreationdate: dateTime,
  revenue: z.number(),
  tax_total: z.number(),
  total: z.number(),
  currency_code_name: z.string(),
  contains_calculated_quantity: z.boolean(),
  last_modified: dateTime,
  lines: z.array(haloInvoiceLineSchema),
});
/** A recurring invoice, complete; lists leave parts out. */
export type HaloRecurringInvoice = z.infer<typeof haloRecurringInvoiceSchema>;

const page = { page_no: int.optional(), page_size: int.optional(), record_count: int };
export const haloClientListSchema = z.strictObject({ ...page, clients: z.array(haloClientSchema) });
export const haloInvoiceListSchema = z.strictObject({
  ...page,
  invoices: z.array(haloRecurringInvoiceSchema.partial({ lines: true })),
});
