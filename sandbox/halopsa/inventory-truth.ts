import type { DeviceCategory } from '../../src/domain/inventory.ts';
import type { DeviceFilter, LicenseFilter, UserFilter } from '../../src/domain/measure.ts';
import type { PlantedClient } from '../msp/model.ts';
import type { CountTruth } from '../msp/types.ts';
import { HALOPSA, type HaloInventory } from './inventory-data.ts';

const DEVICES: DeviceFilter = {
  categories: [],
  conditions: [],
  match: 'all',
  seenWithinDays: null,
  mergeDuplicates: false,
};
const LICENSES: LicenseFilter = {
  skuIds: [],
  basis: 'purchased',
  includeTrials: false,
  includeSuspended: false,
};
const NETWORK = ['Switch', 'Firewall', 'Access Point'];

type Truth = Omit<CountTruth, 'vendor' | 'organizationName'>;

/** What each client has in HaloPSA, by the words that were entered. */
export function inventoryCounts(clients: PlantedClient[], inventory: HaloInventory): CountTruth[] {
  return clients.flatMap(({ id, name }) => {
    const truths = [
      ...assetTruths(inventory.assets.filter((row) => row.client_id === id && !row.inactive)),
      ...userTruths(inventory.users.filter((row) => row.client_id === id)),
      ...licenceTruths(inventory.licences.filter((row) => row.client_id === id)),
    ];
    return truths.map((truth) => ({ vendor: HALOPSA, organizationName: name, ...truth }) as CountTruth);
  });
}

function assetTruths(active: HaloInventory['assets']): Truth[] {
  const ofTypes = (category: DeviceCategory, types: string[]): Truth => ({
    metric: 'devices',
    filter: { ...DEVICES, categories: [category] },
    count: active.filter((row) => types.includes(row.assettype_name)).length,
  });
  return [
    { metric: 'devices', filter: DEVICES, count: active.length },
    ofTypes('desktop', ['Desktop']),
    ofTypes('laptop', ['Laptop']),
    ofTypes('workstation', ['Workstation']),
    ofTypes('server', ['Server']),
    ofTypes('printer', ['Printer']),
    ofTypes('network', NETWORK),
  ];
}

function userTruths(all: HaloInventory['users']): Truth[] {
  const people = all.filter((row) => !row.inactive && !row.isserviceaccount && row.name !== 'General User');
  const inScope = (scope: UserFilter['scope'], count: number): Truth => ({
    metric: 'users',
    filter: { scope, conditions: [], match: 'all' },
    count,
  });
  return [
    inScope('active', people.length),
    inScope('licensed', people.filter((row) => !row.ignoreautomatedbilling).length),
  ];
}

function licenceTruths(all: HaloInventory['licences']): Truth[] {
  const seats = (rows: HaloInventory['licences']) => rows.reduce((sum, { count }) => sum + count, 0);
  const active = all.filter((row) => row.is_active);
  return [
    { metric: 'licenses', filter: LICENSES, count: seats(active) },
    { metric: 'licenses', filter: { ...LICENSES, includeSuspended: true }, count: seats(all) },
    {
      metric: 'licenses',
      filter: { ...LICENSES, skuIds: ['spb'] },
      count: seats(active.filter((row) => row.product_sku === 'SPB')),
    },
  ];
}
