import { dattoOf } from '../../../sandbox/datto-rmm/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const data = dattoOf(msp);
    const few = (uid: string) => data.devices.filter(({ siteUid }) => siteUid === uid).slice(0, 6);
    data.sites = data.sites.filter(({ uid }) => few(uid).length === 6).slice(0, 3);
    data.devices = data.sites.flatMap(({ uid }) => few(uid));
  },
  clear: (msp) => {
    const data = dattoOf(msp);
    data.devices.length = 0;
    data.sites.length = 0;
  },
  expectedIds: (msp) => dattoOf(msp).devices.map(({ id }) => String(id)),
  rows: (msp) => dattoOf(msp).devices,
  kind: 'devices',
  listPath: '/devices?',
  optionalFields: [
    'uid',
    'siteName',
    'hostname',
    'description',
    'deviceType',
    'deviceClass',
    'operatingSystem',
    'online',
    'suspended',
    'deleted',
    'lastSeen',
  ],
  // A device is read in its site's list, so what it says of its site is not needed; whether it still exists is.
  essentialField: 'deleted',
  wrongEntries: [
    ['apiKey', 'SOMEONE-ELSE', /API key/],
    ['apiSecret', 'not-the-secret', /API secret/],
  ],
  followsLinks: true,
  unknownWord: (row) => {
    row.deviceClass = 'device';
    row.deviceType = { category: 'Quantum Toaster', type: 'Toaster' };
    return 'Quantum Toaster';
  },
  mintsTokens: true,
};
