import { tacticalOf } from '../../../sandbox/tactical-rmm/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const data = tacticalOf(msp);
    // The first clients by name, a few agents of each: a client is what other vendors have as a page.
    data.clients.length = 4;
    const names = new Set(data.clients.map(({ name }) => name));
    data.agents = data.agents.filter((row) => names.has(row.client_name));
    data.agents = data.agents.filter(
      (row, index) => data.agents.findIndex(({ client_name }) => client_name === row.client_name) + 5 > index,
    );
  },
  clear: (msp) => {
    const data = tacticalOf(msp);
    data.agents.length = 0;
    data.clients.length = 0;
  },
  expectedIds: (msp) => tacticalOf(msp).agents.map(({ agent_id }) => agent_id),
  rows: (msp) => tacticalOf(msp).agents,
  idField: 'agent_id',
  kind: 'devices',
  listPath: '/agents/',
  optionalFields: [
    'hostname',
    'monitoring_type',
    'operating_system',
    'serial_number',
    'status',
    'last_seen',
    'site_name',
  ],
  essentialField: 'agent_id',
  wrongEntries: [['apiKey', 'not-the-key', /API key/]],
  followsLinks: false,
  unknownWord: (row) => {
    row.monitoring_type = 'toaster';
    return 'toaster';
  },
  mintsTokens: false,
};
