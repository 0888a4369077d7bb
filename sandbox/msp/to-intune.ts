import type { DeviceFilter } from '../../src/domain/measure.ts';
import type { ManagedDevice } from '../microsoft-365/schema.ts';
import { addDays } from './calendar.ts';
import type { PlantedClient, PlantedDevice } from './model.ts';
import { type Random, randomFor } from './random.ts';
import { BUSINESS_PREMIUM, M365_E3, type Sku } from './skus.ts';
import type { CountTruth } from './types.ts';

/** The SKUs that bring Intune. */
export function bringsIntune(sku: Sku): boolean {
  return sku === BUSINESS_PREMIUM || sku === M365_E3;
}

/** A device as Intune has it, with what is true of it. */
type Enrolled = {
  row: ManagedDevice;
  category: 'workstation' | 'mobile' | 'other';
  seenDaysAgo: number | null;
};

/** What Intune manages of a client: its desktops and laptops that are no virtual ones, and phones. Null: it has no Intune. */
export function toIntune(client: PlantedClient, today: string, seed: number): ManagedDevice[] | null {
  return enrolledOf(client, today, seed)?.map(({ row }) => row) ?? null;
}

/** The devices of a client by what can be asked for; none where it has no Intune. */
export function intuneCounts(client: PlantedClient, today: string, seed: number): CountTruth[] {
  const enrolled = enrolledOf(client, today, seed) ?? [];
  const truth = (filter: Partial<DeviceFilter>, counted: Enrolled[]): CountTruth => ({
    vendor: 'microsoft-365',
    organizationName: client.name,
    metric: 'devices',
    filter: { ...EVERY_DEVICE, ...filter },
    count: filter.mergeDuplicates ? distinct(counted) : counted.length,
  });
  const workstations = enrolled.filter(({ category }) => category === 'workstation');
  return [
    truth({}, enrolled),
    truth({ mergeDuplicates: true }, enrolled),
    truth({ categories: ['workstation'] }, workstations),
    truth(
      { categories: ['mobile'] },
      enrolled.filter(({ category }) => category === 'mobile'),
    ),
    truth({ categories: ['desktop', 'laptop', 'server'] }, []),
    truth(
      { seenWithinDays: 30 },
      enrolled.filter(({ seenDaysAgo }) => seenDaysAgo !== null && seenDaysAgo <= 30),
    ),
    truth(
      {
        categories: ['workstation'],
        conditions: [{ field: 'osName', operator: 'contains', value: 'macos' }],
      },
      workstations.filter(({ row }) => row.operatingSystem === 'macOS'),
    ),
  ];
}

const EVERY_DEVICE: DeviceFilter = {
  categories: [],
  conditions: [],
  match: 'all',
  seenWithinDays: null,
  mergeDuplicates: false,
};

/** Every serial number planted is of eight characters, or one that firmware leaves behind. */
function distinct(enrolled: Enrolled[]): number {
  const serials = enrolled.flatMap(({ row }) =>
    /^[A-Z0-9]{8}$/.test(row.serialNumber ?? '') ? row.serialNumber : [],
  );
  return enrolled.length - serials.length + new Set(serials).size;
}

function enrolledOf(client: PlantedClient, today: string, seed: number): Enrolled[] | null {
  if (!client.subscriptions.some(({ sku, state }) => bringsIntune(sku) && state !== 'suspended')) return null;
  const random = randomFor(seed, `intune/${client.name}`);
  const computers = client.devices.filter(({ category }) => category === 'desktop' || category === 'laptop');
  const people = client.users.filter(({ kind, isEnabled }) => kind === 'member' && isEnabled);
  return [
    ...computers.filter(({ isPending }) => !isPending).map((device) => computer(device, today, random)),
    ...people
      .filter((_, index) => index % 3 === 0)
      .map((user, index) => phone(user.upn, index, today, random)),
    {
      row: deviceRow('Meeting room board', 'ChromeOS', '126.0', 4, today, random),
      category: 'other',
      seenDaysAgo: 4,
    },
  ];
}

function computer(device: PlantedDevice, today: string, random: Random): Enrolled {
  const isMac = device.os?.startsWith('macOS') ?? false;
  const version = device.os?.startsWith('Windows 10') ? '10.0.19045.5011' : '10.0.22631.4317';
  const row = isMac
    ? deviceRow(device.name, 'macOS', '15.1', device.lastSeenDaysAgo, today, random)
    : deviceRow(device.name, 'Windows', version, device.lastSeenDaysAgo, today, random);
  return {
    row: { ...row, serialNumber: device.serial },
    category: 'workstation',
    seenDaysAgo: device.lastSeenDaysAgo,
  };
}

/** Phones are the company's or their owner's; the first was enrolled and never came back, the second is being retired. */
function phone(upn: string, index: number, today: string, random: Random): Enrolled {
  const system = random.pick(['iOS', 'iPadOS', 'Android', 'AndroidForWork'] as const);
  const seenDaysAgo = index === 0 ? null : random.integer(0, 12);
  const row = deviceRow(`${upn.split('@')[0]}-phone`, system, '18.1', seenDaysAgo, today, random);
  return {
    row: {
      ...row,
      managedDeviceOwnerType: random.chance(0.5) ? 'personal' : 'company',
      managementState: index === 1 ? 'retirePending' : 'managed',
      userPrincipalName: upn,
    },
    category: 'mobile',
    seenDaysAgo,
  };
}

function deviceRow(
  deviceName: string,
  operatingSystem: string,
  osVersion: string,
  seenDaysAgo: number | null,
  today: string,
  random: Random,
): ManagedDevice {
  return {
    id: random.uuid(),
    deviceName,
    managedDeviceName: `${deviceName}_${operatingSystem}`,
    operatingSystem,
    osVersion,
    serialNumber: null,
    model: null,
    manufacturer: null,
    enrolledDateTime: `${addDays(today, -random.integer(120, 900))}T08:00:00Z`,
    lastSyncDateTime:
      seenDaysAgo === null ? '0001-01-01T00:00:00Z' : `${addDays(today, -seenDaysAgo)}T00:30:00Z`,
    complianceState: random.chance(0.9) ? 'compliant' : 'noncompliant',
    managedDeviceOwnerType: 'company',
    managementAgent: 'mdm',
    managementState: 'managed',
    azureADDeviceId: random.uuid(),
    userPrincipalName: null,
  };
}
