import type { SubscriptionRecord } from '../inventory.ts';
import { normalizeText, type SubscriptionFilter } from '../measure.ts';
import type { Judge } from './judgement.ts';

/**
 * Judges subscriptions by a filter (domain.md section 4): every active one of the selected products counts, never the
 * first alone; pending ones are left out as pending, trials are excluded.
 */
export function judgeSubscriptions(filter: SubscriptionFilter): Judge<SubscriptionRecord> {
  const productIds = new Set(filter.productIds.map(normalizeText));
  const terms = new Set(filter.billingTerms.map(normalizeText));
  return (subscription) => {
    if (productIds.size > 0 && !productIds.has(normalizeText(subscription.productId))) {
      return { code: 'filter', text: 'another product' };
    }
    if (terms.size > 0 && !terms.has(normalizeText(subscription.billingTerm ?? ''))) {
      return { code: 'filter', text: `its billing term is ${subscription.billingTerm ?? 'not known'}` };
    }
    if (subscription.isTrial) {
      return { code: 'trial', text: 'a trial' };
    }
    const status = subscription.rawStatus ?? subscription.state;
    switch (subscription.state) {
      case 'active':
        return null;
      case 'pending':
        return { code: 'pending', text: `not active yet (${status})` };
      case 'ended':
        return { code: 'ended', text: `no longer active (${status})` };
      case 'unknown':
        return { code: 'status_unknown', text: `its status “${status}” is not known to Tieout` };
    }
  };
}
