import type { DeviceCategory, DeviceRecord } from '../../domain/inventory.ts';
import type { DeviceRow } from './schema.ts';

/** Graph writes the year 1 for "never". */
const EVER = '1900';

/** Graph v1.0 does not tell desktops from laptops (only beta has the chassis), nor servers from either. */
const CATEGORY_BY_SYSTEM: [start: string, category: DeviceCategory][] = [
  ['windows phone', 'mobile'],
  ['windows', 'workstation'],
  ['macos', 'workstation'],
  ['linux', 'workstation'],
  ['ios', 'mobile'],
  ['ipados', 'mobile'],
  ['android', 'mobile'],
];

/** @param row from GET /deviceManagement/managedDevices */
export function toDevice(row: DeviceRow, tenantId: string): DeviceRecord {
  return {
    externalId: row.id,
    companyExternalId: tenantId,
    name: row.deviceName ?? row.managedDeviceName ?? `Device ${row.id}`,
    category: toCategory(row.operatingSystem),
    rawCategory: row.operatingSystem,
    osName: toSystemName(row),
    serialNumber: row.serialNumber,
    lastSeenAt: row.lastSyncDateTime !== null && row.lastSyncDateTime >= EVER ? row.lastSyncDateTime : null,
    exclusion: null,
    rawStatus:
      [row.managementState, row.managedDeviceOwnerType].filter((word) => word !== null).join(', ') || null,
  };
}

function toCategory(operatingSystem: string | null): DeviceCategory {
  const system = operatingSystem?.toLowerCase() ?? '';
  // A server that calls itself one is no workstation; whether all do is not known, so Intune has no category for them.
  if (system.includes('server')) return 'other';
  return CATEGORY_BY_SYSTEM.find(([start]) => system.startsWith(start))?.[1] ?? 'other';
}

/** In brackets, so that nobody's "Windows 10" finds Windows 11, whose version is 10.0.22000 and more. */
function toSystemName({ operatingSystem, osVersion }: DeviceRow): string | null {
  if (operatingSystem === null || osVersion === null) return operatingSystem;
  return `${operatingSystem} (${osVersion})`;
}
