import type { ClientPlan } from './clients.ts';
import type { PlantedDevice } from './model.ts';
import type { Random } from './random.ts';

/** Serial numbers that firmware leaves behind where nobody set one. */
const PLACEHOLDER_SERIALS = ['', 'To be filled by O.E.M.', 'Default string', 'None', '0'] as const;

const WINDOWS = ['Windows 11 Pro', 'Windows 11 Pro', 'Windows 11 Business', 'Windows 10 Pro'] as const;
const WINDOWS_SERVER = [
  'Windows Server 2022 Standard Edition',
  'Windows Server 2019 Standard Edition',
  'Windows Server 2016 Standard Edition',
] as const;

/** Everything NinjaOne knows of one client: managed machines, network gear, guests of a host, some of it awaiting approval. */
export function plantDevices(plan: ClientPlan, prefix: string, random: Random): PlantedDevice[] {
  const sites = Math.max(1, plan.ninja?.length ?? 1);
  const make = (count: number, one: (index: number) => PlantedDevice) =>
    Array.from({ length: count }, (_, index) => ({ ...one(index), site: random.integer(0, sites - 1) }));
  const servers = make(plan.servers, (index) => server(prefix, index, random));
  return [
    ...withDuplicate(
      plan,
      make(plan.workstations, (index) => workstation(plan, prefix, index, random)),
    ),
    ...servers,
    ...make(plan.workstations > 30 ? random.integer(1, 2) : 0, (index) => pending(prefix, index, random)),
    ...make(networkGearOf(plan), (index) => networkGear(prefix, index, random)),
    ...make(random.integer(0, 1), (index) => bare('printer', `${prefix}-PRN${index + 1}`)),
    ...virtualisation(servers, prefix),
  ];
}

function bare(category: PlantedDevice['category'], name: string): PlantedDevice {
  return {
    category,
    site: 0,
    name,
    os: null,
    serial: null,
    isVirtual: false,
    isPending: false,
    isOffline: false,
    lastSeenDaysAgo: 0,
  };
}

function workstation(plan: ClientPlan, prefix: string, index: number, random: Random): PlantedDevice {
  const roll = random.integer(1, 100);
  const category = roll <= 6 ? 'workstation' : roll <= 52 ? 'desktop' : 'laptop';
  const isMac = category !== 'workstation' && random.chance(plan.macs);
  // One in thirty has not been seen for months, and nobody has noticed.
  const isStale = random.integer(1, 30) === 1;
  return {
    ...bare(category, `${prefix}-${isMac ? 'MAC' : category === 'laptop' ? 'LT' : 'PC'}${index + 1}`),
    os: isMac ? 'macOS 15 Sequoia' : random.pick(WINDOWS),
    serial: random.chance(0.05) ? random.pick(PLACEHOLDER_SERIALS) : serialNumber(random),
    isVirtual: category === 'workstation',
    isOffline: isStale || random.chance(0.2),
    lastSeenDaysAgo: isStale ? 100 : random.integer(0, 18),
  };
}

function server(prefix: string, index: number, random: Random): PlantedDevice {
  const isVirtual = random.chance(0.6);
  return {
    ...bare('server', `${prefix}-SRV${index + 1}`),
    os: random.chance(0.08) ? 'Ubuntu 24.04 LTS' : random.pick(WINDOWS_SERVER),
    serial: isVirtual ? 'None' : serialNumber(random),
    isVirtual,
  };
}

function pending(prefix: string, index: number, random: Random): PlantedDevice {
  const category = random.chance(0.3) ? 'server' : 'laptop';
  return {
    ...bare(category, `${prefix}-NEW${index + 1}`),
    os: category === 'server' ? WINDOWS_SERVER[0] : WINDOWS[0],
    serial: serialNumber(random),
    isPending: true,
  };
}

function networkGearOf(plan: ClientPlan): number {
  return 1 + Math.ceil(plan.workstations / 14);
}

function networkGear(prefix: string, index: number, random: Random): PlantedDevice {
  const gear = index === 0 ? 'firewall' : random.pick(['switch', 'wap'] as const);
  return { ...bare('network', `${prefix}-${gear.toUpperCase()}${index + 1}`), gear };
}

/** A host and its guests as the hypervisor lists them: virtual servers with an agent appear a second time. */
function virtualisation(servers: PlantedDevice[], prefix: string): PlantedDevice[] {
  const guests = servers.filter((row) => row.isVirtual);
  if (guests.length < 3) return [];
  const host = { ...bare('hypervisor', `${prefix}-ESX1`), os: 'VMware ESXi 8.0.3' };
  return [
    host,
    ...guests.map((guest) => ({ ...bare('vm-guest', guest.name), os: guest.os, site: guest.site })),
  ];
}

/** A laptop that was set up anew is there twice: same serial number, the old record no longer seen. */
function withDuplicate(plan: ClientPlan, workstations: PlantedDevice[]): PlantedDevice[] {
  const original = workstations.find((row) => row.category === 'laptop' && (row.serial ?? '').length > 6);
  if (!DUPLICATED.includes(plan.name) || !original) return workstations;
  return [
    ...workstations,
    { ...original, name: `${original.name}-OLD`, isOffline: true, lastSeenDaysAgo: 45 },
  ];
}

const DUPLICATED = ['Maple Street Accounting', 'Corvid Legal'];

function serialNumber(random: Random): string {
  const alphabet = 'BCDFGHJKLMNPQRSTVWXYZ0123456789';
  return Array.from({ length: 8 }, () => alphabet[random.integer(0, alphabet.length - 1)]).join('');
}
