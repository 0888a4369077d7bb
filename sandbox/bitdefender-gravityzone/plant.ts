import type { DeviceCategory } from '../../src/domain/inventory.ts';
import {
  type Agent,
  companyTruth,
  deviceCounts,
  type ProtectedClient,
  protectClients,
} from '../msp/endpoint-agents.ts';
import type { PlantedClient, PlantedDevice } from '../msp/model.ts';
import { type Random, randomFor } from '../msp/random.ts';
import type { CountTruth, PlantContext, PlantedVendor } from '../msp/types.ts';
import { GRAVITYZONE, type GravityZoneData } from './data.ts';
import { licenseCounts, licenseOf } from './licenses.ts';
import type { GzEndpoint } from './schema.ts';

/** The MSP's own company, the root of all. */
const ROOT = gzId(1);
/** Left long ago; its company is still there, and its licence is refused. */
const FORMER = gzId(9);

/** The planted clients as companies below the MSP's; machines without an agent are in the inventory too. */
export function plant(context: PlantContext): PlantedVendor {
  const clients = protectClients(context, GRAVITYZONE, 0.4);
  const random = randomFor(context.seed, GRAVITYZONE);
  const placed = clients.flatMap(({ client, agents }) => agents.map((agent) => ({ client, agent })));
  const data: GravityZoneData = {
    companies: [
      ...clients.map(({ client, company }) => ({
        id: companyIdOf(client),
        name: company.name,
        type: 1 as const,
        parentId: ROOT,
      })),
      { id: FORMER, name: 'Old Mill Tavern', type: 1, parentId: ROOT },
    ],
    endpoints: random
      .shuffle(placed)
      .map(({ client, agent }, index) => endpointRow(agent, client, gzId(5000 + index), random)),
    licenses: Object.fromEntries(
      clients.map((row, index) => [companyIdOf(row.client), licenseOf(row, index, context.today)]),
    ),
  };
  return {
    data,
    companies: [
      ...companyTruth(GRAVITYZONE, clients, companyIdOf),
      { vendor: GRAVITYZONE, externalId: FORMER, organizationName: null, exactNameMatch: false },
    ],
    counts: countsOf(clients),
  };
}

/** The inventory does not say when a machine was last seen. */
function countsOf(clients: ProtectedClient[]): CountTruth[] {
  const devices = deviceCounts(GRAVITYZONE, clients, categoryOf).filter(
    ({ metric, filter }) => metric !== 'devices' || filter.seenWithinDays === null,
  );
  return [...devices, ...licenseCounts(clients)];
}

/** Told by the name of the system alone. */
function categoryOf({ category, os }: PlantedDevice): DeviceCategory {
  if (!/^(Windows|macOS)/.test(os ?? 'Windows')) return 'other';
  return category === 'server' ? 'server' : 'workstation';
}

/** Ids are of 24 hexadecimal digits. */
function gzId(number: number): string {
  return `5c42807${number.toString(16).padStart(17, '0')}`;
}

function companyIdOf({ id }: PlantedClient): string {
  return gzId(100 + id);
}

function endpointRow({ device, fate }: Agent, client: PlantedClient, id: string, random: Random): GzEndpoint {
  const hasAgent = fate === 'installed';
  return {
    id,
    name: device.name,
    type: device.isVirtual ? 6 : 5,
    parentId: companyIdOf(client),
    companyId: companyIdOf(client),
    details: {
      label: '',
      fqdn: `${device.name.toLowerCase()}.${client.domain}`,
      groupId: companyIdOf(client),
      isManaged: hasAgent,
      machineType: device.isVirtual ? 2 : 1,
      operatingSystemVersion: device.os ?? 'Windows 11 Pro',
      ip: `10.0.0.${random.integer(2, 250)}`,
      macs: [],
      managedWithBest: hasAgent,
      securityServer: false,
    },
  };
}
