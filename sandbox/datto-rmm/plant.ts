import type { DeviceCategory } from '../../src/domain/inventory.ts';
import {
  type Agent,
  companyTruth,
  deviceCounts,
  lastSeenAt,
  protectClients,
} from '../msp/endpoint-agents.ts';
import type { PlantedClient, PlantedDevice } from '../msp/model.ts';
import { type Random, randomFor } from '../msp/random.ts';
import type { PlantContext, PlantedVendor } from '../msp/types.ts';
import { DATTO, type DattoData } from './data.ts';
import type { DattoDevice } from './schema.ts';

/** The MSP's own site, without devices. */
const OWN_SITE = 1;
const ACCOUNT = 'a1c5e7d2-account';

/** The planted clients as sites of one account, their machines as devices; those that are gone are still listed, as deleted. */
export function plant(context: PlantContext): PlantedVendor {
  const clients = protectClients(context, DATTO, 0.5);
  const random = randomFor(context.seed, DATTO);
  const devices = clients.flatMap(({ client, company, agents }) =>
    agents.map((agent) => deviceRow(agent, client, company.name, context.today, random)),
  );
  const data: DattoData = {
    sites: [
      siteRow(OWN_SITE, 'Northwind IT'),
      ...clients.map(({ client, company }) => siteRow(siteIdOf(client), company.name)),
    ],
    devices: random.shuffle(devices).map((row, at) => ({ ...row, id: 1000 + at })),
    missingFromAccount: new Set(),
  };
  return {
    data,
    companies: [
      { vendor: DATTO, externalId: siteUid(OWN_SITE), organizationName: null, exactNameMatch: false },
      ...companyTruth(DATTO, clients, (client) => siteUid(siteIdOf(client))),
    ],
    counts: deviceCounts(DATTO, clients, categoryOf),
  };
}

/** Whatever is no server has a form: virtual machines that people work at are desktops. */
function categoryOf({ category }: PlantedDevice): DeviceCategory {
  return category === 'workstation' ? 'desktop' : category;
}

function siteIdOf({ id }: PlantedClient): number {
  return 100 + id;
}

function siteUid(id: number): string {
  return `5d1e0000-0000-4000-8000-${String(id).padStart(12, '0')}`;
}

function siteRow(id: number, name: string): DattoData['sites'][number] {
  return {
    id,
    uid: siteUid(id),
    accountUid: ACCOUNT,
    name,
    description: null,
    onDemand: false,
    portalUrl: `https://pinotage.centrastage.net/csm/site/${id}`,
  };
}

function deviceRow(
  { device, fate }: Agent,
  client: PlantedClient,
  siteName: string,
  today: string,
  random: Random,
): DattoDevice {
  const seen = lastSeenAt(device, today, random);
  const category = categoryOf(device);
  return {
    id: 0,
    uid: random.uuid(),
    siteId: siteIdOf(client),
    siteUid: siteUid(siteIdOf(client)),
    siteName,
    deviceType: {
      // Not all of the captured answers begin with a capital.
      category: random.chance(0.2) ? category : category.charAt(0).toUpperCase() + category.slice(1),
      type: device.isVirtual ? 'Virtual' : 'Physical',
    },
    hostname: device.name,
    operatingSystem: device.os,
    online: seen === null ? null : !device.isOffline,
    suspended: fate === 'installed' && device.isOffline && random.chance(0.2),
    deleted: fate !== 'installed',
    lastSeen: seen === null ? null : Date.parse(seen),
    deviceClass: 'device',
    portalUrl: 'https://pinotage.centrastage.net/csm/device',
  };
}
