import type { NinjaDevice, NinjaNodeClass, NinjaOrganization } from '../ninjaone/schema.ts';
import { secondsBefore } from './calendar.ts';
import type { PlantedClient, PlantedDevice } from './model.ts';
import { type Random, randomFor } from './random.ts';
import type { CompanyTruth, SandboxMsp } from './types.ts';

/** An organization of NinjaOne with what is in it. */
type Site = { organization: NinjaOrganization; devices: PlantedDevice[]; truth: CompanyTruth };

/** The MSP's own test machines: an organization that is nobody's client. */
const LAB = 'Northwind IT Lab';

/** What NinjaOne serves of the planted clients, and whose each of its organizations is. */
export function toNinjaOne(
  clients: PlantedClient[],
  lab: PlantedDevice[],
  today: string,
  seed: number,
): { data: SandboxMsp['ninjaone']; truth: CompanyTruth[] } {
  const sites = [...clients.flatMap(sitesOf), siteOf(LAB, lab, null, false)];
  sites.forEach((site, index) => {
    site.organization.id = index + 3;
    site.truth.externalId = String(site.organization.id);
  });
  const random = randomFor(seed, 'ninjaone');
  const placed = sites.flatMap((site) => site.devices.map((device) => ({ device, site })));
  const devices = random
    .shuffle(placed)
    .map(({ device, site }, index) => deviceRow(device, index + 101, site.organization.id, today, random));
  return {
    data: { organizations: sites.map((site) => site.organization), devices: withParents(devices) },
    truth: sites.map((site) => site.truth),
  };
}

function sitesOf(client: PlantedClient): Site[] {
  return client.ninjaNames.map(({ name, isExact }, index) =>
    siteOf(
      name,
      client.devices.filter((device) => device.site === index),
      client.name,
      isExact,
    ),
  );
}

function siteOf(name: string, devices: PlantedDevice[], owner: string | null, isExact: boolean): Site {
  return {
    organization: { id: 0, name, nodeApprovalMode: 'MANUAL', tags: [], fields: {} },
    devices,
    truth: { vendor: 'ninjaone', externalId: '', organizationName: owner, exactNameMatch: isExact },
  };
}

function deviceRow(
  device: PlantedDevice,
  id: number,
  organizationId: number,
  today: string,
  random: Random,
): NinjaDevice {
  const seen = device.lastSeenDaysAgo;
  const lastContact =
    seen === null ? {} : { lastContact: secondsBefore(today, seen) - random.integer(0, 43_000) + 0.102 };
  return {
    id,
    uid: random.uuid(),
    organizationId,
    locationId: organizationId * 10,
    nodeClass: nodeClassOf(device),
    nodeRoleId: 200,
    rolePolicyId: 0,
    policyId: 0,
    approvalStatus: device.isPending ? 'PENDING' : 'APPROVED',
    offline: device.isOffline,
    systemName: device.name,
    created: secondsBefore(today, random.integer(120, 1500)) + 0.25,
    ...lastContact,
    ipAddresses: [`10.${organizationId}.0.${1 + (id % 250)}`],
    macAddresses: [],
    deviceType: isAgent(device) ? 'AgentDevice' : 'NmsDevice',
    ...(isAgent(device) ? agentPart(device, random) : {}),
  };
}

function isAgent(device: PlantedDevice): boolean {
  return ['desktop', 'laptop', 'workstation', 'server'].includes(device.category);
}

/** `os` and `system`, which only machines with an agent have. */
function agentPart(device: PlantedDevice, random: Random): Pick<NinjaDevice, 'os' | 'system' | 'dnsName'> {
  const isMac = device.os?.startsWith('macOS') ?? false;
  const maker = device.isVirtual
    ? 'VMware, Inc.'
    : isMac
      ? 'Apple Inc.'
      : random.pick(['Dell Inc.', 'LENOVO', 'HP']);
  return {
    dnsName: `${device.name.toLowerCase()}.local`,
    os: {
      name: device.os ?? '',
      manufacturer: isMac ? 'Apple Inc.' : 'Microsoft Corporation',
      architecture: '64-bit',
      needsReboot: random.chance(0.1),
    },
    system: {
      name: device.name,
      manufacturer: maker,
      model: device.isVirtual ? 'VMware Virtual Platform' : 'Standard model',
      serialNumber: device.serial ?? '',
      biosSerialNumber: device.isVirtual ? `VMware-${random.uuid()}` : (device.serial ?? ''),
      virtualMachine: device.isVirtual,
      chassisType: chassisOf(device),
    },
  };
}

function chassisOf(device: PlantedDevice): 'DESKTOP' | 'LAPTOP' | 'UNKNOWN' {
  if (device.category === 'laptop') return 'LAPTOP';
  return device.category === 'desktop' || (device.category === 'server' && !device.isVirtual)
    ? 'DESKTOP'
    : 'UNKNOWN';
}

const GEAR_CLASSES = { switch: 'NMS_SWITCH', firewall: 'NMS_FIREWALL', wap: 'NMS_WAP' } as const;

function nodeClassOf(device: PlantedDevice): NinjaNodeClass {
  const os = device.os ?? '';
  switch (device.category) {
    case 'server':
      return os.startsWith('Windows') ? 'WINDOWS_SERVER' : 'LINUX_SERVER';
    case 'network':
      return GEAR_CLASSES[device.gear ?? 'switch'];
    case 'printer':
      return 'NMS_PRINTER';
    case 'hypervisor':
      return 'VMWARE_VM_HOST';
    case 'vm-guest':
      return 'VMWARE_VM_GUEST';
    default:
      return os.startsWith('macOS')
        ? 'MAC'
        : os.startsWith('Windows')
          ? 'WINDOWS_WORKSTATION'
          : 'LINUX_WORKSTATION';
  }
}

/** A guest names its host, which is of the same organization. */
function withParents(devices: NinjaDevice[]): NinjaDevice[] {
  const hosts = new Map(
    devices.filter((row) => row.nodeClass === 'VMWARE_VM_HOST').map((row) => [row.organizationId, row.id]),
  );
  return devices.map((row) => {
    const host = row.nodeClass === 'VMWARE_VM_GUEST' ? hosts.get(row.organizationId) : undefined;
    return host === undefined ? row : { ...row, parentDeviceId: host };
  });
}
