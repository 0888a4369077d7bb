import type { DeviceCategory, DeviceRecord, VendorCompany } from '../../domain/inventory.ts';
import type { EndpointRow, TenantRow } from './schema.ts';

/** @param row from the list of tenants */
export function toCompany(row: Pick<TenantRow, 'id' | 'name'>): VendorCompany {
  return { externalId: row.id, name: row.name ?? `Tenant ${row.id}`, domains: [], tenantId: null };
}

/**
 * @param row from GET /endpoint/v1/endpoints. Endpoints that were removed are not in the list.
 * @param tenantId whose list it is
 */
export function toDevice(row: EndpointRow, tenantId: string): DeviceRecord {
  return {
    externalId: row.id,
    companyExternalId: tenantId,
    name: row.hostname ?? `Endpoint ${row.id}`,
    category: toCategory(row),
    rawCategory: row.type,
    osName: row.os?.name ?? null,
    serialNumber: null,
    lastSeenAt: row.lastSeenAt,
    exclusion: null,
    rawStatus: row.health?.overall ?? null,
  };
}

/** `type` says computer or server, `os.isServer` whether the system is a server's; desktops and laptops are not told apart. */
function toCategory({ type, os }: EndpointRow): DeviceCategory {
  const word = type?.toLowerCase() ?? null;
  if (word === 'server') return 'server';
  if (word !== 'computer' && word !== null) return 'other';
  if (os?.isServer) return 'server';
  return word === 'computer' || os?.isServer === false ? 'workstation' : 'other';
}
