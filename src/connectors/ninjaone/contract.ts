import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: ({ ninjaone }) => {
    ninjaone.devices.length = 20;
  },
  clear: ({ ninjaone }) => {
    ninjaone.devices.length = 0;
    ninjaone.organizations.length = 0;
  },
  expectedIds: ({ ninjaone }) => ninjaone.devices.map((row) => String(row.id)),
  rows: ({ ninjaone }) => ninjaone.devices,
  kind: 'devices',
  listPath: '/v2/devices-detailed',
  optionalFields: [
    'displayName',
    'systemName',
    'dnsName',
    'os',
    'system',
    'lastContact',
    'offline',
    'nodeClass',
  ],
  essentialField: 'organizationId',
  wrongEntries: [
    ['clientId', 'someone-else', /client ID/],
    ['clientSecret', 'not-the-secret', /client secret/],
  ],
  followsLinks: false,
  unknownWord: (row) => {
    row.nodeClass = 'QUANTUM_TOASTER';
    return 'QUANTUM_TOASTER';
  },
  mintsTokens: true,
};
