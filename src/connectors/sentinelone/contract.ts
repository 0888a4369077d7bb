import { sentinelOneOf } from '../../../sandbox/sentinelone/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const data = sentinelOneOf(msp);
    data.agents.length = 20;
    data.sites.length = 8;
  },
  clear: (msp) => {
    const data = sentinelOneOf(msp);
    data.agents.length = 0;
    data.sites.length = 0;
  },
  expectedIds: (msp) => sentinelOneOf(msp).agents.map(({ id }) => id),
  rows: (msp) => sentinelOneOf(msp).agents,
  kind: 'devices',
  listPath: '/web/api/v2.1/agents',
  optionalFields: [
    'siteName',
    'accountName',
    'computerName',
    'machineType',
    'osName',
    'serialNumber',
    'isActive',
    'isPendingUninstall',
    'isDecommissioned',
    'isUninstalled',
    'lastActiveDate',
  ],
  essentialField: 'siteId',
  wrongEntries: [['apiToken', 'not-the-token', /API token/]],
  followsLinks: false,
  unknownWord: (row) => {
    row.machineType = 'quantum toaster';
    return 'quantum toaster';
  },
  mintsTokens: false,
};
