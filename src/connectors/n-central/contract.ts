import { nCentralOf } from '../../../sandbox/n-central/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const data = nCentralOf(msp);
    data.devices.length = 20;
    data.customers.length = 8;
  },
  clear: (msp) => {
    const data = nCentralOf(msp);
    data.devices.length = 0;
    data.customers.length = 0;
  },
  expectedIds: (msp) => nCentralOf(msp).devices.map(({ deviceId }) => String(deviceId)),
  rows: (msp) => nCentralOf(msp).devices,
  idField: 'deviceId',
  kind: 'devices',
  listPath: '/api/devices',
  // When a device was last seen may be missing from some, but not from all.
  optionalFields: [
    'customerName',
    'longName',
    'discoveredName',
    'deviceClass',
    'deviceClassLabel',
    'supportedOs',
    'supportedOsLabel',
    'siteName',
    'licenseMode',
  ],
  essentialField: 'customerId',
  wrongEntries: [['apiToken', 'not-the-token', /API token/]],
  followsLinks: false,
  unknownWord: (row) => {
    row.deviceClass = 'Quantum Toasters';
    return 'Quantum Toasters';
  },
  mintsTokens: true,
};
