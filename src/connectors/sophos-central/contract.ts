import { sophosOf } from '../../../sandbox/sophos-central/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** The tenant whose endpoints the suite changes, and one beside it. */
const TENANTS = 2;

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const data = sophosOf(msp);
    data.tenants = data.tenants.filter(({ isLicensed }) => isLicensed).slice(0, TENANTS);
    for (const tenant of data.tenants) tenant.endpoints.length = Math.min(tenant.endpoints.length, 10);
  },
  clear: (msp) => {
    sophosOf(msp).tenants.length = 0;
  },
  expectedIds: (msp) => sophosOf(msp).tenants.flatMap(({ endpoints }) => endpoints.map(({ id }) => id)),
  rows: (msp) => sophosOf(msp).tenants[0]?.endpoints ?? [],
  kind: 'devices',
  listPath: '/endpoint/v1/endpoints',
  optionalFields: ['type', 'tenant', 'hostname', 'health', 'os', 'lastSeenAt', 'assignedProducts'],
  essentialField: 'tenant',
  wrongEntries: [
    ['clientId', 'someone-else', /client ID/],
    ['clientSecret', 'not-the-secret', /client secret/],
  ],
  followsLinks: false,
  unknownWord: (row) => {
    row.type = 'quantumToaster';
    return 'quantumToaster';
  },
  mintsTokens: true,
};
