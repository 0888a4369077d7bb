import type { DeviceCategory } from '../../src/domain/inventory.ts';
import { addDays } from '../msp/calendar.ts';
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
import { AUTOMATE, type AutomateData } from './data.ts';
import type { AutomateClient, AutomateComputer } from './schema.ts';

/** The MSP's own client, without computers. */
const OWN_CLIENT = '1';

/** The planted clients with their computers; those that are gone are retired, and in no list. */
export function plant(context: PlantContext): PlantedVendor {
  const clients = protectClients(context, AUTOMATE, 0.4).map(
    (row): ProtectedClient => ({ ...row, agents: row.agents.filter(({ fate }) => fate === 'installed') }),
  );
  const random = randomFor(context.seed, AUTOMATE);
  const placed = clients.flatMap((row) => row.agents.map(({ device }) => ({ device, row })));
  const data: AutomateData = {
    clients: [
      clientRow(OWN_CLIENT, 'Northwind IT'),
      ...clients.map(({ client, company }) => clientRow(clientIdOf(client), company.name)),
    ],
    computers: random
      .shuffle(placed)
      .map(({ device, row }, index) => computerRow(device, row, 1000 + index, context.today, random)),
  };
  return {
    data,
    companies: [
      { vendor: AUTOMATE, externalId: OWN_CLIENT, organizationName: null, exactNameMatch: false },
      ...companyTruth(AUTOMATE, clients, clientIdOf),
    ],
    counts: [...deviceCounts(AUTOMATE, clients, categoryOf), ...mergedDeviceCounts(AUTOMATE, clients)],
  };
}

/** Automate tells servers from workstations, and no more. */
function categoryOf({ category }: PlantedDevice): DeviceCategory {
  return category === 'server' ? 'server' : 'workstation';
}

function clientIdOf({ id }: PlantedClient): string {
  return String(100 + id);
}

function clientRow(Id: string, name: string): AutomateClient {
  return { Id, Name: name, Company: name, City: 'Springfield', ExternalId: '' };
}

function computerRow(
  device: PlantedDevice,
  { client, company }: ProtectedClient,
  id: number,
  today: string,
  random: Random,
): AutomateComputer {
  const seen = lastSeenAt(device, today, random);
  return {
    Id: String(id),
    Client: { Id: clientIdOf(client), Name: company.name },
    Location: { Id: client.id * 10, Name: 'Main Office' },
    ComputerName: device.name,
    OperatingSystemName: device.os ?? 'Microsoft Windows 11 Pro x64',
    DomainName: client.domain,
    Type: device.category === 'server' ? 'Server' : 'Workstation',
    Status: device.isOffline ? 'Offline' : 'Online',
    IsVirtualMachine: device.isVirtual,
    SerialNumber: device.serial,
    RemoteAgentVersion: '240.167',
    RemoteAgentLastContact: seen,
    LastHeartbeat: random.chance(0.2) ? null : seen,
    DateAdded: `${addDays(today, -random.integer(60, 900))}T14:02:11Z`,
  };
}
