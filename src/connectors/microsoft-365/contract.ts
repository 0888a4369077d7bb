import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** The tenant whose users the suite changes, and a small one beside it. */
const TENANTS = 2;

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: ({ microsoft }) => {
    microsoft.tenants = microsoft.tenants.filter(({ hasConsent }) => hasConsent).slice(0, TENANTS);
    for (const { users, managedDevices } of microsoft.tenants) {
      users.length = Math.min(users.length, 10);
      if (managedDevices) managedDevices.length = Math.min(managedDevices.length, 10);
    }
  },
  clear: ({ microsoft }) => {
    microsoft.tenants.length = 0;
  },
  expectedIds: ({ microsoft }) => microsoft.tenants.flatMap(({ users }) => users.map(({ id }) => id)),
  rows: ({ microsoft }) => microsoft.tenants[0]?.users ?? [],
  kind: 'users',
  listPath: '/v1.0/users?',
  optionalFields: ['displayName', 'givenName', 'surname', 'department', 'userType', 'isResourceAccount'],
  essentialField: 'assignedLicenses',
  wrongEntries: [
    ['tenantId', '00000000-0000-0000-0000-000000000000', /tenant ID/],
    ['clientId', '00000000-0000-0000-0000-000000000000', /client ID/],
    ['clientSecret', 'not-the-secret', /client secret/],
  ],
  followsLinks: true,
  unknownWord: (row) => {
    row.userType = 'QuantumToaster';
    return 'QuantumToaster';
  },
  mintsTokens: true,
};
