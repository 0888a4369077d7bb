import type { SandboxMsp } from '../msp/types.ts';
import type { PartnerCustomer, PartnerSubscription } from './schema.ts';

/** What Partner Center serves. */
export type CspData = {
  customers: PartnerCustomer[];
  /** By the customer's id. */
  subscriptions: Record<string, PartnerSubscription[]>;
  /** Customers that are still listed, but whose subscriptions Partner Center no longer shows, by id. */
  refusing: string[];
};

export const CSP = 'microsoft-csp';

/** The rows of Partner Center; change them and the next request sees it. */
export function cspOf(msp: Pick<SandboxMsp, 'planted'>): CspData {
  return msp.planted[CSP] as CspData;
}
