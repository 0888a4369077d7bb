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

export type Condition<Field extends string = string> = {
  field: Field;
  operator: ConditionOperator;
  value: string;
};

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

/**
 * The one form of a measure: lists sorted and deduplicated, text trimmed and lower-cased (domain.md section 3).
 * Measures that count the same thing become equal. Ids of SKUs and products keep their case for display by the vendor
 * but are compared without it, so they are lower-cased too.
 */
export function normalizeMeasure(measure: Measure): Measure {
  const { integrationId } = measure;
  switch (measure.metric) {
    case 'devices': {
      const { categories, conditions, match, seenWithinDays, mergeDuplicates } = measure.filter;
      const filter: DeviceFilter = {
        categories: sortedUnique(categories),
        ...normalizeConditions(conditions, match),
        seenWithinDays,
        mergeDuplicates,
      };
      return { integrationId, metric: 'devices', filter };
    }
    case 'users': {
      const { scope, conditions, match } = measure.filter;
      return { integrationId, metric: 'users', filter: { scope, ...normalizeConditions(conditions, match) } };
    }
    case 'licenses': {
      const { skuIds, basis, includeTrials, includeSuspended } = measure.filter;
      const filter = { skuIds: normalizeTexts(skuIds), basis, includeTrials, includeSuspended };
      return { integrationId, metric: 'licenses', filter };
    }
    case 'subscriptions': {
      const { productIds, billingTerms } = measure.filter;
      const filter = { productIds: normalizeTexts(productIds), billingTerms: normalizeTexts(billingTerms) };
      return { integrationId, metric: 'subscriptions', filter };
    }
  }
}

/** The key of a normalised measure; equal measures have equal keys. */
export function measureKey(measure: Measure): string {
  const { integrationId, metric, filter } = normalizeMeasure(measure);
  const sorted = Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([integrationId, metric, sorted]);
}

/** The normalised measure that has a key. @param key of `measureKey` */
export function measureOfKey(key: string): Measure {
  const [integrationId, metric, filter] = JSON.parse(key);
  return { integrationId, metric, filter: Object.fromEntries(filter) } as Measure;
}

/** How texts are compared everywhere in a filter: case and surrounding white space never matter. */
export function normalizeText(text: string): string {
  return text.trim().toLowerCase();
}

function normalizeTexts(texts: readonly string[]): string[] {
  return sortedUnique(texts.map(normalizeText));
}

function sortedUnique<Text extends string>(texts: readonly Text[]): Text[] {
  return [...new Set(texts)].sort();
}

/** With one condition or none, *all* and *any* say the same. */
function normalizeConditions<Field extends string>(
  conditions: readonly Condition<Field>[],
  match: 'all' | 'any',
): { conditions: Condition<Field>[]; match: 'all' | 'any' } {
  const byKey = new Map<string, Condition<Field>>();
  for (const { field, operator, value } of conditions) {
    const condition = { field, operator, value: normalizeText(value) };
    byKey.set(JSON.stringify([field, operator, condition.value]), condition);
  }
  const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, condition]) => condition);
  return { conditions: sorted, match: sorted.length > 1 ? match : 'all' };
}
