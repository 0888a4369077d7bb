import { dattoOf } from '../../../sandbox/datto-rmm/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    dattoOf(msp).devices.length = 20;
  },
  clear: (msp) => {
    const data = dattoOf(msp);
    data.devices.length = 0;
    data.sites.length = 0;
  },
  expectedIds: (msp) => dattoOf(msp).devices.map(({ uid }) => uid),
  rows: (msp) => dattoOf(msp).devices,
  idField: 'uid',
  kind: 'devices',
  listPath: '/v2/account/devices',
  optionalFields: [
    'hostname',
    'deviceType',
    'deviceClass',
    'operatingSystem',
    'online',
    'suspended',
    'deleted',
    'lastSeen',
  ],
  essentialField: 'uid',
  wrongEntries: [
    ['apiKey', 'not-the-key', /API key/],
    ['apiSecret', 'not-the-secret', /API secret key/],
  ],
  followsLinks: true,
  unknownWord: (row) => {
    row.deviceType = { category: 'Toaster', type: 'Two slots' };
    return 'Toaster';
  },
  mintsTokens: true,
};
