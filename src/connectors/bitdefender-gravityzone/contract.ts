import { gravityZoneOf } from '../../../sandbox/bitdefender-gravityzone/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const data = gravityZoneOf(msp);
    data.companies.length = 2;
    const ids = new Set(data.companies.map(({ id }) => id));
    data.endpoints = data.endpoints.filter(({ companyId }) => ids.has(companyId)).slice(0, 7);
  },
  clear: (msp) => {
    const data = gravityZoneOf(msp);
    data.companies.length = 0;
    data.endpoints.length = 0;
  },
  expectedIds: (msp) => gravityZoneOf(msp).endpoints.map(({ id }) => id),
  rows: (msp) => gravityZoneOf(msp).endpoints,
  kind: 'devices',
  listPath: '/v1.0/jsonrpc/network',
  optionalFields: ['name', 'parentId'],
  essentialField: 'details',
  wrongEntries: [['apiKey', 'not-the-key', /API key/]],
  followsLinks: false,
  unknownWord: (row) => {
    row.details = { ...(row.details as object), machineType: 'quantum toaster' };
    return 'quantum toaster';
  },
  mintsTokens: false,
};
