import type { SandboxMsp } from '../msp/types.ts';
import type { Pax8Company, Pax8Subscription } from './schema.ts';

/** What Pax8 serves. */
export type Pax8Data = {
  companies: Pax8Company[];
  subscriptions: Pax8Subscription[];
  /** States of a subscription, newest first, by its id; of those not named here the present one alone. */
  history: Record<string, Pax8Subscription[]>;
};

export const PAX8 = 'pax8';

/** The rows of Pax8; change them and the next request sees it. */
export function pax8Of(msp: Pick<SandboxMsp, 'planted'>): Pax8Data {
  return msp.planted[PAX8] as Pax8Data;
}
