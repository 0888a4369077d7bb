import type { InventoryRecord } from '../../src/domain/counting/count.ts';
import type {
  DeviceCategory,
  DeviceRecord,
  LicenseRecord,
  SubscriptionRecord,
  UserRecord,
} from '../../src/domain/inventory.ts';
import type { Random } from './random.ts';
import { PRODUCTS, SKUS, type Sku } from './skus.ts';

/** A client with what the sources hold of it, by "integration metric"; a source that does not know it is missing. */
export type Client = { id: string; records: Map<string, InventoryRecord[]>; holds: Set<string> };

const OS: Record<'pc' | 'server', readonly string[]> = {
  pc: ['Windows 11 Pro', 'Windows 10 Pro', 'Windows 11 Enterprise', 'macOS 15.1', 'Ubuntu 24.04'],
  server: ['Windows Server 2019 Standard', 'Windows Server 2022 Standard', 'Debian GNU/Linux 12'],
};

export function createClients(random: Random, howMany: number): Client[] {
  return Array.from({ length: howMany }, (_, at) => createClient(random, `client-${at}`));
}

function createClient(random: Random, id: string): Client {
  const people = Math.max(2, Math.round(18 * random.logNormal(0.9)));
  const macs = random.chance(0.25) ? random.next() * 0.6 : 0.03;
  const devices = createDevices(random, id, people, macs);
  const [licenses, held] = createLicenses(random, id, people);
  const [subscriptions, bought] = createSubscriptions(random, id, people);
  const records = new Map<string, InventoryRecord[]>();
  const known = (source: string, of: InventoryRecord[]) => records.set(source, of);
  if (random.chance(0.96)) known('rmm devices', devices);
  if (random.chance(0.9)) known('edr devices', protectedOf(random, devices));
  if (random.chance(0.95)) {
    known('cloud users', createUsers(random, id, people));
    known('cloud licenses', licenses);
  }
  if (random.chance(0.9)) known('distribution subscriptions', subscriptions);
  return { id, records, holds: new Set([...held, ...bought]) };
}

function createDevices(random: Random, id: string, people: number, macs: number): DeviceRecord[] {
  const mobile = random.next();
  const computers = Math.max(1, Math.round(people * (0.7 + 0.5 * random.next())));
  const pcs = Array.from({ length: computers }, (_, at) => {
    const osName = random.chance(macs)
      ? 'macOS 15.1'
      : random.pick(OS.pc.filter((os) => !os.startsWith('mac')));
    return device(random, `${id}-pc${at}`, id, random.chance(mobile) ? 'laptop' : 'desktop', osName);
  });
  const servers = Array.from(
    { length: random.chance(0.25) ? 0 : Math.ceil((people / 12) * random.logNormal(0.5)) },
    (_, at) => device(random, `${id}-srv${at}`, id, 'server', random.pick(OS.server)),
  );
  const other = (category: DeviceCategory, count: number) =>
    Array.from({ length: count }, (_, at) => device(random, `${id}-${category}${at}`, id, category, null));
  return [
    ...pcs,
    ...servers,
    ...other('network', random.whole(1, 6)),
    ...other('printer', random.whole(0, 5)),
  ];
}

function device(
  random: Random,
  externalId: string,
  company: string,
  category: DeviceCategory,
  osName: string | null,
): DeviceRecord {
  return {
    externalId,
    companyExternalId: company,
    name: externalId,
    category,
    rawCategory: null,
    osName,
    serialNumber: null,
    lastSeenAt: '2026-11-19T00:00:00.000Z',
    exclusion: random.chance(0.03) ? 'decommissioned' : null,
    rawStatus: null,
  };
}

/** Not every computer has the security agent, and some that left the RMM still do. */
function protectedOf(random: Random, devices: readonly DeviceRecord[]): DeviceRecord[] {
  return devices.filter(
    ({ category }) => category !== 'network' && category !== 'printer' && random.chance(0.93),
  );
}

function createUsers(random: Random, id: string, people: number): UserRecord[] {
  const user = (name: string, more: Partial<UserRecord>): UserRecord => ({
    externalId: `${id}-${name}`,
    companyExternalId: id,
    userPrincipalName: `${name}@${id}.example`,
    displayName: name,
    department: null,
    enabled: true,
    type: 'member',
    rawType: null,
    paidLicenses: 1,
    licenseNames: [],
    ...more,
  });
  const licensed = Array.from({ length: people }, (_, at) =>
    user(`u${at}`, { enabled: !random.chance(0.04) }),
  );
  const bare = Array.from({ length: random.whole(0, 3 + Math.ceil(people / 6)) }, (_, at) =>
    user(`n${at}`, { paidLicenses: 0 }),
  );
  const guests = Array.from({ length: random.whole(0, 8) }, (_, at) =>
    user(`g${at}`, { type: 'guest', paidLicenses: 0 }),
  );
  return [...licensed, ...bare, ...guests];
}

function createLicenses(random: Random, id: string, people: number): [LicenseRecord[], string[]] {
  const held = random.some(SKUS, 0.35);
  const records = held.map(({ id: skuId, name, part }): LicenseRecord => {
    const purchased = Math.max(1, Math.round(people * random.next() * 1.1));
    return {
      externalId: `${id}-${skuId}`,
      companyExternalId: id,
      skuId,
      skuName: name,
      partNumber: part,
      purchased,
      assigned: random.chance(0.5) ? purchased : Math.max(0, purchased - random.whole(1, 4)),
      state: random.chance(0.03) ? 'suspended' : 'active',
      rawStatus: null,
      isTrial: false,
      exclusion: null,
      term: null,
      termEndsAt: null,
    };
  });
  return [records, held.map((sku: Sku) => sku.id)];
}

function createSubscriptions(random: Random, id: string, people: number): [SubscriptionRecord[], string[]] {
  const bought = random.some(PRODUCTS, 0.4);
  const records = bought.flatMap(({ id: productId, name }) =>
    Array.from(
      { length: random.chance(0.1) ? 2 : 1 },
      (_, at): SubscriptionRecord => ({
        externalId: `${id}-${productId}-${at}`,
        companyExternalId: id,
        productId,
        productName: name,
        quantity: Math.max(1, Math.round(people * random.next() * 0.8)),
        state: random.chance(0.04) ? 'ended' : 'active',
        rawStatus: null,
        isTrial: false,
        billingTerm: 'Monthly',
        termEndsAt: null,
      }),
    ),
  );
  return [records, bought.map(({ id: productId }) => productId)];
}
