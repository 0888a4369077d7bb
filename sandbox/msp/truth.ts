import type { DeviceFilter, LicenseFilter, UserFilter } from '../../src/domain/measure.ts';
import type { PlantedClient, PlantedDevice, PlantedUser } from './model.ts';
import type { Intended } from './types.ts';

/** The true count, or why the vendor cannot tell. */
export type TrueCount = { counted: number } | { unknownReason: 'no_company' | 'sync_failed' };

/** What a measure gives for a client, straight from what was planted (domain.md section 4). */
export function countFor(client: PlantedClient, intended: Intended): TrueCount {
  if (intended.vendor === 'ninjaone') {
    if (client.ninjaNames.length === 0) return { unknownReason: 'no_company' };
    return { counted: countDevices(client.devices, intended.filter) };
  }
  if (!client.tenant) return { unknownReason: 'no_company' };
  if (!client.tenant.hasConsent) return { unknownReason: 'sync_failed' };
  return { counted: countInTenant(client, intended) };
}

/** What the count would be, also where the vendor cannot tell: a bill is written all the same. */
export function presumedCount(client: PlantedClient, intended: Intended): number {
  return intended.vendor === 'ninjaone'
    ? countDevices(client.devices, intended.filter)
    : countInTenant(client, intended);
}

function countInTenant(client: PlantedClient, intended: Intended): number {
  if (intended.metric === 'users') return countUsers(client.users, intended.filter);
  return intended.metric === 'licenses' ? countLicenses(client, intended.filter) : 0;
}

function countDevices(devices: PlantedDevice[], filter: DeviceFilter): number {
  const passing = devices.filter((row) => !row.isPending && passes(row, filter));
  if (!filter.mergeDuplicates) return passing.length;
  const withSerial = passing.filter((row) => isPlausible(row.serial));
  return passing.length - withSerial.length + new Set(withSerial.map((row) => row.serial)).size;
}

function passes(device: PlantedDevice, filter: DeviceFilter): boolean {
  if (filter.categories.length > 0 && !filter.categories.includes(device.category)) return false;
  const limit = filter.seenWithinDays;
  if (limit !== null && (device.lastSeenDaysAgo === null || device.lastSeenDaysAgo > limit)) return false;
  const os = (device.os ?? '').toLowerCase();
  return filter.conditions.every(({ operator, value }) =>
    operator === 'startsWith' ? os.startsWith(value) : os.includes(value),
  );
}

/** Every serial number planted is of eight characters, or one that firmware leaves behind. */
function isPlausible(serial: string | null): boolean {
  return /^[A-Z0-9]{8}$/.test(serial ?? '');
}

function countUsers(users: PlantedUser[], filter: UserFilter): number {
  const active = users.filter(
    (user) => user.isEnabled && (user.kind === 'member' || user.kind === 'service'),
  );
  if (filter.scope === 'active') return active.length;
  return active.filter((user) => user.skus.some((sku) => !sku.isFree)).length;
}

function countLicenses(client: PlantedClient, filter: LicenseFilter): number {
  if (filter.basis === 'assigned') {
    return client.users.flatMap((user) => user.skus).filter((sku) => filter.skuIds.includes(sku.id)).length;
  }
  return client.subscriptions
    .filter((row) => filter.skuIds.includes(row.sku.id) && row.state !== 'suspended' && !row.isTrial)
    .reduce((sum, row) => sum + row.seats, 0);
}
