import type { SubscriptionRecord, VendorCompany } from '../../domain/inventory.ts';
import type { CompanyRow, SubscriptionRow } from './schema.ts';

/**
 * `status` of a subscription (all ten are in Pax8's OpenAPI document). PendingCancel runs until it is cancelled: its end
 * date does not tell, as in Pax8's own sample it is over. The other pending ones wait to be provisioned or activated.
 */
const STATE_BY_STATUS: Record<string, SubscriptionRecord['state']> = {
  active: 'active',
  activated: 'active',
  pendingcancel: 'active',
  trial: 'active',
  pendingmanual: 'pending',
  pendingautomated: 'pending',
  waitingfordetails: 'pending',
  pendingactivation: 'pending',
  cancelled: 'ended',
  converted: 'ended',
};

/** @param row from GET /v1/companies */
export function toCompany(row: CompanyRow): VendorCompany {
  const domain = domainOf(row.website);
  return {
    externalId: row.id,
    name: row.name ?? row.id,
    domains: domain === null ? [] : [domain],
    tenantId: null,
  };
}

export function isDeleted(row: CompanyRow): boolean {
  return row.status?.toLowerCase() === 'deleted';
}

/** The company's own host. A page somewhere below one, as at a social network, says nothing about whose the host is. */
function domainOf(website: string | null): string | null {
  const address = website === null || /^https?:\/\//i.test(website) ? website : `https://${website}`;
  if (address === null || !URL.canParse(address)) return null;
  const { hostname, pathname } = new URL(address);
  return pathname === '/' && hostname.includes('.') ? hostname.replace(/^www\./, '') : null;
}

/** @param row from GET /v1/subscriptions, or a former state of it */
export function toSubscription(row: SubscriptionRow): SubscriptionRecord {
  return {
    externalId: row.id,
    companyExternalId: row.companyId,
    productId: row.productId,
    productName: row.productName ?? row.productId,
    quantity: row.quantity,
    state: stateOf(row),
    rawStatus: row.status,
    isTrial: isTrial(row),
    billingTerm: row.billingTerm,
    termEndsAt: isLeaving(row)
      ? (row.endDate ?? row.commitmentTerm?.endDate ?? null)
      : (row.commitmentTerm?.endDate ?? row.endDate),
  };
}

export function stateOf(row: SubscriptionRow): SubscriptionRecord['state'] {
  return STATE_BY_STATUS[row.status?.toLowerCase() ?? ''] ?? 'unknown';
}

function isTrial(row: SubscriptionRow): boolean {
  return row.status?.toLowerCase() === 'trial' || row.billingTerm?.toLowerCase() === 'trial';
}

/** What was cancelled ends on its end date, also where the commitment lasts longer. */
function isLeaving(row: SubscriptionRow): boolean {
  return ['pendingcancel', 'cancelled'].includes(row.status?.toLowerCase() ?? '');
}
