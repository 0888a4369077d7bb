import type { LineItem, LineState, Mapping, Result } from '../../../api/types.ts';

type Metric = NonNullable<Mapping['metric']>;

/** How the PSA says the quantity is set; also the name of the mode. */
export const SOURCE_WORDS: Record<LineItem['quantitySource'], string> = {
  asset_count: 'Asset count',
  license_count: 'Licence count',
  user_count: 'User count',
  subscription_count: 'Subscription count',
  manual: 'Manual',
  custom_sql: 'Custom SQL',
};

export const BILLING_TYPE_WORDS: Record<LineItem['billingType'], string> = {
  billable: 'Billable',
  do_not_bill: 'Do not bill',
  no_charge: 'No charge',
};

/** After a price: "$149.00 a month". */
export const CYCLE_WORDS: Record<LineItem['billingCycle'], string> = {
  one_time: 'once',
  weekly: 'a week',
  two_weekly: 'every 2 weeks',
  monthly: 'a month',
  two_monthly: 'every 2 months',
  quarterly: 'a quarter',
  half_yearly: 'every 6 months',
  yearly: 'a year',
  two_yearly: 'every 2 years',
  three_yearly: 'every 3 years',
  four_yearly: 'every 4 years',
  five_yearly: 'every 5 years',
  unknown: 'billing cycle unknown',
};

/** How an agreement bills: "billed monthly". */
export const BILLED_WORDS: Record<LineItem['billingCycle'], string> = {
  ...CYCLE_WORDS,
  weekly: 'weekly',
  monthly: 'monthly',
  quarterly: 'quarterly',
  half_yearly: 'half-yearly',
  yearly: 'yearly',
  unknown: 'by a cycle that is not understood',
};

export const STATE_WORDS: Record<LineState, string> = {
  deleted: 'Deleted here',
  ended: 'Ended',
  upcoming: 'Upcoming',
  ignored: 'Ignored',
  linked: 'Linked',
  unmappable: 'Cannot be mapped',
  mapped: 'Mapped',
  unmapped: 'Unmapped',
};

/** Who decided on a mapping, and how. */
export const ORIGIN_WORDS: Record<Mapping['origin'], string> = {
  person: 'Person',
  rule: 'Rule',
  suggestion: 'Suggestion',
};

/** What a metric counts: singular, plural. */
export const UNIT_WORDS: Record<Metric, readonly [string, string]> = {
  devices: ['device', 'devices'],
  users: ['user', 'users'],
  licenses: ['seat', 'seats'],
  subscriptions: ['subscription', 'subscriptions'],
};

type Reason = NonNullable<Result['reason']>;

/** Short words for the status badge where a reason says more than the status. */
export const REASON_WORDS: Record<Reason, string> = {
  no_company: 'No company linked',
  never_synced: 'Never synced',
  sync_failed: 'Sync failed',
  sync_held: 'Sync held',
  stale: 'Source stale',
  integration_removed: 'Integration removed',
  minimum: 'Matched: minimum',
  tolerance: 'Matched: tolerance',
  spare: 'Matched: spare',
  no_comparison: 'Not compared',
};
