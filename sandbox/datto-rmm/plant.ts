import type { DeviceCategory } from '../../src/domain/inventory.ts';
import { addDays, secondsBefore } from '../msp/calendar.ts';
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
import { DATTO, type DattoData, type PlantedSite } from './data.ts';
import type { DattoDevice } from './schema.ts';

/** What Datto watches without an agent on it. */
const GEAR = new Set<DeviceCategory>(['network', 'printer', 'hypervisor']);

/** The planted clients as sites of one account, with their gear. One site is the MSP's own, for support on demand. */
export function plant(context: PlantContext): PlantedVendor {
  const clients = protectClients(context, DATTO, 0.5).map(withGear);
  const random = randomFor(context.seed, DATTO);
  const account = { id: 4711, uid: random.uuid(), name: 'Northwind IT', currency: 'USD' };
  const own = siteRow(1, 'On demand', account.uid, random);
  const sites = clients.map((row) => ({
    row,
    site: siteRow(100 + row.client.id, row.company.name, account.uid, random),
  }));
  const placed = random.shuffle(
    sites.flatMap(({ row, site }) => row.agents.map((agent) => ({ agent, site }))),
  );
  const data: DattoData = {
    account,
    sites: [{ ...own, onDemand: true }, ...sites.map(({ site }) => site)],
    devices: placed.map(({ agent, site }, index) =>
      deviceRow(agent, site, 7000 + index, context.today, random),
    ),
  };
  const uidOf = new Map<PlantedClient, string>(sites.map(({ row, site }) => [row.client, site.uid]));
  return {
    data,
    companies: [
      { vendor: DATTO, externalId: own.uid, organizationName: null, exactNameMatch: false },
      ...companyTruth(DATTO, clients, (client) => uidOf.get(client) ?? ''),
    ],
    counts: deviceCounts(DATTO, clients, categoryOf),
  };
}

function withGear(row: ProtectedClient): ProtectedClient {
  const gear = row.client.devices.filter(({ category }) => GEAR.has(category));
  return { ...row, agents: [...row.agents, ...gear.map((device): Agent => ({ device, fate: 'installed' }))] };
}

/** Datto has no word for a virtual computer whose form is not known. */
function categoryOf({ category }: PlantedDevice): DeviceCategory {
  return category === 'workstation' ? 'other' : category;
}

function siteRow(id: number, name: string, accountUid: string, random: Random): PlantedSite {
  const uid = random.uuid();
  return {
    id,
    uid,
    accountUid,
    name,
    description: null,
    notes: null,
    onDemand: false,
    autotaskCompanyName: null,
    autotaskCompanyId: null,
    portalUrl: `https://merlot.rmm.datto.com/site/${id}`,
  };
}

function deviceRow(
  { device, fate }: Agent,
  site: PlantedSite,
  id: number,
  today: string,
  random: Random,
): DattoDevice {
  const seen = lastSeenAt(device, today, random);
  return {
    id,
    uid: random.uuid(),
    siteId: site.id,
    siteUid: site.uid,
    siteName: site.name,
    deviceType: typeOf(device, random),
    hostname: device.name,
    description: random.chance(0.2) ? `${device.name} of ${site.name}` : null,
    operatingSystem: device.os,
    online: fate === 'installed' && !device.isOffline,
    suspended: random.chance(0.02),
    deleted: fate !== 'installed',
    lastSeen: seen === null ? null : Date.parse(seen),
    creationDate: secondsBefore(addDays(today, -random.integer(60, 650)), 0) * 1000,
    udf: { udf1: random.chance(0.1) ? 'Contract A' : null, udf2: null, udf300: null },
    deviceClass: classOf(device),
    portalUrl: `https://merlot.rmm.datto.com/device/${id}`,
  };
}

const WORDS: Partial<Record<DeviceCategory, DattoDevice['deviceType']['category']>> = {
  desktop: 'Desktop',
  laptop: 'Laptop',
  printer: 'Printer',
  network: 'Network',
  hypervisor: 'ESXi',
};

/** How words are capitalised differs between sources, so it does here. */
function typeOf({ category }: PlantedDevice, random: Random): DattoDevice['deviceType'] {
  const word = category === 'server' ? random.pick(['Server', 'server'] as const) : (WORDS[category] ?? null);
  return { category: word, type: word };
}

function classOf({ category }: PlantedDevice): DattoDevice['deviceClass'] {
  if (category === 'printer') return 'printer';
  if (category === 'hypervisor') return 'esxihost';
  return category === 'network' ? 'rmmnetworkdevice' : 'device';
}
