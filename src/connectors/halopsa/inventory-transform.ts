import type { DeviceCategory, DeviceRecord, LicenseRecord, UserRecord } from '../../domain/inventory.ts';
import type { AssetRow, LicenceRow, UserRow } from './inventory-schema.ts';
import { toDay } from './transform.ts';

/** A placeholder that every client has; HaloPSA's own user counts leave it out, as they do service accounts. */
const GENERAL_USER = 'general user';

/**
 * @param row from GET /api/Users. HaloPSA knows no licences of users, but leaves those out of automated billing that are marked
 * so: they have none here.
 */
export function toUser(row: UserRow): UserRecord {
  const name = row.name ?? row.emailaddress ?? `User ${row.id}`;
  const place = placeOf(row);
  return {
    externalId: row.id,
    companyExternalId: row.client_id,
    userPrincipalName: row.emailaddress ?? name,
    displayName: name,
    department: null,
    enabled: row.inactive !== true,
    type: place === null ? 'member' : 'mailbox',
    rawType: place ?? (row.ignoreautomatedbilling ? 'ignored by automated billing' : null),
    paidLicenses: row.ignoreautomatedbilling ? 0 : null,
    licenseNames: [],
  };
}

/** What a user is that is no person; null: a person. */
function placeOf({ name, isserviceaccount }: UserRow): string | null {
  if (isserviceaccount) return 'service account';
  return name?.toLowerCase() === GENERAL_USER ? name : null;
}

/** Asset types are the MSP's own words; those that leave no doubt have a category. */
const CATEGORIES: Record<string, DeviceCategory> = {
  desktop: 'desktop',
  laptop: 'laptop',
  notebook: 'laptop',
  workstation: 'workstation',
  server: 'server',
  printer: 'printer',
  switch: 'network',
  router: 'network',
  firewall: 'network',
  'access point': 'network',
};

/** @param row from GET /api/Asset, which says neither the system nor when the asset was last seen */
export function toDevice(row: AssetRow): DeviceRecord {
  return {
    externalId: row.id,
    companyExternalId: row.client_id,
    name: row.key_field ?? row.inventory_number ?? `Asset ${row.id}`,
    category: CATEGORIES[row.assettype_name?.toLowerCase() ?? ''] ?? 'other',
    rawCategory: row.assettype_name,
    osName: null,
    serialNumber: null,
    lastSeenAt: null,
    exclusion: row.inactive ? 'decommissioned' : null,
    rawStatus: row.inactive ? 'inactive' : null,
  };
}

/** @param row from GET /api/SoftwareLicence. Of how many seats are in use, two fields tell, and no source says which counts. */
export function toLicense(row: LicenceRow): LicenseRecord {
  const name = row.name ?? `Licence ${row.id}`;
  const endsOn = toDay(row.end_date);
  return {
    externalId: row.id,
    companyExternalId: row.client_id,
    skuId: row.product_sku ?? name,
    skuName: name,
    partNumber: row.vendor_product_sku ?? row.product_sku,
    purchased: row.count,
    assigned: null,
    state: toState(row),
    rawStatus: row.status ?? (row.is_active === false ? 'inactive' : null),
    isTrial: false,
    exclusion: row.deleted ? 'deleted' : null,
    term: row.term_duration ?? row.billing_cycle,
    termEndsAt: endsOn === null ? null : `${endsOn}T00:00:00.000Z`,
  };
}

/** `status` is free text: what is neither empty nor a plain word is not taken for a known one. */
function toState({ status, is_active }: LicenceRow): LicenseRecord['state'] {
  const word = status?.toLowerCase() ?? 'active';
  if (word === 'suspended' || is_active === false) return 'suspended';
  return word === 'active' ? 'active' : 'unknown';
}
