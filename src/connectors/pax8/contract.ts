import { pax8Of } from '../../../sandbox/pax8/data.ts';
import type { SandboxMsp } from '../../../sandbox/sandbox.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const pax8 = pax8Of(msp);
    // Ordinary ones, and two whose change is under way.
    const changing = pax8.subscriptions.filter(({ id }) => id in pax8.history);
    pax8.subscriptions = [...pax8.subscriptions.slice(0, 15), ...changing.slice(0, 2)].filter(isFirst);
    const companyIds = new Set(pax8.subscriptions.map(({ companyId }) => companyId));
    pax8.companies = pax8.companies.filter(({ id }) => companyIds.has(id));
  },
  clear: (msp) => {
    const pax8 = pax8Of(msp);
    for (const rows of [pax8.companies, pax8.subscriptions]) rows.length = 0;
  },
  expectedIds: (msp) => pax8Of(msp).subscriptions.flatMap(({ id }) => [id, ...runningOf(msp, id)]),
  rows: (msp) => pax8Of(msp).subscriptions,
  kind: 'subscriptions',
  listPath: '/v1/subscriptions?',
  optionalFields: [
    'productName',
    'billingTerm',
    'startDate',
    'endDate',
    'createdDate',
    'billingStart',
    'price',
    'currencyCode',
    'commitmentTerm',
    'vendorSubscriptionId',
  ],
  essentialField: 'quantity',
  wrongEntries: [
    ['clientId', 'someone-else', /client ID/],
    ['clientSecret', 'not-the-secret', /client secret/],
  ],
  followsLinks: false,
  unknownWord: (row) => {
    row.status = 'QuantumToaster';
    return 'QuantumToaster';
  },
  mintsTokens: true,
};

function isFirst<Row>(row: Row, index: number, rows: readonly Row[]): boolean {
  return rows.indexOf(row) === index;
}

/** The record of what runs beside a change that is under way. */
function runningOf(msp: SandboxMsp, id: string): string[] {
  return id in pax8Of(msp).history ? [`${id}:running`] : [];
}
