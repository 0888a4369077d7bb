import { addDays } from './calendar.ts';
import { COUNTED, type Product } from './catalogue.ts';
import { type CountedKey, chooseBuyers } from './choices.ts';
import { type DraftInvoice, type DraftLine, draftLine, type Period } from './layout-types.ts';
import type { PlantedClient } from './model.ts';
import { type Random, randomFor } from './random.ts';
import { BUSINESS_BASIC, BUSINESS_PREMIUM, BUSINESS_STANDARD, M365_E3 } from './skus.ts';

export const MONTHS_OF: Record<Period, number> = { monthly: 1, quarterly: 3, half_yearly: 6, yearly: 12 };

const SERVICES_PERIOD: Record<string, Period> = {
  'Quarry Road Brewing': 'quarterly',
  'Vista Verde Landscaping': 'quarterly',
  'Saltmarsh Seafood Co.': 'quarterly',
  'Foxglove Interiors': 'half_yearly',
};
const LICENSES_PERIOD: Record<string, Period> = {
  'Clearview Eye Care': 'yearly',
  'Sterling & Vale Jewelers': 'yearly',
  'Oakline Construction': 'yearly',
};

/** Clients whose backup is a recurring invoice of its own. */
const BACKUP_APART = [
  'Granite State Insurance',
  'Corvid Legal',
  'Peregrine Biotech',
  'Falcon Freight Lines',
  'Tidewater Marine Supply',
];

/** Clients with a second site that is billed apart, for the same product: the two lines share one count. */
const BRANCHES: Record<string, string> = {
  'Harborview Logistics': 'Pier 4 warehouse',
  'Riverbend Medical Partners': 'Eastside clinic',
  'Oakline Construction': 'Yard office',
  'Driftwood Hospitality Group': 'Harbor Inn',
};

const SERVICE_KEYS: CountedKey[] = [
  'server',
  'network',
  'antivirus',
  'serverPatching',
  'windowsPatching',
  'macManagement',
  'encryption',
  'helpDesk',
];
const LICENSE_KEYS: CountedKey[] = [
  'businessBasic',
  'e3',
  'exchange',
  'premiumSupport',
  'emailSecurity',
  'passwordManager',
];
const BACKUP_KEYS: CountedKey[] = ['bdr', 'workstationBackup'];

/** The recurring invoices of every client with the lines that can be counted, quantities still open. */
export function layOutInvoices(clients: PlantedClient[], today: string, seed: number): DraftInvoice[] {
  const buyers = chooseBuyers(clients, seed);
  return clients.flatMap((client) => {
    const random = randomFor(seed, `invoices/${client.name}`);
    const buys = (keys: CountedKey[]) => keys.filter((key) => buyers.get(key)?.has(client.name));
    return invoicesOf(client, buys, today, random).filter((invoice) => invoice.lines.length > 0);
  });
}

function invoicesOf(
  client: PlantedClient,
  buys: (keys: CountedKey[]) => CountedKey[],
  today: string,
  random: Random,
): DraftInvoice[] {
  const backupApart = BACKUP_APART.includes(client.name);
  const invoice = (name: string, period: Period, keys: CountedKey[]): DraftInvoice => ({
    id: 0,
    client,
    name,
    period,
    // Some were never given a start date.
    startDate: random.chance(0.15) ? null : addDays(today, -random.integer(60, 1700)),
    endDate: null,
    isDisabled: false,
    lines: keys.map((key) => lineOf(COUNTED[key], period, random)),
  });
  const branch = BRANCHES[client.name];
  const services = buys([...SERVICE_KEYS, ...(backupApart ? [] : BACKUP_KEYS)]);
  const suite = suiteOf(client);
  const licenses = buys(LICENSE_KEYS).filter((key) => key !== suite);
  return [
    invoice('Managed services', SERVICES_PERIOD[client.name] ?? 'monthly', ['workstation', ...services]),
    invoice('Microsoft 365', LICENSES_PERIOD[client.name] ?? 'monthly', suite ? [suite, ...licenses] : []),
    invoice('Backup and continuity', 'monthly', backupApart ? buys(BACKUP_KEYS) : []),
    invoice(`Managed services - ${branch}`, 'monthly', branch ? ['workstation'] : []),
  ];
}

/** The licence most of a client's people have. */
function suiteOf(client: PlantedClient): CountedKey | null {
  const main = client.users[0]?.skus[0];
  if (main === BUSINESS_PREMIUM) return 'businessPremium';
  if (main === BUSINESS_STANDARD) return 'businessStandard';
  if (main === BUSINESS_BASIC) return 'businessBasic';
  return main === M365_E3 ? 'e3' : null;
}

/** List price or a little less or more, as it was agreed on; times the months of the period. */
export function lineOf(product: Product, period: Period, random: Random): DraftLine {
  const step = product.price >= 20 ? 1 : 0.25;
  const agreed = product.price + (product.price === 0 ? 0 : random.integer(-2, 2) * step);
  return draftLine(product, { unitPrice: agreed * MONTHS_OF[period] });
}
