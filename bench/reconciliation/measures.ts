import type { DeviceCategory } from '../../src/domain/inventory.ts';
import {
  type Condition,
  type DeviceFilter,
  type Measure,
  measureKey,
  normalizeMeasure,
} from '../../src/domain/measure.ts';

export const RMM = 'rmm';
export const CLOUD = 'cloud';
export const DISTRIBUTION = 'distribution';

export const SKUS = 60;
export const PRODUCTS = 60;
const DEVICE_MEASURES = 160;
const USER_MEASURES = 120;

export const OS_NAMES = [
  'Windows 11 Pro',
  'Windows 11 Enterprise',
  'Windows 10 Pro',
  'Windows Server 2019 Standard',
  'Windows Server 2022 Standard',
  'macOS 15.5',
  'Ubuntu 24.04 LTS',
  'VMware ESXi 8.0',
];
export const DEPARTMENTS = ['Sales', 'Finance', 'IT', 'Warehouse', 'Legal', 'Board', 'Marketing', 'Support'];

const CATEGORIES: DeviceCategory[][] = [
  ['desktop', 'laptop'],
  ['server'],
  ['laptop'],
  ['desktop'],
  ['desktop', 'laptop', 'server'],
  [],
  ['network'],
  ['printer', 'network'],
];
const SEEN_WITHIN = [null, 30, 60, 14, 90];

/** 400 different measures, of all four metrics; most of the device and user measures have text conditions. */
export function createMeasures(): { measure: Measure; key: string }[] {
  const measures = [...deviceMeasures(), ...userMeasures(), ...licenseMeasures(), ...subscriptionMeasures()];
  const normal = measures.map(normalizeMeasure);
  const keyed = normal.map((measure) => ({ measure, key: measureKey(measure) }));
  if (new Set(keyed.map(({ key }) => key)).size !== 400)
    throw new Error('the measures are not 400 different ones');
  return keyed;
}

function deviceMeasures(): Measure[] {
  return Array.from({ length: DEVICE_MEASURES }, (_, index) => ({
    integrationId: RMM,
    metric: 'devices',
    filter: {
      categories: CATEGORIES[index % CATEGORIES.length] ?? [],
      conditions: deviceConditions(index),
      match: 'all',
      seenWithinDays: SEEN_WITHIN[Math.floor(index / CATEGORIES.length) % SEEN_WITHIN.length] ?? null,
      mergeDuplicates: index % 20 === 19,
    },
  }));
}

/** A third of the measures ask for the operating system, a tenth for the name. */
function deviceConditions(index: number): DeviceFilter['conditions'] {
  const other = { field: 'osName', operator: 'isNot', value: `Windows ${index}` } as const;
  if (index % 10 === 9) {
    return [{ field: 'deviceName', operator: 'startsWith', value: `pc-${index}` }];
  }
  if (index % 3 === 0) {
    return [{ field: 'osName', operator: 'contains', value: index % 2 === 0 ? 'windows' : 'pro' }, other];
  }
  return index < CATEGORIES.length * SEEN_WITHIN.length ? [] : [other];
}

function userMeasures(): Measure[] {
  return Array.from({ length: USER_MEASURES }, (_, index) => ({
    integrationId: CLOUD,
    metric: 'users',
    filter: {
      scope: index % 2 === 0 ? 'licensed' : 'active',
      conditions: userConditions(index),
      match: 'all',
    },
  }));
}

/** All ask for the department, a tenth for the name too: 120 measures differ in little else. */
function userConditions(index: number): Condition<'userPrincipalName' | 'displayName' | 'department'>[] {
  const at = Math.floor(index / 2);
  const department = DEPARTMENTS[at % DEPARTMENTS.length] ?? '';
  const isNot = { field: 'department', operator: 'isNot', value: `dept ${at}` } as const;
  return at % 10 === 0
    ? [{ field: 'userPrincipalName', operator: 'contains', value: `${at}@` }, isNot]
    : [{ field: 'department', operator: 'notContains', value: department }, isNot];
}

function licenseMeasures(): Measure[] {
  return Array.from({ length: SKUS }, (_, index) => ({
    integrationId: CLOUD,
    metric: 'licenses',
    filter: {
      skuIds: [`sku-${index}`],
      basis: 'purchased',
      includeTrials: index % 10 === 0,
      includeSuspended: false,
    },
  }));
}

function subscriptionMeasures(): Measure[] {
  return Array.from({ length: PRODUCTS }, (_, index) => ({
    integrationId: DISTRIBUTION,
    metric: 'subscriptions',
    filter: { productIds: [`product-${index}`], billingTerms: [] },
  }));
}
