import type { DeviceCategory, DeviceRecord, LicenseRecord, VendorCompany } from '../../domain/inventory.ts';
import type { CompanyItem, EndpointItem, LicenseInfo } from './schema.ts';

/** @param item of type 1 from getNetworkInventoryItems */
export function toCompany({ id, name }: CompanyItem): VendorCompany {
  return { externalId: id, name: name ?? `Company ${id}`, domains: [], tenantId: null };
}

/** @param item of type 5 or 6 from getNetworkInventoryItems, which does not say when it was last seen */
export function toDevice(item: EndpointItem): DeviceRecord {
  const { managedWithBest, machineType, operatingSystemVersion } = item.details;
  return {
    externalId: item.id,
    companyExternalId: item.companyId,
    name: item.name ?? `Endpoint ${item.id}`,
    category: toCategory(item.details),
    rawCategory: machineType,
    osName: operatingSystemVersion,
    serialNumber: null,
    lastSeenAt: null,
    // Machines that were only found in the network, and those whose agent was removed.
    exclusion: managedWithBest ? null : 'uninstalled',
    rawStatus: managedWithBest ? 'managed' : 'not managed',
  };
}

/**
 * GravityZone tells no category; the name of the system does. Linux may be a server or a desktop and is taken for neither;
 * `machineType` says only computer (1) or virtual machine (2).
 */
function toCategory({ operatingSystemVersion, securityServer }: EndpointItem['details']): DeviceCategory {
  const os = operatingSystemVersion?.toLowerCase() ?? '';
  if (securityServer) return 'other';
  if (os.includes('windows')) return os.includes('server') ? 'server' : 'workstation';
  return /\b(macos|mac os|os x)\b/.test(os) ? 'workstation' : 'other';
}

type Subscription = { term: string; isTrial: boolean; isBilledByUse: boolean };

/** `subscriptionType` as Bitdefender documents it. 6 ("FRAT") is documented by name only and not taken for a known one. */
const SUBSCRIPTIONS = new Map<number, Subscription>([
  [1, { term: 'trial', isTrial: true, isBilledByUse: false }],
  [2, { term: 'licensed', isTrial: false, isBilledByUse: false }],
  [3, { term: 'monthly subscription', isTrial: false, isBilledByUse: true }],
  [4, { term: 'monthly license trial', isTrial: true, isBilledByUse: true }],
  [5, { term: 'monthly subscription trial', isTrial: true, isBilledByUse: true }],
]);

/** What licences are called here: Bitdefender's answer names no product. */
const PRODUCT = { id: 'gravityzone', name: 'GravityZone' };
const ADD_ON = { id: 'gravityzone-add-on', name: 'GravityZone add-on' };

/**
 * @param info from getLicenseInfo
 * @param nth its place among the company's licences
 * @returns null: it does not say how many seats there are
 */
export function toLicense(info: LicenseInfo, companyId: string, nth: number): LicenseRecord | null {
  const type = info.subscriptionType;
  const subscription = type === null ? undefined : SUBSCRIPTIONS.get(type);
  // By the month, Bitdefender bills the seats in use; a number in totalSlots is then only reserved.
  const purchased = subscription?.isBilledByUse ? info.usedSlots : (info.totalSlots ?? null);
  if (subscription && purchased === null) return null;
  const sku = info.isAddon ? ADD_ON : PRODUCT;
  return {
    externalId: nth === 0 ? companyId : `${companyId}:${nth}`,
    companyExternalId: companyId,
    skuId: sku.id,
    skuName: sku.name,
    partNumber: null,
    purchased: purchased ?? 0,
    assigned: info.usedSlots,
    state: subscription ? 'active' : 'unknown',
    rawStatus: type === null ? null : `subscription type ${type}`,
    isTrial: subscription?.isTrial ?? false,
    exclusion: null,
    term: subscription?.term ?? null,
    termEndsAt: info.endSubscription ?? info.expiryDate,
  };
}
