import type { DeviceCategory } from '../../src/domain/inventory.ts';
import {
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
import { TACTICAL, type TacticalData } from './data.ts';
import type { TacticalAgent } from './schema.ts';

/** The MSP's own client, without agents. */
const OWN_CLIENT = 1;

/** The planted clients, their machines at one or two sites; agents that are gone leave the lists. */
export function plant(context: PlantContext): PlantedVendor {
  const clients = protectClients(context, TACTICAL, 0.4).map(
    (row): ProtectedClient => ({ ...row, agents: row.agents.filter(({ fate }) => fate === 'installed') }),
  );
  const random = randomFor(context.seed, TACTICAL);
  const data: TacticalData = {
    clients: [
      clientRow(OWN_CLIENT, 'Northwind IT'),
      ...clients.map(({ client, company }) => clientRow(clientIdOf(client), company.name)),
    ],
    agents: clients.flatMap((row) =>
      row.agents.map(({ device }) => agentRow(device, row.company.name, context.today, random)),
    ),
    visibleSites: null,
  };
  return {
    data,
    companies: [
      {
        vendor: TACTICAL,
        externalId: String(OWN_CLIENT),
        organizationName: null,
        exactNameMatch: false,
      },
      ...companyTruth(TACTICAL, clients, (client) => String(clientIdOf(client))),
    ],
    counts: [...deviceCounts(TACTICAL, clients, categoryOf), ...mergedDeviceCounts(TACTICAL, clients)],
  };
}

/** Agents are installed as servers or as workstations, and nothing else. */
function categoryOf({ category }: PlantedDevice): DeviceCategory {
  return category === 'server' ? 'server' : 'workstation';
}

function clientIdOf({ id }: PlantedClient): number {
  return 100 + id;
}

function clientRow(id: number, name: string): TacticalData['clients'][number] {
  return { id, name, maintenance_mode: false, block_policy_inheritance: false };
}

function agentRow(device: PlantedDevice, client: string, today: string, random: Random): TacticalAgent {
  const os = device.os ?? 'Windows 11 Pro';
  return {
    agent_id: random.uuid().replaceAll('-', ''),
    hostname: device.name,
    client_name: client,
    site_name: random.chance(0.3) ? 'Warehouse' : 'Main office',
    monitoring_type: device.category === 'server' ? 'server' : 'workstation',
    plat: os.startsWith('macOS') ? 'darwin' : os.startsWith('Windows') ? 'windows' : 'linux',
    goarch: os.startsWith('macOS') ? 'arm64' : 'amd64',
    operating_system: device.os,
    status: device.isOffline ? (random.chance(0.3) ? 'offline' : 'overdue') : 'online',
    last_seen: lastSeenAt(device, today, random),
    version: '2.9.1',
    public_ip: '203.0.113.7',
    logged_username: '-',
    serial_number: device.serial ?? '',
    make_model: device.isVirtual ? 'Microsoft Corporation Virtual Machine' : 'LENOVO 20XWCTO1WW',
    maintenance_mode: false,
  };
}
