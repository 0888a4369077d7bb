import type { DeviceCategory, DeviceRecord, VendorCompany } from '../../domain/inventory.ts';
import type { AgentRow, ClientRow } from './schema.ts';

/**
 * `monitoring_type` to our categories: what a person chose when the agent was installed. It knows no desktops and laptops. A word
 * that is not here is `other`.
 */
const CATEGORIES: Record<string, DeviceCategory> = { server: 'server', workstation: 'workstation' };

/** @param row from GET /clients/ */
export function toCompany({ id, name }: ClientRow): VendorCompany {
  return { externalId: id, name: name ?? `Client ${id}`, domains: [], tenantId: null };
}

/**
 * @param row from GET /agents/. An agent that was removed is not in the list.
 * @param clientId the client whose list it is in
 */
export function toDevice(row: AgentRow, clientId: string): DeviceRecord {
  return {
    externalId: row.agent_id,
    companyExternalId: clientId,
    name: row.hostname ?? `Agent ${row.agent_id}`,
    category: CATEGORIES[row.monitoring_type?.toLowerCase() ?? ''] ?? 'other',
    rawCategory: row.monitoring_type,
    osName: row.operating_system,
    serialNumber: row.serial_number,
    lastSeenAt: row.last_seen,
    exclusion: null,
    rawStatus: row.status,
  };
}
