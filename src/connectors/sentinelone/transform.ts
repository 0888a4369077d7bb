import type { DeviceCategory, DeviceRecord, VendorCompany } from '../../domain/inventory.ts';
import type { AgentRow, SiteRow } from './schema.ts';

/**
 * `machineType` to our categories. `unknown` is a computer whose form is not known, mostly a virtual one. Not here, and so
 * `other`: storage, Kubernetes nodes and pods, and types that newer consoles add.
 */
const CATEGORIES: Record<string, DeviceCategory> = {
  desktop: 'desktop',
  laptop: 'laptop',
  server: 'server',
  unknown: 'workstation',
};

/** @param row from GET /sites */
export function toCompany(row: SiteRow): VendorCompany {
  return { externalId: row.id, name: nameOf(row), domains: [], tenantId: null };
}

/** The site of an agent, where the list of sites does not have it. @param row from GET /agents */
export function toCompanyOfAgent({ siteId, siteName, accountName }: AgentRow): VendorCompany {
  return toCompany({ id: siteId, name: siteName, accountName, state: null });
}

/** Every account begins with a site of this name, which says nothing: it is called by its account. */
function nameOf({ id, name, accountName }: SiteRow): string {
  const isTelling = name !== null && name.toLowerCase() !== 'default site';
  return (isTelling ? name : (accountName ?? name)) ?? `Site ${id}`;
}

/** @param row from GET /agents */
export function toDevice(row: AgentRow): DeviceRecord {
  return {
    externalId: row.id,
    companyExternalId: row.siteId,
    name: row.computerName ?? `Agent ${row.id}`,
    category: CATEGORIES[row.machineType?.toLowerCase() ?? ''] ?? 'other',
    rawCategory: row.machineType,
    osName: row.osName,
    serialNumber: row.serialNumber,
    lastSeenAt: row.lastActiveDate,
    exclusion: toExclusion(row),
    rawStatus: toRawStatus(row),
  };
}

/** A decommissioned agent whose machine comes back is active again, in SentinelOne and so here. */
function toExclusion({ isUninstalled, isDecommissioned }: AgentRow): DeviceRecord['exclusion'] {
  if (isUninstalled) return 'uninstalled';
  return isDecommissioned ? 'decommissioned' : null;
}

function toRawStatus(row: AgentRow): string | null {
  const gone = toExclusion(row);
  if (gone !== null) return gone;
  if (row.isPendingUninstall) return 'pending uninstall';
  if (row.isActive === null) return null;
  return row.isActive ? 'active' : 'inactive';
}
