/** What each plan of a workspace includes: the one table of plans. */

export const PLANS = ['free', 'pro', 'enterprise'] as const;
export type Plan = (typeof PLANS)[number];

/** `reconciliation`: billing reconciliation and what builds on it. */
export type Feature = 'reconciliation';

const FEATURES: Record<Plan, readonly Feature[]> = {
  free: [],
  pro: ['reconciliation'],
  enterprise: ['reconciliation'],
};

/** Whether a plan includes a feature. */
export function includes(plan: Plan, feature: Feature): boolean {
  return FEATURES[plan].includes(feature);
}
