import { addDays } from '../msp/calendar.ts';
import { type Random, randomFor } from '../msp/random.ts';
import { formerTenantIdOf, tenantIdOf } from '../msp/to-microsoft.ts';
import type { CompanyTruth, CountTruth, PlantContext, PlantedVendor } from '../msp/types.ts';
import { CSP, type CspData } from './data.ts';
import { type CspOrder, ordersOf } from './orders.ts';
import type { PartnerCustomer, PartnerSubscription } from './schema.ts';

/** Buys from Microsoft by itself: Graph sees its seats, Partner Center does not. */
const DIRECT = 'Juniper Yoga Studio';
/** Moved to another partner and is still listed; its subscriptions are refused. */
const REFUSING = 'Driftwood Hospitality Group';

/** What Partner Center serves of the planted clients, and customers that are nobody's client. */
export function plantCsp({ clients, today, seed }: PlantContext): PlantedVendor {
  const data: CspData = { customers: [], subscriptions: {}, refusing: [] };
  const companies: CompanyTruth[] = [];
  const counts: CountTruth[] = [];
  for (const client of clients) {
    if (client.tenant === null || client.name === DIRECT) continue;
    const id = tenantIdOf(client.name, seed);
    const orders = ordersOf(client);
    data.customers.push(customerRow(id, client.tenant.name, client.domain, 'reseller'));
    data.subscriptions[id] = rowsOf(orders, today, randomFor(seed, `csp/${client.name}`));
    companies.push(truthOf(id, client.name, client.tenant.isExact));
    if (client.name === REFUSING) data.refusing.push(id);
    else counts.push(...countsOf(client.name, orders));
  }
  companies.push(addStrangers(data, today, seed));
  return { data, companies, counts };
}

/** A client that left, with what it had; and a customer that is advised only, which buys nothing here. */
function addStrangers(data: CspData, today: string, seed: number): CompanyTruth {
  const random = randomFor(seed, 'csp/strangers');
  const [former, advised] = [formerTenantIdOf(seed), random.uuid()];
  const old = ordersOfFormer();
  data.customers.push(
    customerRow(former, 'Copper Kettle Diner', 'copperkettle.example', 'reseller'),
    customerRow(advised, 'Old Mill Brewpub', 'oldmill.example', 'advisor'),
  );
  data.subscriptions[former] = rowsOf(old, today, random);
  data.subscriptions[advised] = [];
  return truthOf(former, null, false);
}

function ordersOfFormer(): CspOrder[] {
  const offer = { id: 'CFQ7TTC0LH18:0001', name: 'Microsoft 365 Business Basic' };
  return [
    { offer, seats: 6, status: 'deleted', isTrial: false, term: 'P1Y', isMetered: false, isAddOn: false },
  ];
}

function truthOf(externalId: string, organizationName: string | null, exactNameMatch: boolean): CompanyTruth {
  return { vendor: CSP, externalId, organizationName, exactNameMatch };
}

function customerRow(
  id: string,
  companyName: string,
  domain: string,
  relationshipToPartner: PartnerCustomer['relationshipToPartner'],
): PartnerCustomer {
  return {
    id,
    companyProfile: {
      tenantId: id,
      domain,
      companyName,
      attributes: { objectType: 'CustomerCompanyProfile' },
    },
    relationshipToPartner,
    attributes: { objectType: 'Customer' },
  };
}

function rowsOf(orders: CspOrder[], today: string, random: Random): PartnerSubscription[] {
  const rows: PartnerSubscription[] = [];
  for (const order of orders) {
    const row = subscriptionRow(order, today, random);
    const parent = rows.findLast((other) => other.parentSubscriptionId === undefined);
    rows.push(order.isAddOn && parent ? { ...row, parentSubscriptionId: parent.id } : row);
  }
  return rows;
}

function subscriptionRow(order: CspOrder, today: string, random: Random): PartnerSubscription {
  const { offer, term, isMetered } = order;
  const created = addDays(today, -random.integer(40, 300));
  const lastDay = addDays(today, term === 'P1M' ? random.integer(1, 28) : random.integer(30, 330));
  // Microsoft writes "never" as the year 9999.
  const commitmentEnd = isMetered ? '9999-12-10' : lastDay;
  return {
    id: random.uuid(),
    offerId: term === null ? offer.id : `${offer.id}:CFQ7TTC0${term}X`,
    offerName: offer.name,
    friendlyName: `${offer.name} (nickname)`,
    ...(term === null ? {} : { productType: { id: 'OnlineServicesNCE', displayName: 'OnlineServicesNCE' } }),
    quantity: order.seats,
    unitType: isMetered ? 'Usage-based' : 'Licenses',
    hasPurchasableAddons: false,
    creationDate: `${created}T16:57:15.0966728Z`,
    effectiveStartDate: `${created}T00:00:00Z`,
    commitmentEndDate: `${commitmentEnd}T00:00:00Z`,
    ...(term === null ? {} : { commitmentEndDateTime: `${commitmentEnd}T23:59:59Z` }),
    status: order.status,
    autoRenewEnabled: !isMetered,
    ...(term === null ? {} : { isTrial: order.isTrial, termDuration: term }),
    billingType: isMetered ? 'usage' : 'license',
    billingCycle: 'monthly',
    isMicrosoftProduct: true,
    publisherName: 'Microsoft Corporation',
    contractType: 'subscription',
    orderId: random.uuid().slice(0, 12).replace('-', '0'),
    attributes: { objectType: 'Subscription' },
  };
}

/** The seats of each offer over all its subscriptions: those that run, and with trials and suspended ones. */
function countsOf(organizationName: string, orders: CspOrder[]): CountTruth[] {
  const countOf = (skuIds: string[], includeTrials: boolean, includeSuspended: boolean): CountTruth => {
    const states = includeSuspended ? ['active', 'suspended', 'expired', 'disabled'] : ['active'];
    const count = orders
      .filter(({ offer, isMetered }) => !isMetered && (skuIds.length === 0 || skuIds.includes(offer.id)))
      .filter(({ status, isTrial }) => states.includes(status) && (includeTrials || !isTrial))
      .reduce((sum, { seats }) => sum + seats, 0);
    const filter = { skuIds, basis: 'purchased' as const, includeTrials, includeSuspended };
    return { vendor: CSP, organizationName, metric: 'licenses', filter, count };
  };
  const skuIds = [...new Set(orders.map(({ offer }) => offer.id))];
  return [
    ...skuIds.map((id) => countOf([id], false, false)),
    countOf([], false, false),
    countOf([], true, true),
  ];
}
