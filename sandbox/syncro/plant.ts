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
import { SYNCRO, type SyncroAsset, type SyncroCustomer, type SyncroData } from './data.ts';

/** The planted clients as customers, their machines as assets, and a telephone of each that nobody monitors. */
export function plant(context: PlantContext): PlantedVendor {
  const clients = protectClients(context, SYNCRO, 0.4).map(
    (row): ProtectedClient => ({ ...row, agents: row.agents.filter(({ fate }) => fate === 'installed') }),
  );
  const random = randomFor(context.seed, SYNCRO);
  const monitored = clients.flatMap(({ client, agents }) =>
    agents.map(({ device }) => assetRow(device, client, context.today, random)),
  );
  const phones = clients.map(({ client }) => phoneRow(client));
  const data: SyncroData = {
    customers: clients.map(({ client, company }) => customerRow(client, company.name)),
    assets: random.shuffle([...monitored, ...phones]).map((row, at) => ({ ...row, id: 7000 + at })),
  };
  return {
    data,
    companies: companyTruth(SYNCRO, clients, (client) => String(customerIdOf(client))),
    counts: [...deviceCounts(SYNCRO, clients, categoryOf), ...mergedDeviceCounts(SYNCRO, clients)],
  };
}

/** Virtual machines that people work at are entered as desktops. */
function categoryOf({ category }: PlantedDevice): DeviceCategory {
  return category === 'workstation' ? 'desktop' : category;
}

function customerIdOf({ id }: PlantedClient): number {
  return 100 + id;
}

function customerRow(client: PlantedClient, name: string): SyncroCustomer {
  return {
    id: customerIdOf(client),
    business_then_name: name,
    business_name: name,
    fullname: 'Front Office',
    email: null,
  };
}

function assetRow(device: PlantedDevice, client: PlantedClient, today: string, random: Random): SyncroAsset {
  const category = categoryOf(device);
  const word = category.charAt(0).toUpperCase() + category.slice(1);
  return {
    id: 0,
    customer_id: customerIdOf(client),
    name: device.name,
    // An MSP's own words are told by the agent's report.
    asset_type: random.chance(0.1) ? 'Syncro Device' : word,
    asset_serial: device.serial,
    properties: {
      kabuto_information: {
        last_synced_at: lastSeenAt(device, today, random),
        os: device.os === null ? null : { name: device.os },
        general: { name: device.name, form_factor: word },
      },
    },
  };
}

function phoneRow(client: PlantedClient): SyncroAsset {
  return {
    id: 0,
    customer_id: customerIdOf(client),
    name: 'Front desk phone',
    asset_type: 'Phone',
    asset_serial: null,
    properties: {},
  };
}
