import type { DeviceRecord, VendorCompany } from '../../domain/inventory.ts';
import type { AssetRow, CustomerRow } from './schema.ts';

/** @param row from GET /customers, or as an asset brings it */
export function toCompany(row: CustomerRow): VendorCompany {
  return {
    externalId: row.id,
    name: row.business_name ?? row.business_then_name ?? row.fullname ?? `Customer ${row.id}`,
    domains: [],
    tenantId: null,
  };
}

/**
 * @param row from GET /customer_assets, of an asset with an agent. Syncro tells no category: the type is whatever the MSP
 * calls it ("Syncro Device"), and the words of `form_factor` are documented nowhere.
 */
export function toDevice(row: AssetRow): DeviceRecord {
  const { general, os, last_synced_at } = row.properties.kabuto_information;
  return {
    externalId: row.id,
    companyExternalId: row.customer_id,
    name: row.name ?? general?.name ?? `Asset ${row.id}`,
    category: 'other',
    rawCategory: row.asset_type ?? general?.form_factor ?? null,
    osName: os?.name ?? null,
    serialNumber: row.asset_serial ?? general?.serial_number ?? null,
    lastSeenAt: last_synced_at,
    exclusion: null,
    rawStatus: null,
  };
}
