import type { UserFilter } from '../../src/domain/measure.ts';
import { addDays } from '../msp/calendar.ts';
import type { ProtectedClient } from '../msp/endpoint-agents.ts';
import type { PlantedClient, PlantedUser } from '../msp/model.ts';
import type { CountTruth, PlantContext } from '../msp/types.ts';
import { ACCOUNT, HUNTRESS, organizationIdOf } from './data.ts';
import type { HuntressIdentity } from './schema.ts';

/** Everyone in the tenants that are connected. Shared and room mailboxes are identities like any other here. */
export function identitiesOf(clients: ProtectedClient[], { today }: PlantContext): HuntressIdentity[] {
  return clients
    .flatMap(({ client, company }) => client.users.map((user) => ({ user, client, name: company.name })))
    .map(({ user, client, name }, index) => ({
      id: 12_345_678 + index,
      account: { ...ACCOUNT },
      organization: { id: organizationIdOf(client), name },
      tenant: { id: 100 + client.id, type: 'microsoft_365' },
      username: user.upn,
      ...(user.kind === 'service' ? {} : { email: user.upn.replace('#EXT#', '') }),
      enabled: user.isEnabled,
      billable: isBillable(user),
      external: user.kind === 'guest',
      created_at: `${addDays(today, -200)}T20:05:10Z`,
    }));
}

/** Huntress bills identities that hold a licence which is paid for. */
function isBillable({ skus, isEnabled }: PlantedUser): boolean {
  return isEnabled && skus.some((sku) => !sku.isFree);
}

/** How many of each client's people Huntress bills, and how many are active. */
export function identityCounts(clients: ProtectedClient[]): CountTruth[] {
  return clients.flatMap(({ client }) => [
    countOf(client, 'licensed', isBillable),
    countOf(client, 'active', () => true),
  ]);
}

function countOf(
  { name, users }: PlantedClient,
  scope: UserFilter['scope'],
  passes: (user: PlantedUser) => boolean,
): CountTruth {
  const active = users.filter((user) => user.isEnabled && user.kind !== 'guest');
  return {
    vendor: HUNTRESS,
    organizationName: name,
    metric: 'users',
    filter: { scope, conditions: [], match: 'all' },
    count: active.filter(passes).length,
  };
}
