import type { Batch, Connector } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import { inOrder } from '../kit/in-order.ts';
import { parseRows } from '../kit/parse.ts';
import { countCompanies, createClient, type GravityZone, listCompanies, listEndpoints } from './client.ts';
import { readLicenses } from './licenses.ts';
import { companyItem, endpointItem } from './schema.ts';
import { toCompany, toDevice } from './transform.ts';

/** Companies whose licences are read at once. */
const LICENSE_CONCURRENCY = 4;

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'Access URL',
    secret: false,
    required: false,
    default: 'https://cloud.gravityzone.bitdefender.com/api',
    help: 'Control Center > your user name > My Account > Control Center API: the access URL.',
  },
  {
    name: 'apiKey',
    label: 'API key',
    secret: true,
    required: true,
    default: null,
    help: 'My Account > API keys > Add, with the Network API and the Licensing API.',
  },
] as const;

export const connector: Connector = {
  id: 'bitdefender-gravityzone',
  title: 'Bitdefender GravityZone',
  category: 'security',
  capabilities: ['devices', 'licenses'],
  deviceCategories: ['server', 'workstation', 'other'],
  knowsAssignedSeats: true,
  knowsLastSeen: false,
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const gravityZone = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(gravityZone), read: () => read(gravityZone) };
  },
};

async function test(gravityZone: GravityZone): Promise<string> {
  const companies = await countCompanies(gravityZone);
  return companies === null
    ? 'Signed in to GravityZone.'
    : `Signed in to GravityZone; the key sees ${companies} ${companies === 1 ? 'company' : 'companies'}.`;
}

async function* read(gravityZone: GravityZone): AsyncGenerator<Batch, void, undefined> {
  const told = new Set<string>();
  for await (const { rows, total } of listCompanies(gravityZone)) {
    const { records, rejected } = parseRows(companyItem, rows, 'companies');
    for (const { id } of records) told.add(id);
    yield { phase: 'companies', done: told.size, total, companies: records.map(toCompany), rejected };
  }
  yield* readEndpoints(gravityZone, told);
  const companyIds = [...told];
  let done = 0;
  for await (const batch of inOrder(companyIds, LICENSE_CONCURRENCY, (id) => readLicenses(gravityZone, id))) {
    done += 1;
    yield { phase: 'licenses', done, total: companyIds.length, ...batch };
  }
}

/** @param told ids of the companies so far; those that only endpoints name are added, such as the key's own */
async function* readEndpoints(
  gravityZone: GravityZone,
  told: Set<string>,
): AsyncGenerator<Batch, void, undefined> {
  let done = 0;
  for await (const { rows, total } of listEndpoints(gravityZone)) {
    done += rows.length;
    const { records, rejected } = parseRows(endpointItem, rows, 'devices');
    const untold = [...new Set(records.map(({ companyId }) => companyId))].filter((id) => !told.has(id));
    for (const id of untold) told.add(id);
    yield {
      phase: 'endpoints',
      done,
      total,
      companies: untold.map((id) => toCompany({ id, name: null })),
      devices: records.map(toDevice),
      rejected,
    };
  }
}
