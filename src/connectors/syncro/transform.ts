import type { DeviceCategory, DeviceRecord, VendorCompany } from '../../domain/inventory.ts';
import type { AssetRow, CustomerRow } from './schema.ts';

const CATEGORIES: Record<string, DeviceCategory> = { server: 'server', laptop: 'laptop', desktop: 'desktop' };

/** @param row from GET /customers */
export function toCompany({ id, business_then_name, business_name, fullname }: CustomerRow): VendorCompany {
  const name = business_then_name ?? business_name ?? fullname ?? `Customer ${id}`;
  return { externalId: id, name, domains: [], tenantId: null };
}

/** Whether a Syncro agent reports on it: the list also has what people keep there by hand. */
export function isDevice({ properties }: AssetRow): boolean {
  return properties?.kabuto_information != null;
}

/** @param row from GET /customer_assets, one that `isDevice` */
export function toDevice(row: AssetRow): DeviceRecord {
  const report = row.properties?.kabuto_information;
  return {
    externalId: row.id,
    companyExternalId: row.customer_id,
    name: row.name ?? report?.general?.name ?? `Asset ${row.id}`,
    category: toCategory(row.asset_type) ?? toCategory(report?.general?.form_factor ?? null) ?? 'other',
    rawCategory: row.asset_type ?? report?.general?.form_factor ?? null,
    osName: report?.os?.name ?? null,
    serialNumber: row.asset_serial,
    lastSeenAt: report?.last_synced_at ?? null,
    exclusion: null,
    rawStatus: null,
  };
}

function toCategory(word: string | null): DeviceCategory | null {
  return CATEGORIES[word?.toLowerCase() ?? ''] ?? null;
}
