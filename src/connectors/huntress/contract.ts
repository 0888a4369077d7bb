import { huntressOf } from '../../../sandbox/huntress/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  // Few rows: Huntress allows 60 requests a minute, and the suite reads pages of one row.
  trim: (msp) => {
    const data = huntressOf(msp);
    data.agents.length = 10;
    const ids = new Set(data.agents.map((row) => row.organization_id));
    data.organizations = data.organizations.filter(({ id }) => ids.has(id));
    data.identities = data.identities.filter(({ organization }) => ids.has(organization.id)).slice(0, 4);
  },
  clear: (msp) => {
    const data = huntressOf(msp);
    data.agents.length = 0;
    data.identities.length = 0;
    data.organizations.length = 0;
  },
  expectedIds: (msp) => huntressOf(msp).agents.map(({ id }) => String(id)),
  rows: (msp) => huntressOf(msp).agents,
  kind: 'devices',
  listPath: '/v1/agents',
  optionalFields: ['hostname', 'platform', 'os', 'serial_number', 'last_callback_at', 'tags'],
  essentialField: 'organization_id',
  wrongEntries: [
    ['apiKey', 'hk_someone_else', /API key/],
    ['apiSecret', 'not-the-secret', /API secret/],
  ],
  followsLinks: false,
  unknownWord: (row) => {
    row.platform = 'plan9';
    return 'plan9';
  },
  mintsTokens: false,
};
