import { z } from 'zod';
import { flag, id, number, text, time } from '../kit/lenient.ts';

/**
 * What Partner Center sends, as far as it is read. There is no OpenAPI document: names and types from Microsoft's documentation
 * of the resources Customer and Subscription (https://learn.microsoft.com/partner-center/developer/subscription-resources).
 */

export const customerRow = z.object({
  id,
  companyProfile: z.object({ tenantId: text, domain: text, companyName: text }).nullish().catch(null),
  relationshipToPartner: text,
});
export type CustomerRow = z.output<typeof customerRow>;

/** Microsoft's samples have dates with blanks in them ("2015-11-25T06: 41: 12Z"). Dates are only shown: odd ones read as none. */
const shownTime = z
  .preprocess((value) => (typeof value === 'string' ? value.replace(/\s+/g, '') : value), time)
  .catch(null);

/** A quantity that is not sent is not known, and not zero. */
const seats = number.refine((value) => value !== null, 'missing').transform((value) => value ?? 0);

/** Older subscriptions name their offer in a link alone: "/v1/offers/0CCA44D6-…?country=US". */
const offerLink = z
  .object({ offer: z.object({ uri: text }).nullish() })
  .nullish()
  .catch(null);

const subscriptionFields = z.object({
  id,
  offerId: text,
  links: offerLink,
  offerName: text,
  friendlyName: text,
  quantity: seats,
  unitType: text,
  status: text,
  isTrial: flag.catch(null),
  billingType: text,
  termDuration: text,
  commitmentEndDate: shownTime,
  commitmentEndDateTime: shownTime,
});

export const subscriptionRow = subscriptionFields.refine((row) => offerIdOf(row) !== null, {
  path: ['offerId'],
  message: 'missing',
});

/** What was bought, in Partner Center's words. */
export function offerIdOf({ offerId, links }: z.output<typeof subscriptionFields>): string | null {
  return offerId ?? /\/offers\/([^/?]+)/.exec(links?.offer?.uri ?? '')?.[1] ?? null;
}
export type SubscriptionRow = z.output<typeof subscriptionRow>;

/** Where a collection goes on: an address and, for customers, a header to send there. */
const nextLink = z.object({
  headers: z
    .array(z.object({ key: z.string(), value: z.string() }))
    .nullish()
    .catch(null),
});

/** A collection, or a page of one. Its `totalCount` is not the number of all: the documentation's own samples contradict it. */
export const collection = z.object({
  items: z.array(z.unknown()),
  links: z.object({ next: nextLink.nullish() }).nullish(),
});
