import { COUNTED } from './catalogue.ts';
import type { PlantedClient } from './model.ts';
import { randomFor } from './random.ts';
import { BUSINESS_BASIC, BUSINESS_PREMIUM, EXCHANGE_PLAN_1, type Sku } from './skus.ts';

export type CountedKey = keyof typeof COUNTED;

/** Which clients buy a product: how many of those for whom it makes sense, and who among them in any case. */
type Demand = { clients: number; suits(client: PlantedClient): boolean; always?: string[] };

const serversOf = (client: PlantedClient) => client.devices.filter((row) => row.category === 'server').length;
const suiteIs = (sku: Sku, client: PlantedClient) => client.users[0]?.skus[0] === sku;
/** Some of the client's people have it, though it is not the licence most of them have. */
const hasBesides = (sku: Sku) => (client: PlantedClient) =>
  !suiteIs(sku, client) && client.users.some((user) => user.skus.includes(sku));
const isInNinja = (client: PlantedClient) => client.ninjaNames.length > 0;
const hasTenant = (client: PlantedClient) => client.tenant !== null;
const macsOf = (client: PlantedClient) => client.devices.filter((row) => row.os?.startsWith('macOS')).length;

/** Products that not every client buys. The numbers add up to the MSP's 400 lines, whatever the seed. */
const DEMANDS: Partial<Record<CountedKey, Demand>> = {
  server: { clients: 30, suits: (client) => serversOf(client) > 0, always: ['Harborview Logistics'] },
  network: { clients: 14, suits: isInNinja, always: ['Eastgate Pharmacy', 'Hollis Orthodontics'] },
  antivirus: {
    clients: 24,
    suits: isInNinja,
    always: ['Juniper Yoga Studio', 'Lakeview Logistics', 'Corvid Legal'],
  },
  serverPatching: { clients: 10, suits: (client) => serversOf(client) > 0 },
  bdr: {
    clients: 11,
    suits: (client) => serversOf(client) > 1,
    always: ['Corvid Legal', 'Granite State Insurance'],
  },
  windowsPatching: { clients: 9, suits: isInNinja },
  macManagement: { clients: 5, suits: (client) => macsOf(client) > 1 },
  workstationBackup: { clients: 8, suits: isInNinja, always: ['Cedar Ridge School District'] },
  encryption: { clients: 6, suits: isInNinja, always: ['Maple Street Accounting', 'Corvid Legal'] },
  helpDesk: {
    clients: 28,
    suits: hasTenant,
    always: ['Fairhaven Credit Union', 'Northgate Community Church', 'Tidewater Marine Supply'],
  },
  passwordManager: { clients: 12, suits: hasTenant },
  emailSecurity: { clients: 16, suits: hasTenant },
  exchange: {
    clients: 22,
    suits: hasBesides(EXCHANGE_PLAN_1),
    always: ['Harborview Logistics', 'Falcon Freight Lines'],
  },
  businessBasic: { clients: 12, suits: hasBesides(BUSINESS_BASIC), always: ['Corvid Legal'] },
  // Nobody there has an E3 seat any more: lines of quantity 0.
  e3: {
    clients: 3,
    suits: () => false,
    always: ['Corvid Legal', 'Bayside Family Dental', 'Riverbend Medical Partners'],
  },
  premiumSupport: {
    clients: 6,
    suits: (client) => suiteIs(BUSINESS_PREMIUM, client),
    always: ['Glacier Point Engineering'],
  },
};

/** Who buys what beyond the basics, by product. */
export function chooseBuyers(clients: PlantedClient[], seed: number): Map<CountedKey, Set<string>> {
  const keys = Object.keys(COUNTED).filter((key): key is CountedKey => key in COUNTED);
  return new Map(keys.map((key) => [key, buyersOf(key, clients, seed)]));
}

function buyersOf(key: CountedKey, clients: PlantedClient[], seed: number): Set<string> {
  const demand = DEMANDS[key];
  if (!demand) return new Set();
  const suited = randomFor(seed, `buyers/${key}`).shuffle(clients.filter(demand.suits));
  const names = [...(demand.always ?? []), ...suited.map((client) => client.name)];
  return new Set([...new Set(names)].slice(0, demand.clients));
}
