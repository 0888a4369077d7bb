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
import { SYNCRO, type SyncroData } from './data.ts';
import type { SyncroAsset, SyncroCustomer } from './schema.ts';

const ACCOUNT_ID = 28;

type Kabuto = NonNullable<SyncroAsset['properties']['kabuto_information']>;

/**
 * The planted clients as customers, their machines as assets, among what technicians entered by hand. One customer is disabled,
 * and so in no list of customers; its machines still report.
 */
export function plant(context: PlantContext): PlantedVendor {
  const clients = protectClients(context, SYNCRO, 0.4).map(
    (row): ProtectedClient => ({ ...row, agents: row.agents.filter(({ fate }) => fate === 'installed') }),
  );
  const random = randomFor(context.seed, SYNCRO);
  const customers = new Map(
    clients.map((row) => {
      const disabled = row === clients.at(-1);
      return [row, { ...customerRow(row, context.today), disabled }];
    }),
  );
  const walkIn = person(1, 'Mei', 'Okafor', context.today);
  const planted = [...customers].flatMap(([row, customer]) => [
    ...row.agents.map(({ device }) => ({ device, customer })),
    ...row.client.devices
      .filter(({ category }) => category === 'printer')
      .map((device) => ({ device, customer })),
  ]);
  const assets = random
    .shuffle(planted)
    .map(({ device, customer }, index) => assetRow(device, customer, 3000 + index, context.today, random));
  const data: SyncroData = {
    customers: [walkIn, ...customers.values()],
    assets: [...assets, spare(2000, null, context.today), spare(2001, walkIn, context.today)],
  };
  return {
    data,
    companies: [
      { vendor: SYNCRO, externalId: String(walkIn.id), organizationName: null, exactNameMatch: false },
      ...companyTruth(SYNCRO, clients, idOf),
    ],
    counts: [...deviceCounts(SYNCRO, clients, () => 'other'), ...mergedDeviceCounts(SYNCRO, clients)],
  };
}

function idOf({ id }: PlantedClient): string {
  return String(50_000 + id);
}

function customerRow({ client, company }: ProtectedClient, today: string): SyncroCustomer {
  return {
    ...person(Number(idOf(client)), 'Front', 'Desk', today),
    business_name: company.name,
    business_then_name: company.name,
    email: `office@${client.domain}`,
  };
}

/** A customer without a business. */
function person(id: number, firstname: string, lastname: string, today: string): SyncroCustomer {
  const fullname = `${firstname} ${lastname}`;
  return {
    id,
    firstname,
    lastname,
    fullname,
    business_name: null,
    business_then_name: fullname,
    email: null,
    disabled: false,
    created_at: `${addDays(today, -600)}T11:30:00.250+02:00`,
    updated_at: `${addDays(today, -2)}T11:30:00.250+02:00`,
  };
}

/** An asset as technicians enter it: without an agent. */
function spare(id: number, customer: SyncroCustomer | null, today: string): SyncroAsset {
  return {
    id,
    name: `Spare ${id}`,
    customer_id: customer?.id ?? null,
    contact_id: null,
    created_at: `${addDays(today, -90)}T11:30:00.250+02:00`,
    updated_at: `${addDays(today, -90)}T11:30:00.250+02:00`,
    properties: { 'Model No.': 'SM-A705X' },
    asset_type: 'Phone',
    asset_serial: null,
    external_rmm_link: null,
    customer,
    rmm_links: [],
    rmm_store: {
      id: id + 500_000,
      asset_id: id,
      account_id: ACCOUNT_ID,
      triggers: { agent_offline_triggered: 'false' },
      general: {},
    },
  };
}

function assetRow(
  device: PlantedDevice,
  customer: SyncroCustomer,
  id: number,
  today: string,
  random: Random,
): SyncroAsset {
  const entered = { ...spare(id, customer, today), name: device.name, asset_type: 'Printer' };
  if (device.category === 'printer') return entered;
  const kabuto_information = kabutoOf(device, today, random);
  return {
    ...entered,
    // Some MSPs sort the agents' assets into types of their own.
    asset_type: random.chance(0.7)
      ? 'Syncro Device'
      : random.pick(['Laptop', 'Desktop', 'Server', 'Client PC']),
    asset_serial: device.serial,
    properties: { kabuto_information },
    rmm_store: { ...entered.rmm_store, general: { name: device.name } },
  };
}

function kabutoOf(device: PlantedDevice, today: string, random: Random): Kabuto {
  return {
    last_synced_at: lastSeenAt(device, today, random),
    last_user: null,
    os: { name: device.os ?? 'Windows', os_architecture: '64-bit' },
    general: {
      name: device.name,
      form_factor: device.category,
      manufacturer: 'Contoso',
      serial_number: device.serial ?? '',
    },
  };
}
