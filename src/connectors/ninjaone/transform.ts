import type { DeviceCategory, DeviceRecord, VendorCompany } from '../../domain/inventory.ts';
import type { DeviceRow, OrganizationRow } from './schema.ts';

/** Whose desktops and laptops only the chassis tells apart. */
const WORKSTATION_CLASSES = new Set(['WINDOWS_WORKSTATION', 'LINUX_WORKSTATION', 'MAC']);

/**
 * `nodeClass` (all 33 are in NinjaOne's OpenAPI document) to our categories. Not here: the workstations, and what is
 * `other`: scanners, phones, SNMP-monitored computers, cloud monitors, unmanaged devices.
 */
const CATEGORY_BY_CLASS: Record<string, DeviceCategory> = {
  WINDOWS_SERVER: 'server',
  LINUX_SERVER: 'server',
  MAC_SERVER: 'server',
  VMWARE_VM_HOST: 'hypervisor',
  HYPERV_VMM_HOST: 'hypervisor',
  VMWARE_VM_GUEST: 'vm-guest',
  HYPERV_VMM_GUEST: 'vm-guest',
  ANDROID: 'mobile',
  APPLE_IOS: 'mobile',
  APPLE_IPADOS: 'mobile',
  NMS_SWITCH: 'network',
  NMS_ROUTER: 'network',
  NMS_FIREWALL: 'network',
  NMS_PRIVATE_NETWORK_GATEWAY: 'network',
  NMS_DIAL_MANAGER: 'network',
  NMS_WAP: 'network',
  NMS_IPSLA: 'network',
  NMS_APPLIANCE: 'network',
  NMS_NETWORK_MANAGEMENT_AGENT: 'network',
  NMS_PRINTER: 'printer',
};

/** @param row from GET /v2/organizations */
export function toCompany(row: OrganizationRow): VendorCompany {
  return { externalId: row.id, name: row.name ?? `Organization ${row.id}`, domains: [], tenantId: null };
}

/** @param row from GET /v2/devices-detailed */
export function toDevice(row: DeviceRow): DeviceRecord {
  return {
    externalId: row.id,
    companyExternalId: row.organizationId,
    // displayName is what a technician called it; it is optional.
    name: row.displayName ?? row.systemName ?? row.dnsName ?? `Device ${row.id}`,
    category: toCategory(row.nodeClass, row.system?.chassisType ?? null),
    rawCategory: row.nodeClass,
    osName: row.os?.name ?? null,
    serialNumber: toSerialNumber(row),
    lastSeenAt: toTime(row.lastContact),
    exclusion: row.approvalStatus?.toUpperCase() === 'PENDING' ? 'awaiting_approval' : null,
    rawStatus: toRawStatus(row),
  };
}

function toCategory(nodeClass: string | null, chassisType: string | null): DeviceCategory {
  const name = nodeClass?.toUpperCase() ?? '';
  if (!WORKSTATION_CLASSES.has(name)) return CATEGORY_BY_CLASS[name] ?? 'other';
  const chassis = chassisType?.toUpperCase();
  if (chassis === 'LAPTOP') return 'laptop';
  // Virtual machines and tablets (UNKNOWN, MOBILE) are neither: to call them desktops would invent a variance.
  return chassis === 'DESKTOP' ? 'desktop' : 'workstation';
}

/** Virtual machines report the serial number "None" and have the real one in the BIOS field. */
function toSerialNumber({ system }: DeviceRow): string | null {
  const own = system?.serialNumber ?? null;
  return own === null || own.toLowerCase() === 'none' ? (system?.biosSerialNumber ?? own) : own;
}

/** @param seconds since 1970; 0 and absent: never */
function toTime(seconds: number | null): string | null {
  const date = new Date((seconds ?? 0) * 1000);
  return date.getTime() > 0 ? date.toISOString() : null;
}

function toRawStatus(row: DeviceRow): string | null {
  if (row.approvalStatus?.toUpperCase() === 'PENDING') return row.approvalStatus;
  if (row.offline === null) return row.approvalStatus;
  return row.offline ? 'offline' : 'online';
}
