import { z } from 'zod';

/**
 * What ConnectWise Manage sends, as far as the sandbox sends it: names, types and lists of words from the schemas Company,
 * CatalogItem, Agreement, Addition and Agreement.Adjustment of its OpenAPI document (2026.4), and BillingCycle of the
 * generated types of 2025.8. `additionStatus` is in neither: only users of the screens tell of it.
 */

const int = z
  .int()
  .min(-(2 ** 31))
  .max(2 ** 31 - 1);
/** Midnight UTC. Where no date is set the field is absent or "". */
const date = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)?$/)
  .optional();
const info = z.record(z.string(), z.string());
const reference = z.strictObject({ id: int, name: z.string(), _info: info.optional() });

export const manageCompanySchema = z.strictObject({
  id: int,
  identifier: z.string().max(156),
  name: z.string().max(156),
  status: reference,
  deletedFlag: z.boolean(),
  types: z.array(reference),
  website: z.string().optional(),
  _info: info,
});
export type ManageCompany = z.infer<typeof manageCompanySchema>;

export const manageProductSchema = z.strictObject({
  id: int,
  identifier: z.string().max(75),
  description: z.string().max(60),
  customerDescription: z.string().max(6000),
  inactiveFlag: z.boolean(),
  productClass: z.enum(['Agreement', 'Bundle', 'Inventory', 'NonInventory', 'Service']),
  subcategory: reference,
  type: reference,
  price: z.number(),
  cost: z.number(),
  recurringFlag: z.boolean(),
  _info: info,
});
export type ManageProduct = z.infer<typeof manageProductSchema>;

export const manageCycleSchema = z.strictObject({
  id: int,
  identifier: z.string().max(5),
  name: z.string().max(50),
  defaultFlag: z.boolean(),
  billingOptions: z
    .enum(['BiMonthly', 'BiWeekly', 'Monthly', 'NotRecurring', 'Quarterly', 'SemiAnnual', 'Weekly', 'Yearly'])
    .nullable(),
});
export type ManageCycle = z.infer<typeof manageCycleSchema>;

const statusSchema = z.enum(['Active', 'Cancelled', 'Expired', 'Inactive']);

export const manageAgreementSchema = z.strictObject({
  id: int,
  name: z.string().max(100),
  type: reference,
  company: z.strictObject({ id: int, identifier: z.string(), name: z.string(), _info: info.optional() }),
  contact: reference,
  parentAgreement: z
    .strictObject({ id: int, name: z.string(), type: z.string(), chargeFirmFlag: z.boolean() })
    .optional(),
  startDate: date,
  endDate: date,
  noEndingDateFlag: z.boolean(),
  cancelledFlag: z.boolean(),
  dateCancelled: date,
  reasonCancelled: z.string().max(100).optional(),
  applicationUnits: z.enum(['Amount', 'Hours', 'Incidents']),
  billingCycle: reference,
  billOneTimeFlag: z.boolean(),
  billAmount: z.number(),
  currency: z.strictObject({ id: int, symbol: z.string(), currencyCode: z.string(), name: z.string() }),
  periodType: z.enum(['Current', 'Future', 'Both', 'Undefined']),
  nextInvoiceDate: z.string(),
  agreementStatus: statusSchema,
  _info: info,
});
export type ManageAgreement = z.infer<typeof manageAgreementSchema>;

export const manageAdditionSchema = z.strictObject({
  id: int,
  product: z.strictObject({ id: int, identifier: z.string(), serializedFlag: z.boolean() }),
  quantity: z.number(),
  lessIncluded: z.number(),
  billedQuantity: z.number(),
  unitPrice: z.number(),
  unitCost: z.number(),
  extPrice: z.number(),
  extCost: z.number(),
  margin: z.number(),
  billCustomer: z.enum(['Billable', 'DoNotBill', 'NoCharge']),
  effectiveDate: date,
  cancelledDate: date,
  taxableFlag: z.boolean(),
  description: z.string(),
  invoiceDescription: z.string().max(6000).optional(),
  uom: z.string(),
  sequenceNumber: z.number(),
  agreementId: int,
  agreementStatus: statusSchema,
  additionStatus: z.string().optional(),
  _info: info,
});
export type ManageAddition = z.infer<typeof manageAdditionSchema>;

export const manageAdjustmentSchema = z.strictObject({
  id: int,
  amount: z.number(),
  description: z.string().max(1000),
  effectiveDate: date,
  agreementId: int,
  _info: info,
});
export type ManageAdjustment = z.infer<typeof manageAdjustmentSchema>;
