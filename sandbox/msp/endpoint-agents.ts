import type { DeviceCategory } from '../../src/domain/inventory.ts';
import type { DeviceFilter } from '../../src/domain/measure.ts';
import { secondsBefore } from './calendar.ts';
import type { CompanyName, PlantedClient, PlantedDevice } from './model.ts';
import { type Random, randomFor } from './random.ts';
import type { CompanyTruth, CountTruth, PlantContext } from './types.ts';

/** A machine that has an endpoint product's agent, or had it. */
export type Agent = { device: PlantedDevice; fate: 'installed' | 'decommissioned' | 'uninstalled' };

/** A client as an endpoint product knows it. */
export type ProtectedClient = { client: PlantedClient; company: CompanyName; agents: Agent[] };

const WITH_AGENT = new Set<DeviceCategory>(['desktop', 'laptop', 'workstation', 'server']);

/**
 * The clients that buy an endpoint product and the machines it is on: not quite all of theirs, and a few that are gone.
 * @param share of the clients that buy it, 0 to 1
 */
export function protectClients(
  { clients, seed }: PlantContext,
  vendor: string,
  share: number,
): ProtectedClient[] {
  const choice = randomFor(seed, `${vendor}/clients`);
  return clients
    .filter(() => choice.chance(share))
    .map((client) => ({
      client,
      company: companyNameOf(client),
      agents: agentsOf(client, randomFor(seed, `${vendor}/${client.name}`)),
    }));
}

/** Who set the product up went by the names in NinjaOne, where a client is one organization there. */
function companyNameOf({ name, ninjaNames }: PlantedClient): CompanyName {
  const [only, second] = ninjaNames;
  return only && !second ? only : { name, isExact: true };
}

function agentsOf(client: PlantedClient, random: Random): Agent[] {
  const machines = client.devices.filter((device) => WITH_AGENT.has(device.category) && !device.isPending);
  const installed = machines.filter(() => !random.chance(0.04));
  const gone = installed.slice(0, 3).filter(() => random.chance(0.6));
  return [
    ...installed.map((device) => ({ device, fate: 'installed' as const })),
    ...gone.map((device, index) => ({
      device: {
        ...device,
        name: `${device.name}-RETIRED`,
        serial: null,
        isOffline: true,
        lastSeenDaysAgo: 200,
      },
      fate: index === 0 ? ('decommissioned' as const) : ('uninstalled' as const),
    })),
  ];
}

/** Whose the product's companies are. @param idOf the product's id of a client */
export function companyTruth(
  vendor: string,
  clients: ProtectedClient[],
  idOf: (client: PlantedClient) => string,
): CompanyTruth[] {
  return clients.map(({ client, company }) => ({
    vendor,
    externalId: idOf(client),
    organizationName: client.name,
    exactNameMatch: company.isExact,
  }));
}

/** When a machine was last seen, ISO 8601 UTC; null: never. */
export function lastSeenAt(device: PlantedDevice, today: string, random: Random): string | null {
  const secondsAgo = random.integer(0, 43_000);
  if (device.lastSeenDaysAgo === null) return null;
  return new Date((secondsBefore(today, device.lastSeenDaysAgo) - secondsAgo) * 1000).toISOString();
}

const ALL: DeviceFilter = {
  categories: [],
  conditions: [],
  match: 'all',
  seenWithinDays: null,
  mergeDuplicates: false,
};
/** Among those planted, nobody was last seen near this. */
const SEEN_WITHIN_DAYS = 30;

/**
 * What each client really has in the product: in all, of each category, lately seen, and without duplicates.
 * @param categoryOf what the product can tell of a machine
 */
export function deviceCounts(
  vendor: string,
  clients: ProtectedClient[],
  categoryOf: (device: PlantedDevice) => DeviceCategory,
): CountTruth[] {
  return clients.flatMap(({ client, agents }) => {
    const present = agents.filter(({ fate }) => fate === 'installed').map(({ device }) => device);
    const count = (filter: Partial<DeviceFilter>, passing: unknown[]): CountTruth => ({
      vendor,
      organizationName: client.name,
      metric: 'devices',
      filter: { ...ALL, ...filter },
      count: passing.length,
    });
    const categories = [...new Set(present.map(categoryOf))];
    return [
      count({}, present),
      count({ seenWithinDays: SEEN_WITHIN_DAYS }, present.filter(isSeenLately)),
      ...categories.map((category) =>
        count(
          { categories: [category] },
          present.filter((device) => categoryOf(device) === category),
        ),
      ),
    ];
  });
}

/** The same, with machines of one serial number counted once: for products that tell serial numbers. */
export function mergedDeviceCounts(vendor: string, clients: ProtectedClient[]): CountTruth[] {
  return clients.map(({ client, agents }) => {
    const present = agents.filter(({ fate }) => fate === 'installed').map(({ device }) => device);
    // Every serial number planted is of eight characters, or one that firmware leaves behind.
    const plausible = present.flatMap(({ serial }) => (/^[A-Z0-9]{8}$/.test(serial ?? '') ? [serial] : []));
    return {
      vendor,
      organizationName: client.name,
      metric: 'devices',
      filter: { ...ALL, mergeDuplicates: true },
      count: present.length - plausible.length + new Set(plausible).size,
    };
  });
}

function isSeenLately({ lastSeenDaysAgo }: PlantedDevice): boolean {
  return lastSeenDaysAgo !== null && lastSeenDaysAgo <= SEEN_WITHIN_DAYS;
}
