import { cspOf } from '../../../sandbox/microsoft-csp/data.ts';
import type { PartnerSubscription } from '../../../sandbox/microsoft-csp/schema.ts';
import type { SandboxMsp } from '../../../sandbox/sandbox.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** Customers that are left: several pages of them. */
const CUSTOMERS = 8;

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const csp = cspOf(msp);
    const readable = csp.customers.filter(({ id }) => !csp.refusing.includes(id));
    const longest = readable.toSorted((a, b) => countOf(msp, b.id) - countOf(msp, a.id));
    csp.customers = longest.slice(0, CUSTOMERS);
  },
  clear: (msp) => {
    cspOf(msp).customers.length = 0;
  },
  expectedIds: (msp) =>
    cspOf(msp).customers.flatMap(({ id }) => cspOf(msp).subscriptions[id]?.map((row) => row.id) ?? []),
  /** Of the customer who has the most. */
  rows: (msp) => rowsOf(msp, cspOf(msp).customers[0]?.id ?? ''),
  kind: 'licenses',
  /** Customers come by pages; the subscriptions of one all at once. */
  listPath: '/v1/customers?',
  optionalFields: [
    'offerName',
    'friendlyName',
    'productType',
    'unitType',
    'creationDate',
    'effectiveStartDate',
    'commitmentEndDate',
    'commitmentEndDateTime',
    'status',
    'autoRenewEnabled',
    'isTrial',
    'billingType',
    'billingCycle',
    'termDuration',
  ],
  essentialField: 'quantity',
  wrongEntries: [
    ['tenantId', '00000000-0000-0000-0000-000000000000', /tenant ID/],
    ['clientId', '00000000-0000-0000-0000-000000000000', /client ID/],
    ['clientSecret', 'not-the-secret', /client secret/],
    ['refreshToken', 'an-old-token', /refresh token/],
  ],
  followsLinks: false,
  unknownWord: (row) => {
    row.status = 'QuantumToaster';
    return 'QuantumToaster';
  },
  mintsTokens: true,
};

function rowsOf(msp: SandboxMsp, customerId: string): PartnerSubscription[] {
  return cspOf(msp).subscriptions[customerId] ?? [];
}

function countOf(msp: SandboxMsp, customerId: string): number {
  return rowsOf(msp, customerId).length;
}
