import { addDays } from './calendar.ts';
import { COUNTED, type Product, UNCOUNTED } from './catalogue.ts';
import { lineOf, MONTHS_OF } from './layout.ts';
import { type DraftInvoice, type DraftLineOptions, draftLine } from './layout-types.ts';
import { type Random, randomFor } from './random.ts';

/** Lines in all the MSP's recurring invoices. */
export const LINE_COUNT = 400;

/** Everything that is billed and that nobody counts: labour, hardware, hosting, headings; and agreements that are over. */
export function addUncounted(invoices: DraftInvoice[], today: string, seed: number): void {
  const random = randomFor(seed, 'uncounted');
  const services = invoices.filter((invoice) => invoice.name === 'Managed services');
  sprinkle(services, random);
  headings(services, random);
  otherAgreements(invoices, services, today);
  hosting(invoices, services, today, random);
}

type Sprinkling = { product: Product; clients: number; ignored?: number; terms?: DraftLineOptions };

const SPRINKLINGS: Sprinkling[] = [
  { product: UNCOUNTED.cloudBackup, clients: 8, terms: { quantity: 4 } },
  { product: UNCOUNTED.labour, clients: 5, terms: { quantity: 1 } },
  { product: UNCOUNTED.onboarding, clients: 4, terms: { quantity: 1, isOneTime: true } },
  { product: UNCOUNTED.firewallRental, clients: 6, ignored: 5, terms: { quantity: 1 } },
  { product: UNCOUNTED.phoneLease, clients: 3, ignored: 3, terms: { quantity: 2 } },
  { product: UNCOUNTED.storage, clients: 4, terms: { quantity: 2.5 } },
  { product: UNCOUNTED.vcio, clients: 3, terms: { quantity: 1 } },
  { product: UNCOUNTED.included, clients: 4, terms: { quantity: 1 } },
  { product: UNCOUNTED.overage, clients: 3, terms: { quantity: 7 } },
  { product: UNCOUNTED.overageOfManual, clients: 1, terms: { quantity: 3 } },
  { product: UNCOUNTED.metered, clients: 1, terms: { quantity: 1250 } },
];

function sprinkle(services: DraftInvoice[], random: Random): void {
  for (const { product, clients, ignored = 0, terms } of SPRINKLINGS) {
    random
      .shuffle(services)
      .slice(0, clients)
      .forEach((invoice, index) => {
        const line = lineOf(product, invoice.period, random);
        invoice.lines.push(Object.assign(line, terms, { action: index < ignored ? 'ignore' : 'leave' }));
      });
  }
}

/** A heading row before the first line of longer invoices. */
function headings(services: DraftInvoice[], random: Random): void {
  const long = services.filter((invoice) => invoice.lines.length > 4);
  for (const invoice of random.shuffle(long).slice(0, 12)) {
    const heading = {
      itemId: null,
      name: 'Infrastructure and endpoints',
      quantityType: 0,
      price: 0,
      intended: null,
    };
    invoice.lines.unshift(draftLine(heading, { isHeading: true }));
  }
}

/** One switched off, one that has ended, one that has yet to begin: none of their lines is billed. */
function otherAgreements(invoices: DraftInvoice[], services: DraftInvoice[], today: string): void {
  const add = (client: string, name: string, terms: Partial<DraftInvoice>, products: Product[]) => {
    const model = services.find((invoice) => invoice.client.name === client);
    if (!model) return;
    const lines = products.map((product) =>
      draftLine(product, { quantity: 5, action: 'leave', isFixed: true }),
    );
    invoices.push({ ...model, name, period: 'monthly', startDate: addDays(today, -900), ...terms, lines });
  };
  const { workstation, server, antivirus, helpDesk } = COUNTED;
  add('Tidewater Marine Supply', 'Managed services (old)', { isDisabled: true }, [
    workstation,
    server,
    antivirus,
    helpDesk,
  ]);
  add('Granite State Insurance', 'Break-fix 2023', { endDate: addDays(today, -75) }, [
    workstation,
    server,
    antivirus,
  ]);
  add('Vista Verde Landscaping', 'Managed services 2.0', { startDate: addDays(today, 25) }, [
    workstation,
    helpDesk,
  ]);
}

/** Web hosting and domains, billed by the year: as many lines as are left to make the full number. */
function hosting(invoices: DraftInvoice[], services: DraftInvoice[], today: string, random: Random): void {
  const missing = LINE_COUNT - invoices.reduce((sum, invoice) => sum + invoice.lines.length, 0);
  const yearly = random
    .shuffle(services)
    .slice(0, 5)
    .map((model) => ({
      ...model,
      name: 'Hosting and domains',
      period: 'yearly' as const,
      startDate: addDays(today, -random.integer(100, 900)),
      lines: [],
    })) as DraftInvoice[];
  for (let index = 0; index < missing; index += 1) {
    const product = index % 2 === 0 ? UNCOUNTED.hosting : UNCOUNTED.domain;
    const line = draftLine(product, {
      quantity: random.integer(1, 4),
      unitPrice: product.price * MONTHS_OF.yearly,
    });
    yearly[index % yearly.length]?.lines.push(line);
  }
  invoices.push(...yearly.filter((invoice) => invoice.lines.length > 0));
}
