import { syncroOf } from '../../../sandbox/syncro/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const data = syncroOf(msp);
    data.customers = data.customers.filter(({ disabled }) => !disabled).slice(0, 5);
    const ids = new Set(data.customers.map(({ id }) => id));
    const own = data.assets.filter(({ customer_id }) => customer_id !== null && ids.has(customer_id));
    data.assets = [
      ...own.filter(({ properties }) => 'kabuto_information' in properties).slice(0, 18),
      ...own.filter(({ properties }) => !('kabuto_information' in properties)).slice(0, 2),
    ];
  },
  clear: (msp) => {
    const data = syncroOf(msp);
    data.assets.length = 0;
    data.customers.length = 0;
  },
  expectedIds: (msp) =>
    syncroOf(msp)
      .assets.filter(({ properties }) => 'kabuto_information' in properties)
      .map(({ id }) => String(id)),
  rows: (msp) => syncroOf(msp).assets,
  kind: 'devices',
  listPath: '/api/v1/customer_assets',
  optionalFields: [
    'name',
    'asset_type',
    'asset_serial',
    'customer',
    'contact_id',
    'external_rmm_link',
    'rmm_links',
    'rmm_store',
    'created_at',
    'updated_at',
  ],
  essentialField: 'customer_id',
  wrongEntries: [['apiToken', 'not-the-token', /API token/]],
  followsLinks: false,
  unknownWord: (row) => {
    row.asset_type = 'Quantum Toaster';
    return 'Quantum Toaster';
  },
  mintsTokens: false,
};
