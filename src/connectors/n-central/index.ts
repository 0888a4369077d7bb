import { type Batch, type Connector, VendorError } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import { parseRows } from '../kit/parse.ts';
import { countCustomers, createClient, listCustomers, listDevices, type NCentral } from './client.ts';
import { customerRow, deviceRow } from './schema.ts';
import { toCompany, toDevice } from './transform.ts';

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'Server URL',
    secret: false,
    required: true,
    default: null,
    help: 'The address at which you sign in to N-central, for example https://ncentral.example.com.',
  },
  {
    name: 'apiToken',
    label: 'API token',
    secret: true,
    required: true,
    default: null,
    help: 'Administration > User Management > Users: a user without two-factor authentication; tab API Access: API-Only User, Generate JSON Web Token.',
  },
] as const;

export const connector: Connector = {
  id: 'n-central',
  title: 'N-central',
  category: 'rmm',
  capabilities: ['devices'],
  deviceCategories: ['laptop', 'server', 'workstation', 'network', 'printer', 'hypervisor', 'other'],
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const central = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(central), read: () => read(central) };
  },
};

async function test(central: NCentral): Promise<string> {
  const customers = await countCustomers(central);
  return customers === null
    ? 'Signed in to N-central.'
    : `Signed in to N-central; the token's user sees ${customers} ${customers === 1 ? 'customer' : 'customers'}.`;
}

async function* read(central: NCentral): AsyncGenerator<Batch, void, undefined> {
  const told = new Set<string>();
  let done = 0;
  for await (const { rows, total } of listCustomers(central)) {
    done += rows.length;
    const { records, rejected } = parseRows(customerRow, rows, 'companies');
    for (const { customerId } of records) told.add(customerId);
    yield { phase: 'customers', done, total, companies: records.map(toCompany), rejected };
  }
  yield* readDevices(central, told);
}

/** @param told the customers so far; devices of the service organization itself tell of it as of one more */
async function* readDevices(central: NCentral, told: Set<string>): AsyncGenerator<Batch, void, undefined> {
  let done = 0;
  let knowsCheckins = false;
  for await (const { rows, total } of listDevices(central)) {
    done += rows.length;
    const { records, rejected } = parseRows(deviceRow, rows, 'devices');
    knowsCheckins ||= records.some((row) => row.lastApplianceCheckinTime !== null);
    const untold = records.filter(({ customerId }) => {
      const isNew = !told.has(customerId);
      told.add(customerId);
      return isNew;
    });
    const devices = records.map(toDevice);
    yield { phase: 'devices', done, total, companies: untold.map(toCompany), devices, rejected };
  }
  if (done > 0 && !knowsCheckins) throw tooOld();
}

/** Devices that nobody says were ever seen would not count where only those seen lately do. */
function tooOld(): VendorError {
  return new VendorError(
    'bad_response',
    "N-central's list of devices does not say when any of them was last seen. It does from version 2025.3.1.9 on: update the server.",
  );
}
