import { automateOf } from '../../../sandbox/connectwise-automate/data.ts';
import type { ContractSubject } from '../kit/testing.ts';
import { connector } from './index.ts';

/** What the tests that every vendor passes have to know of this one. */
export const subject: ContractSubject = {
  connector,
  trim: (msp) => {
    const data = automateOf(msp);
    data.computers.length = 20;
    data.clients.length = 8;
  },
  clear: (msp) => {
    const data = automateOf(msp);
    data.computers.length = 0;
    data.clients.length = 0;
  },
  expectedIds: (msp) => automateOf(msp).computers.map(({ Id }) => Id),
  rows: (msp) => automateOf(msp).computers,
  idField: 'Id',
  kind: 'devices',
  listPath: '/cwa/api/v1/computers',
  optionalFields: [
    'ComputerName',
    'Type',
    'Status',
    'OperatingSystemName',
    'SerialNumber',
    'RemoteAgentLastContact',
    'LastHeartbeat',
    'Location',
  ],
  essentialField: 'Client',
  wrongEntries: [
    ['username', 'somebody-else', /user name/],
    ['password', 'not-the-password', /password/],
    ['clientId', '00000000-0000-0000-0000-000000000000', /client ID/],
  ],
  followsLinks: false,
  unknownWord: (row) => {
    row.Type = 'Toaster';
    return 'Toaster';
  },
  mintsTokens: true,
};
