import type { DeviceCategory, DeviceRecord, VendorCompany } from '../../domain/inventory.ts';
import type { DeviceRow, SiteRow } from './schema.ts';

/** `deviceType.category`, in any case, to our categories. A word that is not here is decided by the device's class. */
const CATEGORIES: Record<string, DeviceCategory> = {
  desktop: 'desktop',
  laptop: 'laptop',
  server: 'server',
  printer: 'printer',
  network: 'network',
  'network device': 'network',
  esxi: 'hypervisor',
  'esxi host': 'hypervisor',
};

/** `deviceClass` to our categories. */
const CATEGORY_BY_CLASS: Record<string, DeviceCategory> = {
  printer: 'printer',
  esxihost: 'hypervisor',
  rmmnetworkdevice: 'network',
};

/** @param row from GET /v2/account/sites */
export function toCompany({ uid, name }: SiteRow): VendorCompany {
  return { externalId: uid, name: name ?? `Site ${uid}`, domains: [], tenantId: null };
}

/** @param row from GET /v2/account/devices or /v2/site/{siteUid}/devices, which tell no serial number */
export function toDevice(row: DeviceRow): DeviceRecord {
  return {
    externalId: row.uid,
    companyExternalId: row.siteUid,
    name: row.hostname ?? `Device ${row.uid}`,
    category: toCategory(row),
    rawCategory: row.deviceType?.category ?? row.deviceClass,
    osName: row.operatingSystem,
    serialNumber: null,
    lastSeenAt: toTime(row.lastSeen),
    exclusion: row.deleted === true ? 'deleted' : null,
    rawStatus: toRawStatus(row),
  };
}

function toCategory({ deviceType, deviceClass }: DeviceRow): DeviceCategory {
  const told = CATEGORIES[deviceType?.category?.toLowerCase() ?? ''];
  return told ?? CATEGORY_BY_CLASS[deviceClass?.toLowerCase() ?? ''] ?? 'other';
}

/** @param milliseconds since 1970; 0 and absent: never */
function toTime(milliseconds: number | null): string | null {
  const date = new Date(milliseconds ?? 0);
  return date.getTime() > 0 ? date.toISOString() : null;
}

/** A suspended device is one whose agent was told to rest: it is still there, and billed unless a line says otherwise. */
function toRawStatus({ deleted, suspended, online }: DeviceRow): string | null {
  if (deleted === true) return 'deleted';
  if (suspended === true) return 'suspended';
  if (online === null) return null;
  return online ? 'online' : 'offline';
}
