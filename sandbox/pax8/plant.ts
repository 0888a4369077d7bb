import { addDays } from '../msp/calendar.ts';
import type { PlantedClient } from '../msp/model.ts';
import { type Random, randomFor } from '../msp/random.ts';
import type { CompanyTruth, CountTruth, PlantContext, PlantedVendor } from '../msp/types.ts';
import { PAX8, type Pax8Data } from './data.ts';
import { ordersOf, type Pax8Order } from './orders.ts';
import { DROPBOX } from './products.ts';
import type { Pax8Company, Pax8Subscription } from './schema.ts';

type Planted = { client: PlantedClient; orders: Pax8Order[]; company: Pax8Company };

/** Known at Pax8 by the name of the family behind it. */
const UNLIKE_NAMES: Record<string, string> = { 'Bluebird Bakery Café': 'Halvorsen Family Holdings' };

/** What Pax8 serves of the planted clients: every client that buys anything there, and companies that are nobody's client. */
export function plantPax8(context: PlantContext): PlantedVendor {
  const { today, seed } = context;
  const planted = context.clients
    .map((client) => ({
      client,
      orders: ordersOf(client, context),
      company: companyRow(client, today, seed),
    }))
    .filter(({ orders }) => orders.length > 0);
  const data: Pax8Data = { companies: planted.map(({ company }) => company), subscriptions: [], history: {} };
  for (const { client, orders, company } of planted) {
    addSubscriptions(data, company, orders, today, randomFor(seed, `pax8/orders/${client.name}`));
  }
  const strangers = addStrangers(data, today, seed);
  return {
    data,
    companies: [...planted.map(truthOf), ...strangers],
    counts: planted.flatMap(countsOf),
  };
}

function companyRow(client: PlantedClient, today: string, seed: number): Pax8Company {
  const random = randomFor(seed, `pax8/${client.name}`);
  const unlike = UNLIKE_NAMES[client.name];
  return {
    ...strangerRow(unlike ?? client.name, 'Active', today, random),
    ...(unlike === undefined ? { website: `https://www.${client.domain}/` } : {}),
    externalId: `A${client.id}`,
  };
}

function strangerRow(
  name: string,
  status: Pax8Company['status'],
  today: string,
  random: Random,
): Pax8Company {
  return {
    id: random.uuid(),
    name,
    address: {
      street: `${random.integer(100, 9000)} Main Street`,
      city: 'Concord',
      postalCode: '03301',
      country: 'US',
      stateOrProvince: 'NH',
    },
    status,
    selfServiceAllowed: false,
    billOnBehalfOfEnabled: false,
    updatedDate: `${addDays(today, -random.integer(1, 400))}T11:33:12.314Z`,
  };
}

function truthOf({ client, company }: Planted): CompanyTruth {
  return {
    vendor: PAX8,
    externalId: company.id,
    organizationName: client.name,
    exactNameMatch: company.name === client.name,
  };
}

/**
 * A client that left and forgot a subscription; a company deleted with what it had; and a deleted one that never had
 * anything, of which nobody needs to hear.
 */
function addStrangers(data: Pax8Data, today: string, seed: number): CompanyTruth[] {
  const random = randomFor(seed, 'pax8/strangers');
  const former = strangerRow('Copper Kettle Diner', 'Inactive', today, random);
  const deleted = strangerRow('Beacon Hill Florist', 'Deleted', today, random);
  const running: Pax8Order = {
    product: DROPBOX,
    quantity: 3,
    status: 'Active',
    running: 3,
    billingTerm: 'Monthly',
    before: null,
    isAddOn: false,
    commitment: null,
  };
  addSubscriptions(data, former, [running], today, random);
  addSubscriptions(data, deleted, [{ ...running, status: 'Cancelled', running: 0 }], today, random);
  data.companies.push(former, deleted, strangerRow('Test company', 'Deleted', today, random));
  return [former, deleted].map(({ id }) => ({
    vendor: PAX8,
    externalId: id,
    organizationName: null,
    exactNameMatch: false,
  }));
}

function addSubscriptions(
  data: Pax8Data,
  company: Pax8Company,
  orders: Pax8Order[],
  today: string,
  random: Random,
): void {
  let before: Pax8Subscription | null = null;
  for (const order of orders) {
    const row = subscriptionRow(company, order, today, random);
    if (order.isAddOn && before !== null) row.parentSubscriptionId = before.id;
    data.subscriptions.push(row);
    if (order.before !== null) data.history[row.id] = historyOf(row, order.before, today);
    before = row;
  }
}

function subscriptionRow(
  company: Pax8Company,
  order: Pax8Order,
  today: string,
  random: Random,
): Pax8Subscription {
  const created = addDays(today, -random.integer(60, 300));
  const hasEnd = order.status === 'PendingCancel' || order.status === 'Cancelled';
  // Pax8's own sample has subscriptions that are to be cancelled on a day that is over: the status decides, not the date.
  return {
    id: random.uuid(),
    companyId: company.id,
    productId: order.product.id,
    vendorSubscriptionId: random.uuid(),
    quantity: order.quantity,
    startDate: `${created}T08:30:00Z`,
    ...(hasEnd ? { endDate: addDays(today, -3) } : {}),
    createdDate: created,
    ...(order.before === null ? {} : { updatedDate: `${addDays(today, -1)}T10:00:00Z` }),
    billingStart: created,
    status: order.status,
    price: order.product.price,
    currencyCode: 'USD',
    productName: order.product.name,
    billingTerm: order.billingTerm,
    ...(order.commitment === null
      ? {}
      : {
          commitmentTerm: {
            id: random.uuid(),
            term: order.commitment,
            endDate: `${addDays(created, 365)}T00:00:00Z`,
          },
        }),
  };
}

/** The state that was asked for, and the one that runs until then. */
function historyOf(row: Pax8Subscription, before: number, today: string): Pax8Subscription[] {
  const { updatedDate: _, ...older } = row;
  return [
    { ...row, startDate: `${addDays(today, 5)}T08:30:00Z` },
    { ...older, quantity: before, status: 'Active' },
  ];
}

/** The sum over all running subscriptions, of each product and of all. */
function countsOf({ client, orders }: Planted): CountTruth[] {
  const countOf = (filter: { productIds: string[]; billingTerms: string[] }): CountTruth => {
    const counted = orders.filter(
      ({ product, billingTerm }) =>
        (filter.productIds.length === 0 || filter.productIds.includes(product.id)) &&
        (filter.billingTerms.length === 0 || filter.billingTerms.includes(billingTerm)),
    );
    const count = counted.reduce((sum, { running }) => sum + running, 0);
    return { vendor: PAX8, organizationName: client.name, metric: 'subscriptions', filter, count };
  };
  const productIds = [...new Set(orders.map(({ product }) => product.id))];
  return [
    ...productIds.map((id) => countOf({ productIds: [id], billingTerms: [] })),
    countOf({ productIds: [], billingTerms: [] }),
    countOf({ productIds: [], billingTerms: ['Annual'] }),
  ];
}
