import type { LicenseRecord, VendorCompany } from '../../domain/inventory.ts';
import { type CustomerRow, offerIdOf, type SubscriptionRow } from './schema.ts';

/** Relationships (all five are documented) in which the partner sells nothing to the customer. */
const OTHER_RELATIONSHIPS = new Set(['none', 'advisor', 'syndication', 'microsoft_support']);

/**
 * `status` of a subscription. Expired ones still work for 30 days, but their term is over and Microsoft no longer bills them;
 * disabled ones come after that (https://learn.microsoft.com/partner-center/customers/subscription-lifecycle). `pending` and
 * `none` are no state in which seats are known to be there.
 */
const STATE_BY_STATUS: Record<string, LicenseRecord['state']> = {
  active: 'active',
  suspended: 'suspended',
  expired: 'suspended',
  disabled: 'suspended',
  deleted: 'suspended',
};

/** From here on a date means "never": Microsoft writes 9999. */
const NEVER = '9000';

/** Whether the partner may sell to the customer; a relationship that nobody knows is not taken for another. */
export function isResold({ relationshipToPartner }: CustomerRow): boolean {
  return !OTHER_RELATIONSHIPS.has(relationshipToPartner?.toLowerCase() ?? '');
}

/** @param row from GET /v1/customers, whose id is the customer's tenant */
export function toCompany({ id, companyProfile }: CustomerRow): VendorCompany {
  const { companyName = null, domain = null } = companyProfile ?? {};
  return {
    externalId: id,
    name: companyName ?? domain ?? id,
    domains: domain === null ? [] : [domain.toLowerCase()],
    tenantId: id,
  };
}

/** @param row from GET /v1/customers/{id}/subscriptions */
export function toLicense(row: SubscriptionRow, customerId: string): LicenseRecord {
  const skuId = skuIdOf(offerIdOf(row) ?? row.id);
  const basis = basisOf(row);
  return {
    externalId: row.id,
    companyExternalId: customerId,
    skuId,
    // The friendly name is what the partner called it.
    skuName: row.offerName ?? row.friendlyName ?? skuId,
    partNumber: null,
    purchased: row.quantity,
    assigned: null,
    state: basis === 'unknown' ? 'unknown' : stateOf(row),
    rawStatus: basis === 'unknown' ? `${row.status}, billing type ${row.billingType}` : row.status,
    isTrial: row.isTrial === true,
    exclusion: row.status?.toLowerCase() === 'deleted' ? 'deleted' : basis === 'usage' ? 'usage_based' : null,
    term: row.termDuration,
    termEndsAt: endOf(row),
  };
}

/**
 * New commerce names an offer `productId:skuId:availabilityId`. The last part changes with term and price, so subscriptions of
 * one SKU differ in it. Older offers are one id.
 */
function skuIdOf(offerId: string): string {
  return offerId.split(':').slice(0, 2).join(':');
}

function stateOf(row: SubscriptionRow): LicenseRecord['state'] {
  return STATE_BY_STATUS[row.status?.toLowerCase() ?? ''] ?? 'unknown';
}

/** Whether the quantity is a number of seats. Old subscriptions have the billing type "none"; then the unit tells. */
function basisOf({ billingType, unitType }: SubscriptionRow): 'seats' | 'usage' | 'unknown' {
  const [type, unit] = [billingType?.toLowerCase(), unitType?.toLowerCase()];
  if (type === 'license') return 'seats';
  if (type === 'usage' || type === 'benefit') return 'usage';
  if (unit === 'licenses') return 'seats';
  return unit === 'usage-based' || unit === 'benefit' ? 'usage' : 'unknown';
}

/** When the commitment ends: until then the seats of a term cannot be given back. */
function endOf({ commitmentEndDateTime, commitmentEndDate }: SubscriptionRow): string | null {
  const end = commitmentEndDateTime ?? commitmentEndDate;
  return end === null || end >= NEVER ? null : end;
}
