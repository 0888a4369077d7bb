import { z } from 'zod';

/**
 * What Partner Center sends, as far as the sandbox sends it: names, types and words from Microsoft's documentation of the
 * resources Customer and Subscription and its samples ("Get a list of customers", "Get all of a customer's subscriptions").
 */

const time = z.iso.datetime();
const attributes = (objectType: string) => z.strictObject({ objectType: z.literal(objectType) });

const link = z.strictObject({
  uri: z.string(),
  method: z.literal('GET'),
  headers: z.array(z.strictObject({ key: z.string(), value: z.string() })),
});

export const partnerCustomerSchema = z.strictObject({
  id: z.guid(),
  companyProfile: z.strictObject({
    tenantId: z.guid(),
    domain: z.string(),
    companyName: z.string(),
    attributes: attributes('CustomerCompanyProfile'),
  }),
  relationshipToPartner: z.enum(['none', 'reseller', 'advisor', 'syndication', 'microsoft_support']),
  attributes: attributes('Customer'),
});
export type PartnerCustomer = z.infer<typeof partnerCustomerSchema>;

const status = z.enum(['none', 'active', 'pending', 'suspended', 'expired', 'disabled', 'deleted']);
export type PartnerStatus = z.infer<typeof status>;

export const partnerSubscriptionSchema = z.strictObject({
  id: z.guid(),
  offerId: z.string(),
  offerName: z.string(),
  friendlyName: z.string(),
  /** Only of new commerce. */
  productType: z.strictObject({ id: z.string(), displayName: z.string() }).optional(),
  parentSubscriptionId: z.guid().optional(),
  quantity: z.int().min(0),
  unitType: z.enum(['Licenses', 'Usage-based', 'Benefit', 'none']),
  hasPurchasableAddons: z.boolean(),
  creationDate: time,
  effectiveStartDate: time,
  commitmentEndDate: time,
  commitmentEndDateTime: time.optional(),
  status,
  autoRenewEnabled: z.boolean(),
  isTrial: z.boolean().optional(),
  billingType: z.enum(['none', 'usage', 'license', 'benefit']),
  billingCycle: z.enum(['unknown', 'monthly', 'annual', 'none', 'onetime', 'triennial']),
  termDuration: z.enum(['P1M', 'P1Y', 'P3Y']).optional(),
  isMicrosoftProduct: z.boolean(),
  publisherName: z.string(),
  contractType: z.literal('subscription'),
  orderId: z.string(),
  attributes: attributes('Subscription'),
});
export type PartnerSubscription = z.infer<typeof partnerSubscriptionSchema>;

/** A collection; `links.next` where more follow, and how many of them in this answer. */
export function partnerCollectionSchema<T extends z.ZodType>(item: T) {
  return z.strictObject({
    totalCount: z.int(),
    items: z.array(item),
    links: z.strictObject({ self: link, next: link.optional() }),
    attributes: attributes('Collection'),
  });
}

export const partnerErrorSchema = z.strictObject({
  code: z.int(),
  description: z.string(),
  data: z.array(z.string()),
  source: z.string(),
});
