import type { DeviceCategory } from '../../src/domain/inventory.ts';
import type { DeviceFilter } from '../../src/domain/measure.ts';
import * as skus from './skus.ts';
import type { Intended } from './types.ts';

/** HaloPSA's codes for how a line's quantity is set (psa.md B3). */
export const QUANTITY_TYPE = { manual: 0, licenses: 1, users: 2, assets: 3, subscriptions: 4 } as const;

/** Something the MSP sells. */
export type Product = {
  /** The id in HaloPSA's item list; null: typed in by hand. */
  itemId: number | null;
  name: string;
  quantityType: number;
  /** A CustomQuery's id: the quantity comes from SQL. */
  customQuery?: number;
  /** Dollars a unit and month. */
  price: number;
  intended: Intended | null;
};

const WORKSTATIONS: DeviceCategory[] = ['desktop', 'laptop', 'workstation'];

function devices(categories: DeviceCategory[], more: Partial<DeviceFilter> = {}, unitsPerLine = 1): Intended {
  const filter: DeviceFilter = {
    categories: categories.toSorted(),
    conditions: [],
    match: 'all',
    seenWithinDays: null,
    mergeDuplicates: false,
    ...more,
  };
  return { vendor: 'ninjaone', metric: 'devices', filter, unitsPerLine };
}

function users(scope: 'licensed' | 'active'): Intended {
  const filter = { scope, conditions: [], match: 'all' as const };
  return { vendor: 'microsoft-365', metric: 'users', filter, unitsPerLine: 1 };
}

function licenses(sku: skus.Sku, basis: 'purchased' | 'assigned' = 'purchased'): Intended {
  const filter = { skuIds: [sku.id], basis, includeTrials: false, includeSuspended: false };
  return { vendor: 'microsoft-365', metric: 'licenses', filter, unitsPerLine: 1 };
}

function product(
  itemId: number | null,
  name: string,
  quantityType: number,
  price: number,
  intended: Intended | null = null,
): Product {
  return { itemId, name, quantityType, price, intended };
}

const {
  manual,
  licenses: byLicense,
  users: byUser,
  assets: byAsset,
  subscriptions: bySubscription,
} = QUANTITY_TYPE;

const osIs = (operator: 'startsWith' | 'contains', value: string) => ({
  conditions: [{ field: 'osName' as const, operator, value }],
});

/** What can be compared with devices, users or licences. */
export const COUNTED = {
  workstation: product(101, 'Managed workstation', byAsset, 45, devices(WORKSTATIONS)),
  server: product(102, 'Managed server', byAsset, 120, devices(['server'])),
  network: product(103, 'Managed network device', byAsset, 25, devices(['network'])),
  antivirus: product(111, 'Antivirus per endpoint', manual, 4, devices([...WORKSTATIONS, 'server'])),
  serverPatching: product(112, 'Server patching', manual, 15, devices(['server'])),
  bdr: product(113, 'BDR subscription (2 servers)', manual, 180, devices(['server'], {}, 2)),
  windowsPatching: product(
    114,
    'Windows endpoint patching',
    manual,
    3.5,
    devices(WORKSTATIONS, osIs('startsWith', 'windows')),
  ),
  macManagement: product(115, 'Mac management', manual, 9, devices(WORKSTATIONS, osIs('contains', 'macos'))),
  workstationBackup: product(
    116,
    'Workstation backup (seen in 30 days)',
    manual,
    8,
    devices(WORKSTATIONS, { seenWithinDays: 30 }),
  ),
  encryption: product(
    117,
    'Endpoint encryption',
    manual,
    2.5,
    devices(['laptop'], { mergeDuplicates: true }),
  ),
  helpDesk: product(121, 'Help desk per user', byUser, 35, users('licensed')),
  passwordManager: product(122, 'Password manager per employee', byUser, 3, users('active')),
  emailSecurity: product(123, 'Email security per licensed user', manual, 3.75, users('licensed')),
  businessPremium: product(
    131,
    'Microsoft 365 Business Premium',
    byLicense,
    22,
    licenses(skus.BUSINESS_PREMIUM),
  ),
  businessStandard: product(
    132,
    'Microsoft 365 Business Standard',
    byLicense,
    12.5,
    licenses(skus.BUSINESS_STANDARD),
  ),
  businessBasic: product(133, 'Microsoft 365 Business Basic', byLicense, 6, licenses(skus.BUSINESS_BASIC)),
  e3: product(134, 'Microsoft 365 E3', byLicense, 36, licenses(skus.M365_E3)),
  exchange: product(135, 'Exchange Online (Plan 1)', byLicense, 4, licenses(skus.EXCHANGE_PLAN_1)),
  premiumSupport: product(
    136,
    'Business Premium support (assigned seats)',
    manual,
    5,
    licenses(skus.BUSINESS_PREMIUM, 'assigned'),
  ),
} satisfies Record<string, Product>;

/** What no vendor of this sandbox counts, or nothing ever will. */
export const UNCOUNTED = {
  cloudBackup: product(201, 'Acronis Cyber Protect subscription', bySubscription, 19),
  labour: product(211, 'Remote labour block (5 hours)', manual, 625),
  onboarding: product(212, 'Onboarding fee', manual, 950),
  firewallRental: product(213, 'Firewall appliance rental', manual, 65),
  phoneLease: product(214, 'Conference phone lease', manual, 18),
  hosting: product(215, 'Web hosting', manual, 20),
  domain: product(216, 'Domain registration', manual, 2),
  storage: product(217, 'Offsite backup storage (TB)', manual, 49),
  vcio: product(null, 'Quarterly vCIO review', manual, 200),
  included: product(218, 'Network monitoring (included)', manual, 0),
  overage: { ...product(221, 'Ticket overage', 5, 12), customQuery: 3 },
  overageOfManual: { ...product(222, 'After-hours tickets', manual, 45), customQuery: 4 },
  metered: product(223, 'Metered cloud usage', 7, 0.12),
} satisfies Record<string, Product>;
