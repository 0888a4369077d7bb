import { syncroOf } from '../../../sandbox/syncro/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const data = syncroOf(msp);
    data.assets = data.assets
      .filter(({ properties }) => properties.kabuto_information !== undefined)
      .slice(0, 20);
  },
  clear: (msp) => {
    const data = syncroOf(msp);
    data.assets.length = 0;
    data.customers.length = 0;
  },
  expectedIds: (msp) =>
    syncroOf(msp)
      .assets.filter(({ properties }) => properties.kabuto_information !== undefined)
      .map(({ id }) => String(id)),
  rows: (msp) => syncroOf(msp).assets,
  kind: 'devices',
  listPath: '/customer_assets',
  optionalFields: ['name', 'asset_type', 'asset_serial'],
  essentialField: 'customer_id',
  wrongEntries: [['apiToken', 'not-the-token', /API token/]],
  followsLinks: false,
  unknownWord: (row) => {
    row.asset_type = 'Toaster';
    return 'Toaster';
  },
  mintsTokens: false,
};
