import type {
  DeviceCategory,
  DeviceRecord,
  LicenseRecord,
  SubscriptionRecord,
  UserRecord,
} from '../../domain/inventory.ts';

/** Words that people write in lists, for ours. What is not here is kept as written and never taken for one of them. */

function dictionary<Value extends string>(words: Record<Value, string>): Map<string, Value> {
  const entries = Object.entries(words) as [Value, string][];
  return new Map(
    entries.flatMap(([value, text]) => text.split(',').map((word) => [toWord(word), value] as const)),
  );
}

/** "Hyper-V Host" and "hyperv host" are one word. */
export function toWord(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

export const CATEGORIES = dictionary<DeviceCategory>({
  desktop: 'desktop,desktops,desktop pc,desktop computer,pc,tower',
  laptop: 'laptop,laptops,notebook,notebooks',
  server: 'server,servers,windows server,linux server,physical server,virtual server',
  workstation: 'workstation,workstations,windows workstation,mac workstation,computer,computers,mac',
  network:
    'network,network device,networking,switch,router,firewall,access point,wireless access point,wap,gateway',
  printer: 'printer,printers',
  hypervisor: 'hypervisor,hypervisors,esxi host,hyper-v host,vm host,virtual host',
  'vm-guest': 'vm guest,vm,virtual machine,guest vm,virtual guest',
  mobile: 'mobile,mobile device,phone,smartphone,tablet,iphone,ipad',
  other: 'other',
});

type Exclusion = NonNullable<DeviceRecord['exclusion']>;
export const EXCLUSIONS = dictionary<Exclusion>({
  deleted: 'deleted,removed',
  decommissioned: 'decommissioned,retired,disposed',
  uninstalled: 'uninstalled',
  awaiting_approval: 'awaiting approval,pending approval,pending',
});

export const USER_TYPES = dictionary<UserRecord['type']>({
  member: 'member,user,regular,employee,internal,user mailbox',
  guest: 'guest,external,external user',
  mailbox:
    'mailbox,shared,shared mailbox,room,room mailbox,equipment,equipment mailbox,service,service account',
});

export const LICENSE_STATES = dictionary<Exclude<LicenseRecord['state'], 'unknown'>>({
  active: 'active,enabled,ok,running',
  grace: 'grace,in grace period,grace period,warning',
  suspended: 'suspended,disabled,locked out,lockedout,cancelled,canceled,expired,deleted,inactive',
});

export const SUBSCRIPTION_STATES = dictionary<Exclude<SubscriptionRecord['state'], 'unknown'>>({
  active: 'active,activated,enabled,ok,running,pending cancel',
  pending: 'pending,ordered,waiting,pending activation,provisioning',
  ended: 'ended,cancelled,canceled,expired,terminated,suspended,disabled,deleted,inactive',
});
