import type { Condition, Measure } from './measure.ts';

const FIELDS: Record<string, string> = {
  osName: 'OS name',
  deviceName: 'device name',
  userPrincipalName: 'user principal name',
  displayName: 'display name',
  department: 'department',
};

const OPERATORS: Record<Condition['operator'], string> = {
  contains: 'contains',
  notContains: 'does not contain',
  is: 'is',
  isNot: 'is not',
  startsWith: 'starts with',
  endsWith: 'ends with',
  matches: 'matches',
};

/** A condition in words: OS name contains “server”. */
export function describeCondition({ field, operator, value }: Condition): string {
  return `${FIELDS[field] ?? field} ${OPERATORS[operator]} “${value}”`;
}

/**
 * A measure's filter in words: "laptop, desktop · OS name contains “windows”".
 * @param nameOf the name people know a SKU or product by, given its id.
 */
export function describeFilter(measure: Measure, nameOf: (id: string) => string = (id) => id): string {
  return partsOf(measure, nameOf)
    .filter((part) => part !== '')
    .join(' · ');
}

function partsOf(measure: Measure, nameOf: (id: string) => string): string[] {
  switch (measure.metric) {
    case 'devices': {
      const { categories, conditions, match, seenWithinDays, mergeDuplicates } = measure.filter;
      return [
        categories.length === 0 ? 'all devices' : categories.join(', '),
        describeConditions(conditions, match),
        seenWithinDays === null ? '' : `seen within ${seenWithinDays} days`,
        mergeDuplicates ? 'duplicates merged' : '',
      ];
    }
    case 'users': {
      const { scope, conditions, match } = measure.filter;
      return [
        scope === 'licensed' ? 'licensed users' : 'active users',
        describeConditions(conditions, match),
      ];
    }
    case 'licenses': {
      const { skuIds, basis, includeTrials, includeSuspended } = measure.filter;
      return [
        skuIds.length === 0 ? 'all SKUs' : skuIds.map(nameOf).join(', '),
        basis === 'purchased' ? 'seats purchased' : 'seats assigned',
        includeTrials ? 'with trials' : '',
        includeSuspended ? 'with suspended' : '',
      ];
    }
    case 'subscriptions': {
      const { productIds, billingTerms } = measure.filter;
      return [
        productIds.length === 0 ? 'all products' : productIds.map(nameOf).join(', '),
        billingTerms.join(', '),
      ];
    }
  }
}

function describeConditions(conditions: readonly Condition[], match: 'all' | 'any'): string {
  return conditions.map(describeCondition).join(match === 'all' ? ' and ' : ' or ');
}
