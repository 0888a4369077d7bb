import { haloInventoryOf } from '../../../sandbox/halopsa/inventory-data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const { halopsa } = msp;
    halopsa.invoices.length = 14;
    halopsa.clients = halopsa.clients.filter(({ id }) =>
      halopsa.invoices.some((row) => row.client_id === id),
    );
    const ids = new Set(halopsa.clients.map(({ id }) => id));
    const inventory = haloInventoryOf(msp);
    const few = <Row extends { client_id: number }>(rows: Row[]) =>
      rows.filter((row) => ids.has(row.client_id)).slice(0, 4);
    inventory.users = few(inventory.users);
    inventory.assets = few(inventory.assets);
    inventory.licences = few(inventory.licences);
  },
  clear: (msp) => {
    const inventory = haloInventoryOf(msp);
    msp.halopsa.clients.length = 0;
    msp.halopsa.invoices.length = 0;
    inventory.users.length = 0;
    inventory.assets.length = 0;
    inventory.licences.length = 0;
  },
  expectedIds: ({ halopsa }) => halopsa.invoices.map((row) => String(row.id)),
  rows: ({ halopsa }) => halopsa.invoices,
  kind: 'agreements',
  listPath: '/api/RecurringInvoice?',
  optionalFields: [
    'name',
    'reference',
    'enddate',
    'startdate',
    'currency_code_name',
    'period',
    'disabled',
    'total',
  ],
  essentialField: 'client_id',
  wrongEntries: [
    ['clientId', 'someone-else', /client ID/],
    ['clientSecret', 'not-the-secret', /client secret/],
    ['tenant', 'elsewhere', /tenant/],
  ],
  followsLinks: false,
  unknownWord: (row) => {
    row.period = 98_765;
    return '98765';
  },
  mintsTokens: true,
};
