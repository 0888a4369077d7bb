import type { Batch, Connector, RejectedRecord } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import type { Http } from '../kit/http.ts';
import { parseRows, rejectedRecord } from '../kit/parse.ts';
import { countCustomers, createClient, listAssets, listCustomers } from './client.ts';
import { type AssetRow, assetRow, customerRow } from './schema.ts';
import { isDevice, toCompany, toDevice } from './transform.ts';

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'Address',
    secret: false,
    required: true,
    default: null,
    help: 'The address at which you sign in to Syncro: https://example.syncromsp.com.',
  },
  {
    name: 'apiToken',
    label: 'API token',
    secret: true,
    required: true,
    default: null,
    help: 'Admin > API Tokens: a custom token that may list customers and assets. It is shown once.',
  },
] as const;

export const connector: Connector = {
  id: 'syncro',
  title: 'Syncro',
  category: 'rmm',
  capabilities: ['devices'],
  deviceCategories: ['desktop', 'laptop', 'server', 'other'],
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const http = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(http), read: () => read(http) };
  },
};

async function test(http: Http): Promise<string> {
  const customers = await countCustomers(http);
  return customers === null
    ? 'Signed in to Syncro.'
    : `Signed in to Syncro; the token sees ${customers} ${customers === 1 ? 'customer' : 'customers'}.`;
}

async function* read(http: Http): AsyncGenerator<Batch, void, undefined> {
  const customerIds = new Set<string>();
  for await (const { rows, total } of listCustomers(http)) {
    const { records, rejected } = parseRows(customerRow, rows, 'companies');
    for (const { id } of records) customerIds.add(id);
    yield { phase: 'customers', done: customerIds.size, total, companies: records.map(toCompany), rejected };
  }
  let done = 0;
  for await (const { rows, total } of listAssets(http)) {
    done += rows.length;
    const { records, rejected } = parseRows(assetRow, rows, 'devices');
    const devices = records.filter(isDevice);
    const [known, homeless] = splitByCustomer(devices, customerIds);
    yield {
      phase: 'assets',
      done,
      total,
      devices: known.map(toDevice),
      rejected: [...rejected, ...homeless],
    };
  }
}

/** A device whose customer Syncro does not list belongs to nobody that could be billed. */
function splitByCustomer(rows: AssetRow[], customerIds: Set<string>): [AssetRow[], RejectedRecord[]] {
  const homeless = rows
    .filter((row) => !customerIds.has(row.customer_id))
    .map((row) => rejectedRecord('devices', row, `customer_id: Syncro lists no customer ${row.customer_id}`));
  return [rows.filter((row) => customerIds.has(row.customer_id)), homeless];
}
