import { z } from 'zod';
import { flag, id, number, text } from '../kit/lenient.ts';

/**
 * What ConnectWise Manage sends, as far as it is read. Names and types from its OpenAPI documents (versions 2025.8 and 2026.4):
 * Company, CatalogItem, BillingCycle, Agreement, Addition, Agreement.Adjustment. Dates that are not set come as absent, null or "".
 */

const reference = z.object({ id, identifier: text, name: text });

export const companyRow = z.object({ id, identifier: text, name: text, deletedFlag: flag.catch(null) });
export type CompanyRow = z.output<typeof companyRow>;

export const productRow = z.object({ id, identifier: text, description: text });
export type ProductRow = z.output<typeof productRow>;

export const cycleRow = z.object({ id, name: text, billingOptions: text });
export type CycleRow = z.output<typeof cycleRow>;

export const agreementRow = z.object({
  id,
  name: text,
  company: reference,
  parentAgreement: z.object({ id }).nullish().catch(null),
  agreementStatus: text,
  cancelledFlag: flag,
  dateCancelled: text,
  startDate: text,
  endDate: text,
  noEndingDateFlag: flag,
  billingCycle: z.object({ id, name: text }).nullish().catch(null),
  billOneTimeFlag: flag,
  /** What adjustments are in: amounts, hours or incidents. */
  applicationUnits: text,
  currency: z.object({ currencyCode: text }).nullish().catch(null),
});
export type AgreementRow = z.output<typeof agreementRow>;

/** An amount without which the row says nothing: nothing is not zero. */
const amount = number.refine((value) => value !== null, 'missing').transform((value) => value ?? 0);

export const additionRow = z.object({
  id,
  agreementId: text,
  product: z.object({ id, identifier: text }).nullish().catch(null),
  description: text,
  invoiceDescription: text,
  /** Gross: `lessIncluded` of it are free. */
  quantity: amount,
  lessIncluded: number,
  unitPrice: number,
  extPrice: number,
  billCustomer: text,
  effectiveDate: text,
  cancelledDate: text,
});
export type AdditionRow = z.output<typeof additionRow>;

export const adjustmentRow = z.object({ id, amount, description: text, effectiveDate: text });
export type AdjustmentRow = z.output<typeof adjustmentRow>;
