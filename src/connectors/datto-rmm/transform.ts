import type { DeviceCategory, DeviceRecord, VendorCompany } from '../../domain/inventory.ts';
import type { DeviceRow, SiteRow } from './schema.ts';

/** Those words of `deviceClass` (all are in Datto's OpenAPI document) that tell a category. The others are `device` and `unknown`. */
const CATEGORY_BY_CLASS: Record<string, DeviceCategory> = {
  printer: 'printer',
  esxihost: 'hypervisor',
  rmmnetworkdevice: 'network',
};

/** `deviceType.category` is free text; these are the words that public clients name. Not here, and so `other`: all else. */
const CATEGORY_BY_WORD: Record<string, DeviceCategory> = {
  desktop: 'desktop',
  laptop: 'laptop',
  server: 'server',
  printer: 'printer',
  network: 'network',
  esxi: 'hypervisor',
};

/** @param row from GET /v2/account/sites */
export function toCompany({ uid, name }: SiteRow): VendorCompany {
  return { externalId: uid, name: name ?? `Site ${uid}`, domains: [], tenantId: null };
}

/** @param row from GET /v2/site/{siteUid}/devices */
export function toDevice(row: DeviceRow, siteUid: string): DeviceRecord {
  return {
    externalId: row.id,
    companyExternalId: siteUid,
    name: row.hostname ?? row.description ?? `Device ${row.id}`,
    ...toCategory(row),
    osName: row.operatingSystem,
    // Datto tells it in the audit of each device only.
    serialNumber: null,
    lastSeenAt: row.lastSeen,
    exclusion: row.deleted ? 'deleted' : null,
    rawStatus: toRawStatus(row),
  };
}

/** The class decides where it says more than "device": its words are documented. The raw word is the one that decided. */
function toCategory({ deviceClass, deviceType }: DeviceRow): Pick<DeviceRecord, 'category' | 'rawCategory'> {
  const byClass = CATEGORY_BY_CLASS[deviceClass?.toLowerCase() ?? ''];
  if (byClass !== undefined) return { category: byClass, rawCategory: deviceClass };
  const word = deviceType?.category ?? null;
  return {
    category: CATEGORY_BY_WORD[word?.toLowerCase() ?? ''] ?? 'other',
    rawCategory: word ?? deviceClass,
  };
}

function toRawStatus({ deleted, suspended, online }: DeviceRow): string | null {
  if (deleted) return 'deleted';
  if (suspended) return 'suspended';
  if (online === null) return null;
  return online ? 'online' : 'offline';
}
