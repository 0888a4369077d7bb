import type { DeviceCategory, DeviceRecord, VendorCompany } from '../../domain/inventory.ts';
import type { ClientRow, ComputerRow } from './schema.ts';

/** `Type` to our categories. No word for laptops is known; one that is not here is `other`. */
const CATEGORIES: Record<string, DeviceCategory> = { server: 'server', workstation: 'workstation' };

/** @param row from GET /clients, or the client of a computer */
export function toCompany({ Id, Name }: ClientRow): VendorCompany {
  return { externalId: Id, name: Name ?? `Client ${Id}`, domains: [], tenantId: null };
}

/** @param row from GET /computers. A computer that was retired is not in the list. */
export function toDevice(row: ComputerRow): DeviceRecord {
  return {
    externalId: row.Id,
    companyExternalId: row.Client.Id,
    name: row.ComputerName ?? row.FriendlyName ?? `Computer ${row.Id}`,
    category: CATEGORIES[row.Type?.toLowerCase() ?? ''] ?? 'other',
    rawCategory: row.Type,
    osName: row.OperatingSystemName,
    serialNumber: row.SerialNumber,
    lastSeenAt: toMoment(row.RemoteAgentLastContact) ?? toMoment(row.LastHeartbeat),
    exclusion: null,
    rawStatus: row.Status,
  };
}

/** Programs of this kind write "never" as the first moment of the year 1. */
function toMoment(moment: string | null): string | null {
  return moment === null || moment < '1970' ? null : moment;
}
