import type { PlantedClient } from '../msp/model.ts';
import { BUSINESS_PREMIUM, BUSINESS_STANDARD, type Sku } from '../msp/skus.ts';
import { ARCHIVING, AZURE, type Offer, offerOf } from './offers.ts';
import type { PartnerStatus } from './schema.ts';

/** A subscription before Partner Center tells it. */
export type CspOrder = {
  offer: Offer;
  seats: number;
  status: PartnerStatus;
  isTrial: boolean;
  /** Absent: not of new commerce. */
  term: 'P1M' | 'P1Y' | 'P3Y' | null;
  isMetered: boolean;
  /** Whether it was bought on top of the order before it. */
  isAddOn: boolean;
};

function order(offer: Offer | undefined, seats: number, more: Partial<CspOrder> = {}): CspOrder[] {
  const terms = { status: 'active', isTrial: false, term: 'P1Y', isMetered: false, isAddOn: false } as const;
  return offer ? [{ offer, seats, ...terms, ...more }] : [];
}

/** What is bought for a client: its seats as they were planted, and odd cases. */
export function ordersOf(client: PlantedClient): CspOrder[] {
  const bought = new Set<Sku>();
  const seats = client.subscriptions.flatMap(({ sku, seats: count, state, isTrial }) => {
    // Seats beside a yearly commitment of the same SKU are bought by the month.
    const term = isTrial || bought.has(sku) ? 'P1M' : 'P1Y';
    bought.add(sku);
    // Late payment is between the client and the MSP, which pays Microsoft in time.
    return order(offerOf(sku), count, {
      isTrial,
      term,
      status: state === 'suspended' ? 'suspended' : 'active',
    });
  });
  return [...seats, ...(ODD[client.name] ?? [])];
}

const premium = (seats: number, status: PartnerStatus) => order(offerOf(BUSINESS_PREMIUM), seats, { status });
const standard = (seats: number, status: PartnerStatus) =>
  order(offerOf(BUSINESS_STANDARD), seats, { status });
const archiving = (seats: number) => order(ARCHIVING, seats, { term: null, isAddOn: true });

const ODD: Record<string, CspOrder[]> = {
  'Bayside Family Dental': premium(4, 'pending'),
  'Corvid Legal': [...standard(6, 'expired'), ...standard(9, 'deleted')],
  'Granite State Insurance': [
    ...standard(5, 'disabled'),
    ...order(offerOf(BUSINESS_STANDARD), 2, { term: 'P3Y' }),
  ],
  'Harborview Logistics': order(AZURE, 1, { isMetered: true, term: null }),
  'Ironwood Manufacturing': [...archiving(2), ...archiving(3)],
};
