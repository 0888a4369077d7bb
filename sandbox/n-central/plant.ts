import type { DeviceCategory } from '../../src/domain/inventory.ts';
import {
  type Agent,
  companyTruth,
  deviceCounts,
  lastSeenAt,
  type ProtectedClient,
  protectClients,
} from '../msp/endpoint-agents.ts';
import type { PlantedClient, PlantedDevice } from '../msp/model.ts';
import { type Random, randomFor } from '../msp/random.ts';
import type { PlantContext, PlantedVendor } from '../msp/types.ts';
import { N_CENTRAL, type NCentralData } from './data.ts';
import type { NCentralCustomer, NCentralDevice } from './schema.ts';

const SERVICE_ORGANIZATION = { soId: 50, soName: 'Northwind IT' };

/** The planted clients as customers of one service organization, with their network gear. The MSP's own server is at no customer. */
export function plant(context: PlantContext): PlantedVendor {
  const clients = protectClients(context, N_CENTRAL, 0.4).map(withGear);
  const random = randomFor(context.seed, N_CENTRAL);
  const placed = clients.flatMap((row) => row.agents.map(({ device }) => ({ device, row })));
  const devices = random
    .shuffle(placed)
    .map(({ device, row }, index) => deviceRow(device, row, 576_000_000 + index * 7, context.today, random));
  const own = ownDevice(devices[0]);
  const data: NCentralData = {
    customers: clients.map(({ client, company }) => customerRow(client, company.name)),
    devices: own ? [...devices, own] : devices,
  };
  return {
    data,
    companies: [
      ...companyTruth(N_CENTRAL, clients, (client) => String(customerIdOf(client))),
      {
        vendor: N_CENTRAL,
        externalId: String(SERVICE_ORGANIZATION.soId),
        organizationName: null,
        exactNameMatch: false,
      },
    ],
    counts: deviceCounts(N_CENTRAL, clients, categoryOf),
  };
}

const GEAR = new Set<DeviceCategory>(['network', 'printer', 'hypervisor']);

function withGear(row: ProtectedClient): ProtectedClient {
  const gear = row.client.devices.filter(({ category }) => GEAR.has(category));
  const watched = gear.map((device): Agent => ({ device, fate: 'installed' }));
  return { ...row, agents: [...row.agents.filter(({ fate }) => fate === 'installed'), ...watched] };
}

/** N-central recognises the laptops that run Windows. */
function categoryOf({ category, os }: PlantedDevice): DeviceCategory {
  if (category === 'laptop' && !isMac(os)) return 'laptop';
  return category === 'desktop' || category === 'laptop' ? 'workstation' : category;
}

function isMac(os: string | null): boolean {
  return os?.startsWith('macOS') ?? false;
}

function classOf({ category, os }: PlantedDevice): NCentralDevice['deviceClass'] {
  switch (category) {
    case 'server':
      return os?.startsWith('Windows') ? 'Servers - Windows' : 'Servers - Linux';
    case 'hypervisor':
      return 'Servers - ESXi';
    case 'network':
      return 'Switch/Router';
    case 'printer':
      return 'Printer';
    default:
      if (isMac(os)) return 'Workstations - Mac';
      return category === 'laptop' ? 'Laptop - Windows' : 'Workstations - Windows';
  }
}

function customerIdOf({ id }: PlantedClient): number {
  return 100 + id;
}

function customerRow(client: PlantedClient, name: string): NCentralCustomer {
  return {
    customerId: String(customerIdOf(client)),
    customerName: name,
    orgUnitType: 'CUSTOMER',
    parentId: String(SERVICE_ORGANIZATION.soId),
    externalId: null,
    contactEmail: `office@${client.domain}`,
    isSystem: false,
    isServiceOrg: false,
  };
}

function deviceRow(
  device: PlantedDevice,
  { client, company }: ProtectedClient,
  deviceId: number,
  today: string,
  random: Random,
): NCentralDevice {
  const customerId = customerIdOf(client);
  const site = random.chance(0.2) ? { siteId: customerId + 1000, siteName: 'Warehouse' } : null;
  const os = device.os ?? '';
  return {
    deviceId,
    uri: '192.0.2.17',
    longName: device.name,
    discoveredName: device.name,
    deviceClass: classOf(device),
    deviceClassLabel: classOf(device),
    description: '',
    isProbe: false,
    osId: os.startsWith('Windows') ? 'winnt' : 'other',
    supportedOs: os,
    supportedOsLabel: os,
    lastLoggedInUser: null,
    stillLoggedIn: null,
    licenseMode: GEAR.has(device.category) ? 'Essential' : 'Professional',
    orgUnitId: site?.siteId ?? customerId,
    ...SERVICE_ORGANIZATION,
    customerId,
    customerName: company.name,
    siteId: site?.siteId ?? null,
    siteName: site?.siteName ?? null,
    applianceId: deviceId + 1,
    lastApplianceCheckinTime: withOffset(lastSeenAt(device, today, random), random.chance(0.7)),
  };
}

/** The same moment, as a server in Winnipeg writes it in winter. */
function withOffset(moment: string | null, isLocal: boolean): string | null {
  if (moment === null || !isLocal) return moment;
  const local = new Date(new Date(moment).getTime() - 6 * 3_600_000);
  return local.toISOString().replace('Z', '-06:00');
}

function ownDevice(model: NCentralDevice | undefined): NCentralDevice | null {
  if (!model) return null;
  const { soId, soName } = SERVICE_ORGANIZATION;
  return {
    ...model,
    deviceId: 1,
    longName: 'NORTHWIND-PROBE',
    discoveredName: 'NORTHWIND-PROBE',
    deviceClass: 'Servers - Windows',
    deviceClassLabel: 'Servers - Windows',
    isProbe: true,
    orgUnitId: soId,
    customerId: soId,
    customerName: soName,
    siteId: null,
    siteName: null,
  };
}
