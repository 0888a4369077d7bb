import type { Batch, Connector } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import type { Http } from '../kit/http.ts';
import { parseRows } from '../kit/parse.ts';
import { createClient, listClients, listComputers, readFirstClient } from './client.ts';
import { clientRow, computerRow } from './schema.ts';
import { toCompany, toDevice } from './transform.ts';

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'Server URL',
    secret: false,
    required: true,
    default: null,
    help: "The server's address, without anything behind it, for example https://example.hostedrmm.com.",
  },
  {
    name: 'username',
    label: 'User name',
    secret: false,
    required: true,
    default: null,
    help: 'System > Users and Contacts: a user of Automate itself, for Tieout alone, without a second factor or marked as Integrator.',
  },
  {
    name: 'password',
    label: 'Password',
    secret: true,
    required: true,
    default: null,
    help: "The user's password.",
  },
  {
    name: 'clientId',
    label: 'Client ID',
    secret: false,
    required: true,
    default: null,
    help: 'Created at developer.connectwise.com under ClientID; the one for ConnectWise PSA can be used again.',
  },
] as const;

export const connector: Connector = {
  id: 'connectwise-automate',
  title: 'ConnectWise Automate',
  category: 'rmm',
  capabilities: ['devices'],
  deviceCategories: ['server', 'workstation', 'other'],
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const http = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(http), read: () => read(http) };
  },
};

async function test(http: Http): Promise<string> {
  const [first] = parseRows(clientRow, [await readFirstClient(http)], 'companies').records;
  return first?.Name
    ? `Signed in to ConnectWise Automate; the first client there is ${first.Name}.`
    : 'Signed in to ConnectWise Automate; there is no client yet.';
}

async function* read(http: Http): AsyncGenerator<Batch, void, undefined> {
  const told = new Set<string>();
  for await (const rows of listClients(http)) {
    const { records, rejected } = parseRows(clientRow, rows, 'companies');
    for (const { Id } of records) told.add(Id);
    yield { phase: 'clients', done: told.size, total: null, companies: records.map(toCompany), rejected };
  }
  let done = 0;
  for await (const rows of listComputers(http)) {
    done += rows.length;
    const { records, rejected } = parseRows(computerRow, rows, 'devices');
    // A client that was added since is known by its computers.
    const untold = records.filter(({ Client }) => {
      const isNew = !told.has(Client.Id);
      told.add(Client.Id);
      return isNew;
    });
    const companies = untold.map(({ Client }) => toCompany(Client));
    yield { phase: 'computers', done, total: null, companies, devices: records.map(toDevice), rejected };
  }
}
