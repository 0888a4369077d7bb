import type { QuantitySource } from '../../src/domain/agreement.ts';
import type { DeviceCategory } from '../../src/domain/inventory.ts';

/** What an MSP sells, as truth. `count`: what it is owed by; null: nothing that a source knows. */
export type Truth =
  | { metric: 'devices'; source: 'rmm' | 'edr'; categories: DeviceCategory[]; os?: string }
  | { metric: 'users'; scope: 'licensed' | 'active' }
  | { metric: 'licenses' | 'subscriptions'; sku: string }
  | null;

/** How a service is called, by the style of the MSP; `%` stands for a word the MSP puts in by habit. */
export type Service = { id: string; truth: Truth; sources: QuantitySource[]; names: Record<Style, string[]> };

export const STYLES = ['plain', 'coded', 'wordy', 'clipped', 'branded', 'loud'] as const;
export type Style = (typeof STYLES)[number];

const COMPUTERS: DeviceCategory[] = ['desktop', 'laptop'];

/** Services counted by devices or people. */
export const COUNTED: Service[] = [
  {
    id: 'workstations',
    truth: { metric: 'devices', source: 'rmm', categories: COMPUTERS },
    sources: ['asset_count', 'manual'],
    names: {
      plain: ['Managed workstation', 'Workstation support', 'PC management'],
      coded: ['MS-100 Workstation', 'SVC-WKS Managed WKS', 'A1020 PC care'],
      wordy: ['Monitoring and patching of computers, per computer', 'Desktop & laptop management - monthly'],
      clipped: ['Wkstn mgd', 'PC mgmt', 'WS mon'],
      branded: ['CareShield Silver (workstations)', 'TotalCare PC', 'Fusion Workplace - per PC'],
      loud: ['MANAGED WORKSTATION', 'PC SUPPORT - MTHLY'],
    },
  },
  {
    id: 'laptops',
    truth: { metric: 'devices', source: 'rmm', categories: ['laptop'] },
    sources: ['asset_count', 'manual'],
    names: {
      plain: ['Laptop encryption', 'Notebook care'],
      coded: ['ENC-L Laptop encryption', 'SVC-NB Notebook'],
      wordy: ['Disk encryption management for laptops', 'Roaming protection, per notebook'],
      clipped: ['Laptop enc', 'NB care'],
      branded: ['CareShield Roam (laptops)', 'TotalCare Notebook'],
      loud: ['LAPTOP ENCRYPTION', 'NOTEBOOK CARE'],
    },
  },
  {
    id: 'servers',
    truth: { metric: 'devices', source: 'rmm', categories: ['server'] },
    sources: ['asset_count', 'manual'],
    names: {
      plain: ['Managed server', 'Server monitoring', 'Server patching'],
      coded: ['MS-200 Server', 'SVC-SRV Managed SRV', 'B2010 Server care'],
      wordy: ['Monitoring, patching and care of servers, per server', 'Server backup and disaster recovery'],
      clipped: ['Srv mgd', 'Server mon', 'SRV bkp'],
      branded: ['CareShield Gold (servers)', 'TotalCare Server', 'Fusion Datacenter - per server'],
      loud: ['MANAGED SERVER', 'SERVER BACKUP - MTHLY'],
    },
  },
  {
    id: 'network',
    truth: { metric: 'devices', source: 'rmm', categories: ['network'] },
    sources: ['asset_count', 'manual'],
    names: {
      plain: ['Network device monitoring', 'Managed network equipment'],
      coded: ['MS-300 Network device', 'NET-MON Network'],
      wordy: ['Monitoring of firewalls, switches and access points', 'Network management, per device'],
      clipped: ['Net dev mon', 'Network mgmt'],
      branded: ['CareShield Edge (network)', 'TotalCare Network'],
      loud: ['NETWORK DEVICE MONITORING', 'FIREWALL/SWITCH MGMT'],
    },
  },
  {
    id: 'printers',
    truth: { metric: 'devices', source: 'rmm', categories: ['printer'] },
    sources: ['asset_count', 'manual'],
    names: {
      plain: ['Printer monitoring', 'Managed printers'],
      coded: ['PRT-01 Printer', 'PRN-MON Printer'],
      wordy: ['Supervision of printers and copiers', 'Printer fleet care'],
      clipped: ['Prt mon printers', 'Printers'],
      branded: ['CareShield Print (printers)', 'TotalCare Printer'],
      loud: ['PRINTER MONITORING', 'PRINTERS - MTHLY'],
    },
  },
  {
    id: 'macs',
    truth: { metric: 'devices', source: 'rmm', categories: COMPUTERS, os: 'mac' },
    sources: ['asset_count'],
    names: {
      plain: ['Mac support', 'Managed Mac'],
      coded: ['MS-110 Mac', 'SVC-MAC Mac care'],
      wordy: ['Management of Apple computers', 'Support for macOS workstations'],
      clipped: ['Mac mgd', 'macOS mgmt'],
      branded: ['CareShield Apple', 'TotalCare Mac'],
      loud: ['MANAGED MAC', 'MAC SUPPORT'],
    },
  },
  {
    id: 'rmm-agents',
    truth: { metric: 'devices', source: 'rmm', categories: [...COMPUTERS, 'server'] },
    sources: ['asset_count', 'manual'],
    names: {
      plain: ['Patch management per endpoint', 'Remote monitoring agent'],
      coded: ['RMM-01 RMM agent', 'AGT Monitoring agent'],
      wordy: ['Remote monitoring of endpoints incl. patching', 'Agent on every machine'],
      clipped: ['RMM agt agent', 'Patching ep'],
      branded: ['CareShield Base (endpoints)', 'TotalCare Agent'],
      loud: ['RMM AGENT', 'ENDPOINT PATCHING'],
    },
  },
  {
    id: 'edr',
    truth: { metric: 'devices', source: 'edr', categories: [] },
    sources: ['asset_count', 'manual'],
    names: {
      plain: ['SentryOne EDR', 'Endpoint protection SentryOne'],
      coded: ['SEC-EDR SentryOne agent', 'SO-1 SentryOne'],
      wordy: ['Detection and response by SentryOne, per endpoint', 'SentryOne security agent'],
      clipped: ['SentryOne', 'SentryOne EDR agt'],
      branded: ['CareShield Defend powered by SentryOne', 'TotalCare EDR (SentryOne)'],
      loud: ['SENTRYONE EDR', 'SENTRYONE AGENT'],
    },
  },
  {
    id: 'users',
    truth: { metric: 'users', scope: 'licensed' },
    sources: ['user_count', 'manual'],
    names: {
      plain: ['User support', 'Help desk per user', 'Email security'],
      coded: ['MS-400 User', 'SUP-U User support'],
      wordy: ['Unlimited service desk, per employee', 'Mailbox protection and archiving'],
      clipped: ['User sup', 'Helpdesk usr', 'Mbx sec'],
      branded: ['CareShield People (per user)', 'TotalCare User', 'Fusion Seat'],
      loud: ['USER SUPPORT', 'EMAIL SECURITY - PER MAILBOX'],
    },
  },
  {
    id: 'identities',
    truth: { metric: 'users', scope: 'active' },
    sources: ['user_count'],
    names: {
      plain: ['All users - identity watch', 'Active user protection'],
      coded: ['IDW Active users', 'ID-1 All users'],
      wordy: ['Sign-in monitoring of all active users', 'Identity watch for every user'],
      clipped: ['Active usrs', 'All usrs id'],
      branded: ['CareShield Identity (active users)', 'TotalCare ID - all users'],
      loud: ['ACTIVE USERS', 'ALL USERS IDENTITY'],
    },
  },
  {
    id: 'opaque-computers',
    truth: { metric: 'devices', source: 'rmm', categories: COMPUTERS },
    sources: ['asset_count'],
    names: everyStyle(['Silver package', 'Plan B', 'Essential bundle', 'Comfort+']),
  },
  {
    id: 'opaque-users',
    truth: { metric: 'users', scope: 'licensed' },
    sources: ['user_count'],
    names: everyStyle(['Gold package', 'Plan A', 'Complete bundle', 'All-in IT']),
  },
];

/** What no source counts. */
export const NOT_COUNTED: Service[] = [
  [
    'labour',
    ['Remote support hours', 'On-site engineer, half day', 'Block of 10 hours', 'Technician after hours'],
  ],
  ['project', ['Cloud migration project', 'Onboarding new client', 'Firewall installation', 'Office move']],
  [
    'hardware',
    ['Dell Latitude 5540', 'HP EliteBook 840 G10', '27in monitor', 'USB-C dock', 'UPS 1500VA battery'],
  ],
  ['fee', ['Monthly base fee', 'Admin fee', 'Platform charge flat', 'Shipping and handling']],
  [
    'service',
    ['Domain registration .com', 'Web hosting', 'SIP trunk', 'Fibre internet 1G', 'Wildcard SSL certificate'],
  ],
  ['advice', ['vCIO quarterly review', 'Strategy consulting retainer', 'Compliance advisory']],
].map(([id, names]) => ({
  id: id as string,
  truth: null,
  sources: ['manual'],
  names: everyStyle(names as string[]),
}));

function everyStyle(names: string[]): Record<Style, string[]> {
  return Object.fromEntries(STYLES.map((style) => [style, names])) as Record<Style, string[]>;
}
