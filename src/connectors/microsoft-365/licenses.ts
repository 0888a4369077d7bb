import type { LicenseRecord } from '../../domain/inventory.ts';
import { isFreeSku, skuName } from './catalogue.ts';
import type { SkuRow, SubscriptionRow } from './schema.ts';

/** Seats of a SKU that share a fate; each part becomes a record of its own. */
type Part = { key: string; seats: number; state: LicenseRecord['state']; isTrial: boolean };

/**
 * `capabilityStatus` of a SKU and `status` of a subscription: Enabled runs, Warning has expired and still works,
 * Suspended and LockedOut do not (https://learn.microsoft.com/graph/api/resources/subscribedsku).
 */
const STATE_BY_STATUS: Record<string, LicenseRecord['state']> = {
  enabled: 'active',
  warning: 'grace',
  suspended: 'suspended',
  lockedout: 'suspended',
  deleted: 'suspended',
};

/**
 * The records of one SKU: a part each for seats that run, are in grace, on trial, suspended. There is always at least
 * one, and the first of them carries the seats in use, which Graph counts for the SKU as a whole.
 * @param row from GET /subscribedSkus
 * @param subscriptions the tenant's, from GET /directory/subscriptions: they tell trials and dates; none if not readable
 */
export function toLicenses(
  row: SkuRow,
  subscriptions: readonly SubscriptionRow[],
  tenantId: string,
): LicenseRecord[] {
  const own = subscriptionsOf(row, subscriptions);
  const rawStatus = row.capabilityStatus;
  const state = STATE_BY_STATUS[rawStatus?.toLowerCase() ?? ''] ?? 'unknown';
  const parts = partsOf(row, own).filter((part) => part.seats > 0);
  const kept = parts.length > 0 ? parts : [{ key: '', seats: 0, state, isTrial: false }];
  return kept.map((part, index) => ({
    externalId: `${tenantId}:${row.skuId}${part.key}`,
    companyExternalId: tenantId,
    skuId: row.skuId,
    skuName: skuLabel(row),
    partNumber: row.skuPartNumber,
    purchased: part.seats,
    assigned: index === 0 ? row.consumedUnits : null,
    state: state === 'unknown' ? 'unknown' : part.state,
    rawStatus,
    isTrial: part.isTrial,
    exclusion: exclusionOf(row),
    term: null,
    termEndsAt: earliest(own.filter((subscription) => (subscription.isTrial === true) === part.isTrial)),
  }));
}

/** The SKU's friendly name, else its part number, else its id. */
export function skuLabel(row: Pick<SkuRow, 'skuId' | 'skuPartNumber'>): string {
  return skuName(row.skuId) ?? row.skuPartNumber ?? row.skuId;
}

/** Whether the SKU has seats, and all of them are on trial. */
export function isTrialOnly(row: SkuRow, subscriptions: readonly SubscriptionRow[]): boolean {
  const parts = partsOf(row, subscriptionsOf(row, subscriptions)).filter((part) => part.seats > 0);
  return parts.length > 0 && parts.every((part) => part.isTrial);
}

/** The first part is the one that carries the seats in use: what runs before what ends, what ends before what is off. */
function partsOf({ prepaidUnits }: SkuRow, own: readonly SubscriptionRow[]): Part[] {
  const { enabled, warning, suspended, lockedOut } = prepaidUnits;
  const active = splitTrial(enabled, own, 'active');
  const grace = splitTrial(warning, own, 'grace');
  const off = splitTrial(suspended + lockedOut, own, 'suspended');
  return [
    { key: '', seats: active.paid, state: 'active', isTrial: false },
    { key: ':grace', seats: grace.paid, state: 'grace', isTrial: false },
    { key: ':trial', seats: active.trial + grace.trial, state: 'active', isTrial: true },
    { key: ':suspended', seats: off.paid, state: 'suspended', isTrial: false },
    { key: ':trial-suspended', seats: off.trial, state: 'suspended', isTrial: true },
  ];
}

/** `prepaidUnits` adds trial seats to paid ones; only the subscriptions tell how many they are. */
function splitTrial(
  seats: number,
  own: readonly SubscriptionRow[],
  state: LicenseRecord['state'],
): { paid: number; trial: number } {
  const trials = own.filter(
    ({ isTrial, status }) => isTrial && STATE_BY_STATUS[status?.toLowerCase() ?? ''] === state,
  );
  const trial = Math.min(
    seats,
    trials.reduce((total, { totalLicenses }) => total + totalLicenses, 0),
  );
  return { paid: Math.max(0, seats - trial), trial: Math.max(0, trial) };
}

function subscriptionsOf(row: SkuRow, subscriptions: readonly SubscriptionRow[]): SubscriptionRow[] {
  return subscriptions.filter(
    ({ skuId, status }) => isSame(skuId, row.skuId) && !isSame(status ?? '', 'deleted'),
  );
}

function exclusionOf(row: SkuRow): LicenseRecord['exclusion'] {
  if (isSame(row.capabilityStatus ?? '', 'deleted')) return 'deleted';
  if (isSame(row.appliesTo ?? '', 'company')) return 'company_wide';
  return isFreeSku(row.skuId) ? 'free' : null;
}

function earliest(subscriptions: readonly SubscriptionRow[]): string | null {
  const times = subscriptions.map(({ nextLifecycleDateTime }) => Date.parse(nextLifecycleDateTime ?? ''));
  const known = times.filter((time) => !Number.isNaN(time));
  return known.length === 0 ? null : new Date(Math.min(...known)).toISOString();
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
