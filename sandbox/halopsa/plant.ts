import type { DeviceCategory } from '../../src/domain/inventory.ts';
import { addDays } from '../msp/calendar.ts';
import type { PlantedClient, PlantedDevice, PlantedUser } from '../msp/model.ts';
import { type Random, randomFor } from '../msp/random.ts';
import type { PlantContext, PlantedVendor } from '../msp/types.ts';
import type { HaloInventory } from './inventory-data.ts';
import type { HaloAsset, HaloLicence, HaloUser } from './inventory-schema.ts';
import { inventoryCounts } from './inventory-truth.ts';

/** What technicians have entered, and integrations have imported, of each client. */
export function plant({ clients, today, seed }: PlantContext): PlantedVendor {
  const random = randomFor(seed, 'halopsa/inventory');
  const data: HaloInventory = {
    users: numbered(clients.flatMap((client) => usersOf(client, random))),
    assets: numbered(clients.flatMap((client) => assetsOf(client, random))),
    licences: numbered(clients.flatMap((client) => licencesOf(client, today))),
  };
  // Whose the companies are is told with the agreements.
  return { data, companies: [], counts: inventoryCounts(clients, data) };
}

function numbered<Row extends { id: number }>(rows: Row[]): Row[] {
  return rows.map((row, index) => ({ ...row, id: index + 1 }));
}

function clientPart({ id, name }: PlantedClient): { id: number; client_id: number; client_name: string } {
  return { id: 0, client_id: id, client_name: name };
}

/** Every client has a "General User" besides its people; guests and mailboxes nobody has entered. */
function usersOf(client: PlantedClient, random: Random): HaloUser[] {
  const entered = client.users.filter(({ kind }) => kind === 'member' || kind === 'service');
  return [
    { ...clientPart(client), ...userPart('General User', null) },
    ...entered.map((user) => ({
      ...clientPart(client),
      ...userPart(user.name, user.upn),
      inactive: !user.isEnabled,
      isserviceaccount: user.kind === 'service',
      ignoreautomatedbilling: isPerson(user) && random.chance(0.02),
    })),
  ];
}

function isPerson({ kind, isEnabled }: PlantedUser): boolean {
  return kind === 'member' && isEnabled;
}

function userPart(
  name: string,
  emailaddress: string | null,
): Omit<HaloUser, 'id' | 'client_id' | 'client_name'> {
  return {
    name,
    emailaddress,
    site_id: 1,
    inactive: false,
    isserviceaccount: false,
    ignoreautomatedbilling: false,
  };
}

const ASSET_TYPES: Partial<Record<DeviceCategory, string>> = {
  desktop: 'Desktop',
  laptop: 'Laptop',
  workstation: 'Workstation',
  server: 'Server',
  printer: 'Printer',
};
const GEAR_TYPES = { switch: 'Switch', firewall: 'Firewall', wap: 'Access Point' } as const;
const TYPE_NAMES = [...Object.values(ASSET_TYPES), ...Object.values(GEAR_TYPES), 'Hypervisor'];

/** Everything but guests of hosts and what awaits approval elsewhere; what nobody has seen for long is set inactive. */
function assetsOf(client: PlantedClient, random: Random): HaloAsset[] {
  const entered = client.devices.filter(({ category, isPending }) => category !== 'vm-guest' && !isPending);
  return entered.map((device, index) => {
    const type = typeOf(device);
    return {
      ...clientPart(client),
      inventory_number: `${client.id}-${String(index + 1).padStart(4, '0')}`,
      key_field: device.name,
      site_id: 1,
      assettype_id: TYPE_NAMES.indexOf(type) + 1,
      assettype_name: type,
      inactive: (device.lastSeenDaysAgo ?? 0) > 90 || random.chance(0.01),
    };
  });
}

function typeOf({ category, gear }: PlantedDevice): string {
  if (category === 'network') return GEAR_TYPES[gear ?? 'switch'];
  return ASSET_TYPES[category] ?? 'Hypervisor';
}

/** Subscriptions as the distributor's integration imports them. */
function licencesOf(client: PlantedClient, today: string): HaloLicence[] {
  return client.subscriptions
    .filter(({ isTrial }) => !isTrial)
    .map(({ sku, seats, state }, index) => ({
      ...clientPart(client),
      type: sku.isFree ? 0 : 1,
      name: sku.name,
      count: seats,
      product_sku: sku.isFree ? null : sku.partNumber,
      status: state === 'suspended' ? 'Suspended' : state === 'grace' ? null : 'Active',
      is_active: state !== 'suspended',
      deleted: false,
      term_duration: sku.isFree ? null : 'P1Y',
      billing_cycle: sku.isFree ? null : 'Monthly',
      start_date: `${addDays(today, -200 - index)}T00:00:00`,
      end_date: sku.isFree ? '1900-01-01T00:00:00' : `${addDays(today, 165 - index)}T00:00:00`,
    }));
}
