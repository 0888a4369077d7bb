import type { CompanyName } from './model.ts';
import { BUSINESS_BASIC, BUSINESS_PREMIUM, BUSINESS_STANDARD, M365_E3, type Sku } from './skus.ts';

/** A client of the MSP, before its devices and users are made up. */
export type ClientPlan = {
  name: string;
  domain: string;
  workstations: number;
  servers: number;
  /** The licence most of its people have; null: no Microsoft tenant. */
  suite: Sku | null;
  /** Share of Macs among its workstations. */
  macs: number;
  ninja?: CompanyName[];
  tenant?: CompanyName;
  hasConsent?: false;
};

const exact = (name: string): CompanyName => ({ name, isExact: true });
const person = (name: string): CompanyName => ({ name, isExact: false });

function client(
  name: string,
  domain: string,
  workstations: number,
  servers: number,
  suite: Sku | null,
  more: Partial<ClientPlan> = {},
): ClientPlan {
  return { name, domain, workstations, servers, suite, macs: 0.04, ...more };
}

const P = BUSINESS_PREMIUM;
const S = BUSINESS_STANDARD;
const B = BUSINESS_BASIC;

/** Names are invented. Where a vendor knows a client by another name, the plan says so. */
export const CLIENT_PLANS: ClientPlan[] = [
  client('Alder & Ash Architects', 'alderandash.example', 22, 2, S, { macs: 0.5 }),
  client('Bayside Family Dental', 'baysidedental.example', 14, 1, P),
  client('Bluebird Bakery Café', 'bluebirdbakery.example', 9, 0, B, {
    ninja: [person('Halvorsen Foods Inc.')],
    tenant: person('Halvorsen Foods'),
  }),
  client('Brightwater Veterinary Clinic', 'brightwatervet.example', 18, 1, P),
  client('Cedar Ridge School District', 'cedarridge.example', 120, 8, M365_E3),
  client('Clearview Eye Care', 'cleareyes.example', 12, 1, P, { tenant: exact('Clearview Eye Care, PLLC') }),
  client('Corvid Legal', 'corvidlegal.example', 24, 3, P, { ninja: [exact('Corvid Legal LLP')] }),
  client('Crème Brûlée Catering', 'cremebrulee.example', 8, 0, S, {
    ninja: [exact('Creme Brulee Catering')],
  }),
  client('Crestline Property Management', 'crestline.example', 19, 1, S, {
    ninja: [exact('Crestline Property Mgmt')],
  }),
  client('Driftwood Hospitality Group', 'driftwood.example', 46, 4, B),
  client('Eastgate Pharmacy', 'eastgaterx.example', 11, 1, P, { tenant: exact('EASTGATE PHARMACY') }),
  client('Fairhaven Credit Union', 'fairhavencu.example', 64, 9, M365_E3, { hasConsent: false }),
  client('Falcon Freight Lines', 'falconfreight.example', 38, 4, P, {
    ninja: [exact('Falcon Freight Lines, Inc.')],
  }),
  client('Foxglove Interiors', 'foxglove.example', 7, 0, S, { macs: 0.4 }),
  client('Glacier Point Engineering', 'glacierpoint.example', 42, 6, P, {
    tenant: exact('Glacier Point Engineering LLC'),
  }),
  client('Granite State Insurance', 'granitestate.example', 33, 3, P, {
    ninja: [person('GSI Agency of Concord')],
  }),
  client('Greenfield Montessori School', 'greenfield.example', 26, 2, S, { macs: 0.3 }),
  client('Harborview Logistics', 'harborview.example', 55, 5, P),
  client('Hawthorne & Pike LLP', 'hawthornepike.example', 29, 4, P, { ninja: [exact('Hawthorne and Pike')] }),
  client('Hollis Orthodontics', 'hollisortho.example', 13, 1, P, { tenant: exact('Hollis Orthodontics PC') }),
  client('Ironwood Manufacturing', 'ironwood.example', 72, 8, S, { ninja: [exact('Ironwood Mfg.')] }),
  client('Juniper Yoga Studio', 'juniperyoga.example', 4, 0, B, { ninja: [] }),
  client('Keystone Title Company', 'keystonetitle.example', 21, 2, P, {
    ninja: [exact('The Keystone Title Company')],
  }),
  client('Lakeshore Pediatrics', 'lakeshorepeds.example', 27, 2, P),
  client('Lakeview Logistics', 'lakeviewlogistics.example', 48, 4, S, {
    ninja: [person('Lakeview Logistics - Chicago'), person('Lakeview Logistics - Memphis')],
  }),
  client('Maple Street Accounting', 'maplestreet.example', 17, 3, P, {
    tenant: exact('Maple Street Accounting, LLC'),
  }),
  client('Meridian Wealth Advisors', 'meridianwealth.example', 23, 3, P, {
    ninja: [person('Stonebridge Financial')],
  }),
  client('Monarch Print & Packaging', 'monarchprint.example', 25, 2, S, { macs: 0.4 }),
  client('Northgate Community Church', 'northgate.example', 10, 1, null),
  client('Oakline Construction', 'oakline.example', 31, 3, S, { ninja: [exact('Oakline Construction Co.')] }),
  client('Orchard Hill Senior Living', 'orchardhill.example', 36, 3, B),
  client('Peregrine Biotech', 'peregrinebio.example', 44, 7, M365_E3, { macs: 0.25 }),
  client('Pinecrest Animal Hospital', 'pinecrest.example', 15, 1, S),
  client('Quarry Road Brewing', 'quarryroad.example', 12, 1, B),
  client('Redwood Family Law', 'redwoodlaw.example', 16, 2, P, { tenant: person('R. Delgado & Partners') }),
  client('Riverbend Medical Partners', 'riverbendmed.example', 52, 6, P),
  client('Saltmarsh Seafood Co.', 'saltmarsh.example', 14, 1, B, { ninja: [exact('Saltmarsh Seafood')] }),
  client('Sterling & Vale Jewelers', 'sterlingvale.example', 9, 1, S),
  client('Tidewater Marine Supply', 'tidewater.example', 20, 2, null),
  client('Vista Verde Landscaping', 'vistaverde.example', 13, 1, B),
];
