import { describe, expect, test } from 'vitest';
import type { SubscriptionRecord } from '../inventory.ts';
import type { SubscriptionFilter } from '../measure.ts';
import { countOf, subscriptionOf, verdictOf } from './testing.ts';

const verdict = (subscription: Partial<SubscriptionRecord>, filter: Partial<SubscriptionFilter> = {}) =>
  verdictOf('subscriptions', filter, subscriptionOf(subscription));

test.each<[string, Partial<SubscriptionRecord>, Partial<SubscriptionFilter>, string]>([
  ['active counts', {}, {}, 'counted'],
  ['to be cancelled counts until it is', { rawStatus: 'PendingCancel' }, {}, 'counted'],
  [
    'pending is left out as pending',
    { state: 'pending', rawStatus: 'PendingManual' },
    {},
    'pending: not active yet (PendingManual)',
  ],
  [
    'ended is left out',
    { state: 'ended', rawStatus: 'Cancelled' },
    {},
    'ended: no longer active (Cancelled)',
  ],
  [
    'not understood is left out',
    { state: 'unknown', rawStatus: 'Odd' },
    {},
    'status_unknown: its status “Odd” is not known to Tieout',
  ],
  ['a trial is left out', { isTrial: true }, {}, 'trial: a trial'],
  ['of a selected product counts', { productId: 'P-1' }, { productIds: ['p-1 '] }, 'counted'],
  ['of another product is left out', {}, { productIds: ['p-1'] }, 'filter: another product'],
  ['of a selected term counts', {}, { billingTerms: ['MONTHLY'] }, 'counted'],
  [
    'of another term is left out',
    { billingTerm: 'Annual' },
    { billingTerms: ['monthly'] },
    'filter: its billing term is Annual',
  ],
  [
    'without a term is left out where one is asked for',
    { billingTerm: null },
    { billingTerms: ['monthly'] },
    'filter: its billing term is not known',
  ],
])('a subscription that is %s', (_, subscription, filter, expected) => {
  expect(verdict(subscription, filter)).toBe(expected);
});

describe('quantities add up', () => {
  test('over all subscriptions of one product, never the first alone', () => {
    const both = [subscriptionOf({ externalId: 'a' }), subscriptionOf({ externalId: 'b', quantity: 4 })];
    expect(countOf('subscriptions', { productIds: ['product'] }, both).total.toNumber()).toBe(7);
  });

  test('exactly where they are fractions', () => {
    const both = [subscriptionOf({ quantity: 0.1 }), subscriptionOf({ externalId: 'b', quantity: 0.2 })];
    expect(countOf('subscriptions', {}, both).total.toFixed()).toBe('0.3');
  });
});
