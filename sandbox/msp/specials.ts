import { addDays } from './calendar.ts';
import { COUNTED, type Product } from './catalogue.ts';
import { type DraftInvoice, type DraftLine, type DraftLineOptions, draftLine } from './layout-types.ts';

/** A client whose two agreements share a count and have no start date. */
export const SHARED_WITHOUT_DATES = 'Oakline Construction';

/** Terms that the general layout does not have: free units, minimums, discounts, credits, prices and quantities of note. */
export function addSpecials(invoices: DraftInvoice[], today: string): void {
  freeUnits(invoices);
  minimums(invoices);
  discounts(invoices);
  oddPricesAndQuantities(invoices);
  endedAndUpcoming(invoices, today);
}

function change(invoices: DraftInvoice[], client: string, product: Product, terms: DraftLineOptions): void {
  const line = findLine(invoices, client, product)?.line;
  if (line) Object.assign(line, terms);
}

function findLine(
  invoices: DraftInvoice[],
  client: string,
  product: Product,
): { invoice: DraftInvoice; line: DraftLine } | undefined {
  return invoices
    .filter((invoice) => invoice.client.name === client)
    .flatMap((invoice) => invoice.lines.map((line) => ({ invoice, line })))
    .find(({ line }) => line.product === product && line.parent === null);
}

/** HaloPSA takes free units off what it computes; one line has them on two sites. */
function freeUnits(invoices: DraftInvoice[]): void {
  change(invoices, 'Bayside Family Dental', COUNTED.workstation, { free: [2] });
  change(invoices, 'Keystone Title Company', COUNTED.workstation, { free: [1] });
  change(invoices, 'Lakeshore Pediatrics', COUNTED.helpDesk, { free: [2] });
  change(invoices, 'Glacier Point Engineering', COUNTED.workstation, { free: [2] });
  change(invoices, 'Cedar Ridge School District', COUNTED.workstation, { free: [1, 1] });
  change(invoices, 'Harborview Logistics', COUNTED.server, { free: [1] });
  // A gift: every network device is free, so a wrong quantity costs nobody anything.
  change(invoices, 'Eastgate Pharmacy', COUNTED.network, {
    free: [10],
    quantity: 10,
    isFixed: true,
    isInjectedError: true,
  });
}

/** The first is below its minimum and matched all the same; the others are above theirs. */
function minimums(invoices: DraftInvoice[]): void {
  change(invoices, 'Foxglove Interiors', COUNTED.workstation, { minimum: 12 });
  change(invoices, 'Bluebird Bakery Café', COUNTED.workstation, { minimum: 5 });
  change(invoices, 'Pinecrest Animal Hospital', COUNTED.workstation, { minimum: 10 });
  change(invoices, 'Juniper Yoga Studio', COUNTED.workstation, { minimum: 5 });
}

const LOYALTY_DISCOUNTS = [
  'Alder & Ash Architects',
  'Brightwater Veterinary Clinic',
  'Crestline Property Management',
  'Falcon Freight Lines',
  'Hawthorne & Pike LLP',
  'Ironwood Manufacturing',
  'Redwood Family Law',
  'Quarry Road Brewing',
];
const TRIAL_CREDITS = ['Corvid Legal', 'Lakeview Logistics', 'Greenfield Montessori School'];

/** Negative lines: most lower the price of a line beside them, some its quantity, two belong to no line. */
function discounts(invoices: DraftInvoice[]): void {
  LOYALTY_DISCOUNTS.forEach((client, index) => {
    const found = findLine(invoices, client, COUNTED.workstation);
    if (!found) return;
    const amount =
      index % 2 === 0 ? { quantity: 1, unitPrice: -(20 + 5 * index) } : { quantity: 4, unitPrice: -3 };
    addBehind(
      found,
      draftLine(uncharted('Loyalty discount - Managed workstation'), { ...amount, ...linked(found.line) }),
    );
  });
  TRIAL_CREDITS.forEach((client, index) => {
    const found =
      findLine(invoices, client, COUNTED.antivirus) ?? findLine(invoices, client, COUNTED.workstation);
    if (!found) return;
    const terms = { quantity: 2 + index, unitPrice: -found.line.unitPrice, effect: 'quantity' as const };
    addBehind(
      found,
      draftLine(uncharted(`Credit - ${found.line.name}`), { ...terms, ...linked(found.line) }),
    );
  });
  for (const client of ['Oakline Construction', 'Peregrine Biotech']) {
    const found = findLine(invoices, client, COUNTED.workstation);
    if (found) addBehind(found, draftLine(uncharted('Goodwill credit'), { quantity: 1, unitPrice: -150 }));
  }
}

function linked(parent: DraftLine): DraftLineOptions {
  return { parent, action: 'link' };
}

function addBehind({ invoice, line }: { invoice: DraftInvoice; line: DraftLine }, added: DraftLine): void {
  invoice.lines.splice(invoice.lines.indexOf(line) + 1, 0, added);
}

/** Typed in by hand: not in HaloPSA's item list. */
function uncharted(name: string): Product {
  return { itemId: null, name, quantityType: 0, price: 0, intended: null };
}

function oddPricesAndQuantities(invoices: DraftInvoice[]): void {
  // Both agreements of this client lack a start date: the lines' ids alone say who takes from the shared count first.
  for (const invoice of invoices.filter((row) => row.client.name === SHARED_WITHOUT_DATES))
    invoice.startDate = null;
  // Delivered for nothing: a wrong quantity shows, and costs nothing.
  change(invoices, 'Hollis Orthodontics', COUNTED.network, { unitPrice: 0 });
  // One and a half licences of two servers each cover exactly three servers.
  change(invoices, 'Granite State Insurance', COUNTED.bdr, { quantity: 1.5, isFixed: true });
  // A fraction that covers too little: three servers need one and a half as well.
  change(invoices, 'Corvid Legal', COUNTED.bdr, { quantity: 0.5, isFixed: true, isInjectedError: true });
}

/** Lines and whole agreements that are over or have not begun; some bill what another line bills today. */
function endedAndUpcoming(invoices: DraftInvoice[], today: string): void {
  const past = addDays(today, -40);
  const future = addDays(today, 20);
  const again = (clients: string[], product: Product, terms: DraftLineOptions) => {
    for (const client of clients) {
      const found = findLine(invoices, client, COUNTED.workstation);
      const line = draftLine(product, { quantity: 6, action: 'leave', isFixed: true, ...terms });
      found?.invoice.lines.push(line);
    }
  };
  again(
    [
      'Brightwater Veterinary Clinic',
      'Lakeshore Pediatrics',
      'Redwood Family Law',
      'Orchard Hill Senior Living',
    ],
    COUNTED.workstation,
    { endDate: past, unitPrice: 39 },
  );
  again(
    ['Meridian Wealth Advisors', 'Driftwood Hospitality Group', 'Hollis Orthodontics'],
    COUNTED.antivirus,
    { isInactive: true },
  );
  again(
    ['Monarch Print & Packaging', 'Pinecrest Animal Hospital', 'Alder & Ash Architects'],
    COUNTED.helpDesk,
    { startDate: future },
  );
  again(['Ironwood Manufacturing', 'Clearview Eye Care'], COUNTED.network, { startDate: future });
}
