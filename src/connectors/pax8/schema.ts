import { z } from 'zod';
import { id, number, text, time } from '../kit/lenient.ts';

/**
 * What Pax8 sends, as far as it is read. Names and types from its OpenAPI document (Partner Endpoints), schemas Company,
 * Subscription and SubscriptionCommitment.
 */

export const companyRow = z.object({ id, name: text, website: text, status: text });
export type CompanyRow = z.output<typeof companyRow>;

/** Pax8's samples mix days, times, and times with a zone like "-0600"; they are only shown, so what is odd reads as none. */
const shownTime = z
  .preprocess(
    (value) => (typeof value === 'string' ? value.replace(/([+-]\d{2})(\d{2})$/, timeZone) : value),
    time,
  )
  .catch(null);

/** A day ends in "-18" too: only what follows a time of day is a zone. */
function timeZone(sent: string, hours: string, minutes: string, at: number, whole: string): string {
  return whole.slice(0, at).includes(':') ? `${hours}:${minutes}` : sent;
}

/** A quantity that is not sent is not known, and not zero. */
const quantity = number.refine((value) => value !== null, 'missing').transform((value) => value ?? 0);

export const subscriptionRow = z.object({
  id,
  companyId: id,
  productId: id,
  productName: text,
  quantity,
  status: text,
  billingTerm: text,
  createdDate: shownTime,
  updatedDate: shownTime,
  endDate: shownTime,
  commitmentTerm: z.object({ endDate: shownTime }).nullish().catch(null),
});
export type SubscriptionRow = z.output<typeof subscriptionRow>;

/** A page of a list. */
export const pageAnswer = z.object({
  content: z.array(z.unknown()),
  page: z.object({ totalElements: z.coerce.number().int().min(0) }),
});

/** The states of a subscription, all at once. */
export const historyAnswer = z.object({ content: z.array(z.unknown()) });
