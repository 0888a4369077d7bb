import type { DeviceRecord, LicenseRecord, SubscriptionRecord, UserRecord } from '../inventory.ts';
import type { FilterOf, Measure } from '../measure.ts';
import { type Count, countRecords, type InventoryRecord } from './count.ts';

/** The time of the source's data in the tests of counting. */
export const AS_OF = '2026-11-23T12:00:00.000Z';

const COMPANY = { externalId: '1', companyExternalId: 'company' };

/** A device that counts. */
export function deviceOf(change: Partial<DeviceRecord> = {}): DeviceRecord {
  return {
    ...COMPANY,
    name: 'PC-1',
    category: 'desktop',
    rawCategory: null,
    osName: 'Windows 11 Pro',
    serialNumber: null,
    lastSeenAt: AS_OF,
    exclusion: null,
    rawStatus: null,
    ...change,
  };
}

/** A licensed user that counts. */
export function userOf(change: Partial<UserRecord> = {}): UserRecord {
  return {
    ...COMPANY,
    userPrincipalName: 'ada@contoso.com',
    displayName: 'Ada Example',
    department: 'Finance',
    enabled: true,
    type: 'member',
    rawType: null,
    paidLicenses: 1,
    licenseNames: ['Business Premium'],
    ...change,
  };
}

/** Ten active seats, eight of them in use. */
export function licenseOf(change: Partial<LicenseRecord> = {}): LicenseRecord {
  return {
    ...COMPANY,
    skuId: 'sku',
    skuName: 'Business Premium',
    partNumber: 'SPB',
    purchased: 10,
    assigned: 8,
    state: 'active',
    rawStatus: 'Enabled',
    isTrial: false,
    exclusion: null,
    term: null,
    termEndsAt: null,
    ...change,
  };
}

/** An active subscription of 3. */
export function subscriptionOf(change: Partial<SubscriptionRecord> = {}): SubscriptionRecord {
  return {
    ...COMPANY,
    productId: 'product',
    productName: 'Backup',
    quantity: 3,
    state: 'active',
    rawStatus: 'Active',
    isTrial: false,
    billingTerm: 'Monthly',
    termEndsAt: null,
    ...change,
  };
}

const DEFAULTS: FilterOf = {
  devices: { categories: [], conditions: [], match: 'all', seenWithinDays: null, mergeDuplicates: false },
  users: { scope: 'licensed', conditions: [], match: 'all' },
  licenses: { skuIds: [], basis: 'purchased', includeTrials: false, includeSuspended: false },
  subscriptions: { productIds: [], billingTerms: [] },
};

/** A measure of one source, with parts of its filter changed. */
export function measureOf<M extends keyof FilterOf>(metric: M, filter: Partial<FilterOf[M]> = {}): Measure {
  return { integrationId: 'source', metric, filter: { ...DEFAULTS[metric], ...filter } } as Measure;
}

/** Counts records as of AS_OF. */
export function countOf<M extends keyof FilterOf>(
  metric: M,
  filter: Partial<FilterOf[M]>,
  records: readonly InventoryRecord[],
): Count {
  return countRecords(measureOf(metric, filter), records, AS_OF);
}

/** "counted", or the code and the words of the reason why the record does not count. */
export function verdictOf<M extends keyof FilterOf>(
  metric: M,
  filter: Partial<FilterOf[M]>,
  record: InventoryRecord,
): string {
  const [left] = countOf(metric, filter, [record]).leftOut;
  return left === undefined ? 'counted' : `${left.reason.code}: ${left.reason.text}`;
}
