import type { DeviceCategory } from '../../src/domain/inventory.ts';
import {
  companyTruth,
  deviceCounts,
  lastSeenAt,
  type ProtectedClient,
  protectClients,
} from '../msp/endpoint-agents.ts';
import type { PlantedDevice } from '../msp/model.ts';
import { type Random, randomFor } from '../msp/random.ts';
import type { PlantContext, PlantedVendor } from '../msp/types.ts';
import { type PlantedTenant, SOPHOS, type SophosData } from './data.ts';
import type { SophosEndpoint } from './schema.ts';

/** Buys e-mail protection only: the list of its endpoints is refused. */
const WITHOUT_ENDPOINTS = 'Oakline Construction';

/** The planted clients as tenants of one partner, in two regions. One former client's tenant is not active. */
export function plant(context: PlantContext): PlantedVendor {
  const clients = protectClients(context, SOPHOS, 0.5).map(
    (row): ProtectedClient => ({ ...row, agents: row.agents.filter(({ fate }) => fate === 'installed') }),
  );
  const random = randomFor(context.seed, SOPHOS);
  const partnerId = random.uuid();
  const tenants = clients.map((row) => ({ row, tenant: tenantOf(row, partnerId, context.today, random) }));
  const former = { ...tenantRow('Old Mill Tavern', partnerId, random), status: 'inactive' as const };
  const data: SophosData = { partnerId, tenants: [...tenants.map(({ tenant }) => tenant), former] };
  const idByClient = new Map(tenants.map(({ row, tenant }) => [row.client, tenant.id]));
  const known = tenants.filter(({ tenant }) => tenant.isLicensed).map(({ row }) => row);
  return {
    data,
    companies: [
      ...companyTruth(SOPHOS, clients, (client) => idByClient.get(client) ?? ''),
      { vendor: SOPHOS, externalId: former.id, organizationName: null, exactNameMatch: false },
    ],
    counts: deviceCounts(SOPHOS, known, categoryOf),
  };
}

/** Sophos tells servers from computers, and no more. */
function categoryOf({ category }: PlantedDevice): DeviceCategory {
  return category === 'server' ? 'server' : 'workstation';
}

function tenantOf(
  { client, company, agents }: ProtectedClient,
  partnerId: string,
  today: string,
  random: Random,
): PlantedTenant {
  const tenant = tenantRow(company.name, partnerId, random);
  return {
    ...tenant,
    isLicensed: client.name !== WITHOUT_ENDPOINTS,
    endpoints: agents.map(({ device }) => endpointRow(device, tenant.id, today, random)),
  };
}

function tenantRow(name: string, partnerId: string, random: Random): PlantedTenant {
  const isEuropean = random.chance(0.3);
  return {
    id: random.uuid(),
    name,
    dataGeography: isEuropean ? 'IE' : 'US',
    dataRegion: isEuropean ? 'eu01' : 'us03',
    billingType: 'usage',
    partner: { id: partnerId },
    status: 'active',
    isLicensed: true,
    endpoints: [],
  };
}

function endpointRow(device: PlantedDevice, tenantId: string, today: string, random: Random): SophosEndpoint {
  const name = device.os ?? 'Windows 11 Pro';
  const isServer = device.category === 'server';
  const seen = lastSeenAt(device, today, random);
  return {
    id: random.uuid(),
    type: isServer ? 'server' : 'computer',
    tenant: { id: tenantId },
    hostname: device.name,
    health: { overall: random.chance(0.03) ? 'suspicious' : 'good' },
    os: {
      isServer,
      platform: name.startsWith('macOS') ? 'macOS' : name.startsWith('Windows') ? 'windows' : 'linux',
      name,
    },
    assignedProducts: [{ code: 'endpointProtection', version: '2025.1.2', status: 'installed' }],
    tamperProtectionEnabled: true,
    ...(seen === null ? {} : { lastSeenAt: seen }),
  };
}
