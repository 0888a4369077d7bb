import type { Batch, Connector, RejectedRecord } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import type { Http } from '../kit/http.ts';
import { parseRows, rejectedRecord } from '../kit/parse.ts';
import { countCustomers, createClient, listAssets, listCustomers } from './client.ts';
import { splitAssets } from './managed.ts';
import { type AssetRow, assetRow, type CustomerRow, customerRow } from './schema.ts';
import { toCompany, toDevice } from './transform.ts';

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'Address',
    secret: false,
    required: true,
    default: null,
    help: 'The address at which you open Syncro, for example https://northwind.syncromsp.com.',
  },
  {
    name: 'apiToken',
    label: 'API token',
    secret: true,
    required: true,
    default: null,
    help: 'More > Admin > API Tokens > New Token > Custom Permissions: "Customers - List/Search" and "Assets - List/Search". It is shown once.',
  },
] as const;

export const connector: Connector = {
  id: 'syncro',
  title: 'Syncro',
  category: 'rmm',
  capabilities: ['devices'],
  // None: to count by category would miss whatever the MSP has called otherwise.
  deviceCategories: [],
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
  const told = new Set<string>();
  let done = 0;
  for await (const { rows, total } of listCustomers(http)) {
    done += rows.length;
    const { records, rejected } = parseRows(customerRow, rows, 'companies');
    for (const { id } of records) told.add(id);
    yield { phase: 'customers', done, total, companies: records.map(toCompany), rejected };
  }
  done = 0;
  for await (const { rows, total } of listAssets(http)) {
    done += rows.length;
    yield { phase: 'assets', done, total, ...toBatch(rows, told) };
  }
}

/** @param told the customers so far; those that a page of assets brings are added: disabled ones are in no list. */
function toBatch(
  rows: unknown[],
  told: Set<string>,
): Required<Pick<Batch, 'companies' | 'devices' | 'rejected'>> {
  const { managed, rejected: unclear } = splitAssets(rows);
  const { records, rejected } = parseRows(assetRow, managed, 'devices');
  const untold = records.flatMap((row) => untoldCustomer(row, told));
  const homeless = records.filter((row) => !told.has(row.customer_id)).map(homelessRow);
  return {
    companies: untold.map(toCompany),
    devices: records.filter((row) => told.has(row.customer_id)).map(toDevice),
    rejected: [...unclear, ...rejected, ...homeless],
  };
}

function untoldCustomer({ customer_id, customer }: AssetRow, told: Set<string>): CustomerRow[] {
  if (told.has(customer_id) || customer?.id !== customer_id) return [];
  told.add(customer_id);
  return [customer];
}

function homelessRow(row: AssetRow): RejectedRecord {
  return rejectedRecord('devices', row, `customer_id: Syncro lists no customer ${row.customer_id}`);
}
