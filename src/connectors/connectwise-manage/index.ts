import type { Batch, Connector } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { parseRows } from '../kit/parse.ts';
import { AGREEMENTS, readAgreements } from './agreements.ts';
import { type CycleOptions, toCycleOptions } from './billing-cycle.ts';
import { type Api, createClient } from './client.ts';
import { countRows, type Listing, listPages, readAll } from './listing.ts';
import { companyRow, cycleRow, productRow } from './schema.ts';
import { toCompany, toProductName } from './transform.ts';

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'Site',
    secret: false,
    required: true,
    default: null,
    help: 'The address at which you sign in to ConnectWise, for example https://na.myconnectwise.net.',
  },
  {
    name: 'companyId',
    label: 'Company ID',
    secret: false,
    required: true,
    default: null,
    help: 'The company that you enter when you sign in to ConnectWise.',
  },
  {
    name: 'publicKey',
    label: 'Public key',
    secret: false,
    required: true,
    default: null,
    help: 'System > Members > API Members: open the member, tab API Keys, and add a key.',
  },
  {
    name: 'privateKey',
    label: 'Private key',
    secret: true,
    required: true,
    default: null,
    help: 'Shown once when the API key is saved.',
  },
  {
    name: 'clientId',
    label: 'Client ID',
    secret: false,
    required: true,
    default: null,
    help: 'Identifies your integration to ConnectWise: create one at developer.connectwise.com, ClientID.',
  },
] as const;

export const connector: Connector = {
  id: 'connectwise-manage',
  title: 'ConnectWise Manage',
  category: 'psa',
  capabilities: ['agreements'],
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const connect = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(connect), read: () => read(connect) };
  },
};

const COMPANIES: Listing = {
  path: '/company/companies',
  query: { conditions: 'deletedFlag=false', fields: 'id,identifier,name,deletedFlag' },
  what: "ConnectWise's list of companies",
};
const PRODUCTS: Listing = {
  path: '/procurement/catalog',
  query: { fields: 'id,identifier,description' },
  what: "ConnectWise's product catalogue",
};
const CYCLES: Listing = { path: '/finance/billingCycles', what: "ConnectWise's list of billing cycles" };

async function test(connect: () => Promise<Api>): Promise<string> {
  const count = await countRows(await connect(), AGREEMENTS);
  return `Signed in to ConnectWise Manage; it has ${count} ${count === 1 ? 'agreement' : 'agreements'}.`;
}

async function* read(connect: () => Promise<Api>): AsyncGenerator<Batch, void, undefined> {
  const api = await connect();
  // Asked for beside the companies: nothing of it depends on them.
  const names = begin(readProductNames(api));
  const cycleOptions = begin(readCycleOptions(api));
  const total = begin(countRows(api, AGREEMENTS));
  const told = new Set<string>();
  let done = 0;
  for await (const rows of listPages(api, COMPANIES)) {
    done += rows.length;
    const { records, rejected } = parseRows(companyRow, rows, 'companies');
    const companies = records.filter((row) => !row.deletedFlag).map(toCompany);
    for (const { externalId } of companies) told.add(externalId);
    yield { phase: 'companies', done, total: null, companies, rejected };
  }
  const productNames = await names;
  yield { phase: 'products', done: productNames.size, total: productNames.size };
  const today = new Date().toISOString().slice(0, 10);
  yield* readAgreements(api, { productNames, cycleOptions: await cycleOptions, today }, told, await total);
}

/** Whoever waits for it sees its failure; when nobody will, it must not end the process. */
function begin<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return work;
}

/** A catalogue entry that is not understood costs a name, and no line. */
async function readProductNames(api: Api): Promise<Map<string, string>> {
  const productNames = new Map<string, string>();
  for await (const rows of listPages(api, PRODUCTS)) {
    for (const row of parseRows(productRow, rows, 'agreements').records) {
      const name = toProductName(row);
      if (name !== null) productNames.set(row.id, name);
    }
  }
  return productNames;
}

/** Setup tables need a permission of their own; without it the names of the cycles have to do. */
async function readCycleOptions(api: Api): Promise<CycleOptions> {
  try {
    return toCycleOptions(parseRows(cycleRow, await readAll(api, CYCLES), 'agreements').records);
  } catch (error) {
    if (error instanceof VendorStatusError && [403, 404].includes(error.status)) return new Map();
    throw error;
  }
}
