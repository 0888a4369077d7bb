import { z } from 'zod';

/**
 * What Pax8 sends, as far as the sandbox sends it: names, types and words from the schemas Company, Subscription and
 * SubscriptionCommitment of Pax8's OpenAPI document (Partner Endpoints). Its samples write a `date-time` also as a bare day.
 */

const dateTime = z.iso.datetime({ offset: true });
const day = z.iso.date();

export const pax8CompanySchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  address: z.strictObject({
    street: z.string(),
    city: z.string(),
    postalCode: z.string(),
    country: z.string(),
    stateOrProvince: z.string(),
  }),
  website: z.string().optional(),
  status: z.enum(['Active', 'Inactive', 'Deleted']),
  externalId: z.string().optional(),
  selfServiceAllowed: z.boolean(),
  billOnBehalfOfEnabled: z.boolean(),
  updatedDate: dateTime,
});
export type Pax8Company = z.infer<typeof pax8CompanySchema>;

const status = z.enum([
  'Active',
  'Cancelled',
  'PendingManual',
  'PendingAutomated',
  'PendingCancel',
  'WaitingForDetails',
  'Trial',
  'Converted',
  'PendingActivation',
  'Activated',
]);
export type Pax8Status = z.infer<typeof status>;

const billingTerm = z.enum(['Monthly', 'Annual', '2-Year', '3-Year', 'One-Time', 'Trial', 'Activation']);
export type Pax8BillingTerm = z.infer<typeof billingTerm>;

export const pax8SubscriptionSchema = z.strictObject({
  id: z.uuid(),
  parentSubscriptionId: z.uuid().optional(),
  companyId: z.uuid(),
  productId: z.uuid(),
  vendorSubscriptionId: z.string().optional(),
  quantity: z.number(),
  startDate: dateTime,
  endDate: z.union([dateTime, day]).optional(),
  createdDate: z.union([dateTime, day]),
  updatedDate: dateTime.optional(),
  billingStart: day,
  status,
  price: z.number(),
  currencyCode: z.string(),
  productName: z.string(),
  billingTerm,
  commitmentTerm: z.strictObject({ id: z.uuid(), term: z.string(), endDate: dateTime }).optional(),
});
export type Pax8Subscription = z.infer<typeof pax8SubscriptionSchema>;

/** A page of a list; the first page is number 0. */
export function pageOfSchema<T extends z.ZodType>(row: T) {
  const count = z.int().min(0);
  return z.strictObject({
    content: z.array(row),
    page: z.strictObject({ size: count, totalElements: count, totalPages: count, number: count }),
  });
}

export const pax8ErrorSchema = z.strictObject({
  type: z.string(),
  message: z.string(),
  instance: z.string(),
  status: z.int(),
  details: z.array(z.unknown()),
});
