import type { DeviceCategory } from '../../src/domain/inventory.ts';
import { addDays } from '../msp/calendar.ts';
import {
  type Agent,
  companyTruth,
  deviceCounts,
  lastSeenAt,
  mergedDeviceCounts,
  type ProtectedClient,
  protectClients,
} from '../msp/endpoint-agents.ts';
import type { PlantedClient, PlantedDevice } from '../msp/model.ts';
import { type Random, randomFor } from '../msp/random.ts';
import type { PlantContext, PlantedVendor } from '../msp/types.ts';
import { SENTINELONE, type SentinelOneData } from './data.ts';
import type { S1Agent, S1Site } from './schema.ts';

const ACCOUNT = { accountId: s1Id(1), accountName: 'Northwind IT' };
/** The site that every account begins with; the MSP has its own storage appliance there. */
const OWN_SITE = s1Id(99);

/** The planted clients as sites of one account, their machines as agents. One site is deleted, one is the MSP's own. */
export function plant(context: PlantContext): PlantedVendor {
  const clients = protectClients(context, SENTINELONE, 0.6);
  const random = randomFor(context.seed, SENTINELONE);
  const ofClients = clients.flatMap((row) => row.agents.map((agent) => ({ row, agent })));
  const agents = random
    .shuffle(ofClients)
    .map(({ row, agent }, index) => agentRow(agent, row, s1Id(10_000 + index), context.today, random));
  const own = ownAgent(agents[0], context.today);
  const data: SentinelOneData = {
    sites: [
      siteRow(OWN_SITE, 'Default site', 1, context.today),
      ...clients.map((row) => clientSite(row, context.today)),
      { ...siteRow(s1Id(98), 'Old Mill Tavern', 0, context.today), state: 'deleted' },
    ],
    agents: own ? [...agents, own] : agents,
  };
  return {
    data,
    companies: [
      { vendor: SENTINELONE, externalId: OWN_SITE, organizationName: null, exactNameMatch: false },
      ...companyTruth(SENTINELONE, clients, siteIdOf),
    ],
    counts: [...deviceCounts(SENTINELONE, clients, categoryOf), ...mergedDeviceCounts(SENTINELONE, clients)],
  };
}

/** Machines whose form SentinelOne does not know are virtual ones. */
function categoryOf({ category }: PlantedDevice): DeviceCategory {
  return category;
}

function s1Id(number: number): string {
  return `2254947309${String(number).padStart(8, '0')}`;
}

function siteIdOf({ id }: PlantedClient): string {
  return s1Id(100 + id);
}

function clientSite({ client, company, agents }: ProtectedClient, today: string): S1Site {
  const licenses = agents.filter(({ fate }) => fate === 'installed').length;
  // An expired site still lists its agents.
  const state = client.name === 'Quarry Road Brewing' ? 'expired' : 'active';
  return { ...siteRow(siteIdOf(client), company.name, licenses, today), isDefault: false, state };
}

function siteRow(id: string, name: string, activeLicenses: number, today: string): S1Site {
  return {
    id,
    name,
    state: 'active',
    ...ACCOUNT,
    isDefault: true,
    activeLicenses,
    totalLicenses: activeLicenses + 5,
    unlimitedLicenses: false,
    createdAt: `${addDays(today, -700)}T08:00:00.000000Z`,
    updatedAt: `${addDays(today, -3)}T08:00:00.000000Z`,
  };
}

function agentRow(
  { device, fate }: Agent,
  { client, company }: ProtectedClient,
  id: string,
  today: string,
  random: Random,
): S1Agent {
  const osName = device.os ?? 'Windows 11 Pro';
  const seen = lastSeenAt(device, today, random);
  return {
    id,
    uuid: random.uuid(),
    siteId: siteIdOf(client),
    siteName: company.name,
    ...ACCOUNT,
    groupName: 'Default Group',
    computerName: device.name,
    machineType: machineTypeOf(device),
    osType: osName.startsWith('macOS') ? 'macos' : osName.startsWith('Windows') ? 'windows' : 'linux',
    osName,
    ...(device.serial === null ? {} : { serialNumber: device.serial }),
    agentVersion: '24.1.4.257',
    networkStatus: device.isOffline ? 'disconnected' : 'connected',
    isActive: fate === 'installed' && !device.isOffline,
    isDecommissioned: fate === 'decommissioned',
    isUninstalled: fate === 'uninstalled',
    isPendingUninstall: fate === 'installed' && random.chance(0.01),
    registeredAt: `${addDays(today, -random.integer(60, 650))}T11:30:00.250000Z`,
    ...(seen === null ? {} : { lastActiveDate: seen }),
  };
}

function machineTypeOf({ category }: PlantedDevice): S1Agent['machineType'] {
  return category === 'desktop' || category === 'laptop' || category === 'server' ? category : 'unknown';
}

function ownAgent(model: S1Agent | undefined, today: string): S1Agent | null {
  if (!model) return null;
  const { serialNumber: _serialNumber, ...rest } = model;
  return {
    ...rest,
    id: s1Id(9000),
    uuid: 'northwind-nas',
    siteId: OWN_SITE,
    siteName: 'Default site',
    computerName: 'NORTHWIND-NAS',
    machineType: 'storage',
    osType: 'linux',
    osName: 'Linux',
    lastActiveDate: `${today}T00:00:00.000000Z`,
  };
}
