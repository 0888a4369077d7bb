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
import type { PlantedDevice } from '../msp/model.ts';
import { type Random, randomFor } from '../msp/random.ts';
import type { PlantContext, PlantedVendor } from '../msp/types.ts';
import { ACCOUNT, HUNTRESS, type HuntressData, organizationIdOf } from './data.ts';
import { identitiesOf, identityCounts } from './plant-identities.ts';
import type { HuntressAgent, HuntressOrganization } from './schema.ts';

/** The MSP's own organization, without agents. */
const OWN_ORGANIZATION = 7;

/** The planted clients as organizations of one account; agents that are gone leave Huntress's lists. */
export function plant(context: PlantContext): PlantedVendor {
  const clients = protectClients(context, HUNTRESS, 0.3).map(
    (row): ProtectedClient => ({ ...row, agents: row.agents.filter(({ fate }) => fate === 'installed') }),
  );
  const random = randomFor(context.seed, HUNTRESS);
  const placed = clients.flatMap((row) => row.agents.map(({ device }) => ({ device, client: row.client })));
  const identities = identitiesOf(clients, context);
  const data: HuntressData = {
    organizations: [
      organizationRow(OWN_ORGANIZATION, 'Northwind IT', context.today),
      ...clients.map((row) => ({
        ...organizationRow(organizationIdOf(row.client), row.company.name, context.today),
        agents_count: row.agents.length,
        billable_identity_count: identities.filter(
          ({ organization, billable }) => organization.id === organizationIdOf(row.client) && billable,
        ).length,
        ...(row.client.tenant ? { identity_provider_tenant_id: random.uuid() } : {}),
      })),
    ],
    agents: random
      .shuffle(placed)
      .map(({ device, client }, index) =>
        agentRow(device, organizationIdOf(client), 5000 + index, context.today, random),
      ),
    identities,
  };
  return {
    data,
    companies: [
      {
        vendor: HUNTRESS,
        externalId: String(OWN_ORGANIZATION),
        organizationName: null,
        exactNameMatch: false,
      },
      ...companyTruth(HUNTRESS, clients, (client) => String(organizationIdOf(client))),
    ],
    counts: [
      ...deviceCounts(HUNTRESS, clients, categoryOf),
      ...mergedDeviceCounts(HUNTRESS, clients),
      ...identityCounts(clients),
    ],
  };
}

/** Huntress tells servers by the name of Windows, or because somebody has tagged them. */
function categoryOf(device: PlantedDevice): DeviceCategory {
  if (device.category === 'server') return isLinux(device) && !isTagged(device) ? 'other' : 'server';
  return isLinux(device) ? 'other' : 'workstation';
}

function isLinux({ os }: PlantedDevice): boolean {
  return !/^(Windows|macOS)/.test(os ?? 'Windows');
}

/** Somebody tagged the Linux servers, but only those in the virtual machine manager. */
function isTagged({ category, isVirtual }: PlantedDevice): boolean {
  return category === 'server' && isVirtual;
}

function organizationRow(id: number, name: string, today: string): HuntressOrganization {
  return {
    id,
    account_id: ACCOUNT.id,
    name,
    key: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ''),
    agents_count: 0,
    billable_identity_count: 0,
    created_at: `${addDays(today, -500)}T20:05:10Z`,
    updated_at: `${addDays(today, -2)}T20:05:10Z`,
  };
}

function agentRow(
  device: PlantedDevice,
  organizationId: number,
  id: number,
  today: string,
  random: Random,
): HuntressAgent {
  const os = device.os ?? 'Windows 11 Pro';
  const seen = lastSeenAt(device, today, random);
  return {
    id,
    account_id: ACCOUNT.id,
    organization_id: organizationId,
    hostname: device.name,
    platform: isLinux(device) ? 'linux' : os.startsWith('macOS') ? 'darwin' : 'windows',
    os,
    ...(device.serial === null ? {} : { serial_number: device.serial }),
    ...(seen === null ? {} : { last_callback_at: seen }),
    tags:
      isLinux(device) && isTagged(device)
        ? ['Server', 'Production']
        : random.chance(0.1)
          ? ['Production']
          : [],
    version: '0.14.22',
    created_at: `${addDays(today, -random.integer(30, 480))}T20:05:10Z`,
  };
}
