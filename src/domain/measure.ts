import type { DeviceCategory, Metric } from './inventory.ts';

export const CONDITION_OPERATORS = [
  'contains',
  'notContains',
  'is',
  'isNot',
  'startsWith',
  'endsWith',
  'matches',
] as const;
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];

export const CONDITION_FIELDS = {
  devices: ['osName', 'deviceName'],
  users: ['userPrincipalName', 'displayName', 'department'],
} as const;

export type Condition<Field extends string> = { field: Field; operator: ConditionOperator; value: string };

export type DeviceFilter = {
  /** None: every category. */
  categories: DeviceCategory[];
  conditions: Condition<(typeof CONDITION_FIELDS)['devices'][number]>[];
  match: 'all' | 'any';
  seenWithinDays: number | null;
  mergeDuplicates: boolean;
};

export type UserFilter = {
  scope: 'licensed' | 'active';
  conditions: Condition<(typeof CONDITION_FIELDS)['users'][number]>[];
  match: 'all' | 'any';
};

export type LicenseFilter = {
  /** None: every SKU. */
  skuIds: string[];
  basis: 'purchased' | 'assigned';
  includeTrials: boolean;
  includeSuspended: boolean;
};

export type SubscriptionFilter = {
  /** None: every product. */
  productIds: string[];
  /** None: every term. */
  billingTerms: string[];
};

export type FilterOf = {
  devices: DeviceFilter;
  users: UserFilter;
  licenses: LicenseFilter;
  subscriptions: SubscriptionFilter;
};

/** What is counted: integration + metric + filter. */
export type Measure = { [M in Metric]: { integrationId: string; metric: M; filter: FilterOf[M] } }[Metric];
