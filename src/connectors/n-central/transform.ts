import type { DeviceCategory, DeviceRecord, VendorCompany } from '../../domain/inventory.ts';
import type { CustomerRow, DeviceRow } from './schema.ts';

/** Device classes that are told apart by their whole name. A management interface is a part of a server, not one more. */
const CLASSES: Record<string, DeviceCategory> = {
  'servers - esxi': 'hypervisor',
  'servers - management interface': 'other',
  'switch/router': 'network',
  printer: 'printer',
};

/**
 * Families of device classes, by what stands before the operating system: "Laptop - Windows". N-central has a class for laptops,
 * but none for desktops: a workstation may be a virtual machine, or a laptop that it does not recognise.
 */
const FAMILIES: Record<string, DeviceCategory> = {
  laptop: 'laptop',
  servers: 'server',
  workstations: 'workstation',
};

/** @param row from GET /api/customers */
export function toCompany({ customerId, customerName }: CustomerRow): VendorCompany {
  return {
    externalId: customerId,
    name: customerName ?? `Customer ${customerId}`,
    domains: [],
    tenantId: null,
  };
}

/** @param row from GET /api/devices; a device that was deleted is not in the list */
export function toDevice(row: DeviceRow): DeviceRecord {
  const deviceClass = row.deviceClass ?? row.deviceClassLabel;
  return {
    externalId: row.deviceId,
    companyExternalId: row.customerId,
    name: row.longName ?? row.discoveredName ?? `Device ${row.deviceId}`,
    category: toCategory(deviceClass),
    rawCategory: deviceClass,
    osName: row.supportedOsLabel ?? row.supportedOs,
    serialNumber: null,
    lastSeenAt: row.lastApplianceCheckinTime,
    exclusion: null,
    rawStatus: null,
  };
}

/** A class that is not known is `other`. */
function toCategory(deviceClass: string | null): DeviceCategory {
  const name = deviceClass?.toLowerCase() ?? '';
  const [family = '', system] = name.split(' - ');
  return CLASSES[name] ?? (system === undefined ? undefined : FAMILIES[family]) ?? 'other';
}
