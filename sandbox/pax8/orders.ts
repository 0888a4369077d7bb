import type { PlantedClient, PlantedSubscription } from '../msp/model.ts';
import type { PlantContext } from '../msp/types.ts';
import { ACRONIS, DEFENDER, DROPBOX, type Pax8Product, productOf, STORAGE } from './products.ts';
import type { Pax8BillingTerm, Pax8Status } from './schema.ts';

/** A subscription before Pax8 tells it. */
export type Pax8Order = {
  product: Pax8Product;
  quantity: number;
  status: Pax8Status;
  billingTerm: Pax8BillingTerm;
  /** What runs of it, and is paid for. */
  running: number;
  /** The quantity before the change that is under way; null: there is none. */
  before: number | null;
  /** Whether it was bought on top of the order before it. */
  isAddOn: boolean;
  /** A commitment, in Pax8's words; null: by the month. */
  commitment: string | null;
};

function order(
  product: Pax8Product,
  quantity: number,
  status: Pax8Status,
  running: number,
  more: Partial<Pax8Order> = {},
): Pax8Order {
  const terms = { billingTerm: 'Monthly', before: null, isAddOn: false, commitment: null } as const;
  return { product, quantity, status, running, ...terms, ...more };
}

function active(product: Pax8Product, quantity: number, more: Partial<Pax8Order> = {}): Pax8Order {
  return order(product, quantity, 'Active', quantity, more);
}

/** What a client buys at Pax8: Microsoft seats as they were planted, the backup it is billed for, and odd cases. */
export function ordersOf(client: PlantedClient, { invoices }: PlantContext): Pax8Order[] {
  const hasBackup = invoices.some(
    (invoice) =>
      invoice.client === client && invoice.lines.some(({ name }) => name.startsWith('Acronis Cyber Protect')),
  );
  return [
    ...client.subscriptions.flatMap((planted) => microsoftOrder(planted)),
    // Four are billed: as one subscription of three and one of a single seat.
    ...(hasBackup ? [active(ACRONIS, 3, { billingTerm: 'Annual' }), active(ACRONIS, 1)] : []),
    ...(ODD[client.name] ?? []),
  ];
}

/** Pax8 does not know of late payment: seats in grace are active there. */
function microsoftOrder({ sku, seats, state, isTrial }: PlantedSubscription): Pax8Order[] {
  const product = productOf(sku);
  if (!product) return [];
  if (isTrial) return [order(product, seats, 'Trial', 0, { billingTerm: 'Trial' })];
  if (state === 'suspended') return [order(product, seats, 'Cancelled', 0)];
  return [active(product, seats, { commitment: seats > 5 ? '1-Year' : null })];
}

const ODD: Record<string, Pax8Order[]> = {
  // Seats are being added: two are paid for until the five are there; and a change the other way.
  'Alder & Ash Architects': [
    order(DROPBOX, 5, 'PendingAutomated', 2, { before: 2 }),
    order(STORAGE, 0.5, 'PendingManual', 1.5, { before: 1.5 }),
  ],
  // Ordered for the first time.
  'Bayside Family Dental': [order(DROPBOX, 3, 'PendingManual', 0), order(STORAGE, 1, 'WaitingForDetails', 0)],
  // Cancelled to the end of the term, and one that ended.
  'Corvid Legal': [order(DROPBOX, 4, 'PendingCancel', 4), order(DROPBOX, 9, 'Cancelled', 0)],
  'Harborview Logistics': [active(DEFENDER, 12, { isAddOn: true }), active(DEFENDER, 3)],
  'Ironwood Manufacturing': [order(DROPBOX, 6, 'Activated', 6), order(DROPBOX, 2, 'PendingActivation', 0)],
  'Northgate Community Church': [active(STORAGE, 2.5), active(DROPBOX, 0)],
  'Redwood Family Law': [order(DROPBOX, 5, 'Converted', 0), active(DROPBOX, 5)],
};
