import type { SubscriptionRecord } from '../../domain/inventory.ts';
import type { SubscriptionRow } from './schema.ts';
import { stateOf, toSubscription } from './transform.ts';

/**
 * What runs of a subscription whose change is under way. While Pax8 carries out a change of quantity, the subscription is
 * pending with the new quantity, and the old one is still delivered and billed (the document's sample of a history: two
 * active, five pending). It is a record of its own, so that the evidence shows both.
 * @param row a pending subscription
 * @param history its states
 * @returns null: it has not run before, or no longer does
 */
export function toRunning(
  row: SubscriptionRow,
  history: readonly SubscriptionRow[],
): SubscriptionRecord | null {
  const before = newestFirst(history).find((state) => stateOf(state) !== 'pending');
  if (before === undefined || stateOf(before) !== 'active') return null;
  const { quantity, rawStatus, isTrial, billingTerm, termEndsAt } = toSubscription(before);
  return {
    ...toSubscription(row),
    externalId: `${row.id}:running`,
    state: 'active',
    quantity,
    rawStatus: `${rawStatus}, ${row.status} to ${row.quantity}`,
    isTrial,
    billingTerm,
    termEndsAt,
  };
}

/** By the day of the last change; in Pax8's own order where one of the states has none. */
function newestFirst(history: readonly SubscriptionRow[]): SubscriptionRow[] {
  const timeOf = (state: SubscriptionRow) => state.updatedDate ?? state.createdDate;
  if (history.some((state) => timeOf(state) === null)) return [...history];
  return history.toSorted((a, b) => Date.parse(timeOf(b) ?? '') - Date.parse(timeOf(a) ?? ''));
}
