import type { Batch, Connector } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import type { Http } from '../kit/http.ts';
import { parseRows, rejectedRecord } from '../kit/parse.ts';
import { createClient, listAll, readFirstOrganization } from './client.ts';
import { agentRow, identityRow, organizationRow } from './schema.ts';
import { toCompany, toDevice, toUser } from './transform.ts';

const credentialFields = [
  {
    name: 'apiKey',
    label: 'API key',
    secret: false,
    required: true,
    default: null,
    help: 'Huntress > the menu at the top right > API Credentials > Setup: the public key.',
  },
  {
    name: 'apiSecret',
    label: 'API secret',
    secret: true,
    required: true,
    default: null,
    help: 'The private key, shown once when the key is generated.',
  },
  {
    name: 'baseUrl',
    label: 'Base URL',
    secret: false,
    required: false,
    default: 'https://api.huntress.io',
    help: 'Leave it as it is, unless Huntress told you another address.',
  },
] as const;

export const connector: Connector = {
  id: 'huntress',
  title: 'Huntress',
  category: 'security',
  capabilities: ['devices', 'users'],
  deviceCategories: ['server', 'workstation', 'other'],
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const http = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(http), read: () => read(http) };
  },
};

async function test(http: Http): Promise<string> {
  const [first] = parseRows(organizationRow, [await readFirstOrganization(http)], 'companies').records;
  return first?.name
    ? `Signed in to Huntress; the newest organization there is ${first.name}.`
    : 'Signed in to Huntress; there is no organization yet.';
}

async function* read(http: Http): AsyncGenerator<Batch, void, undefined> {
  const told = new Set<string>();
  for await (const rows of listAll(http, 'organizations')) {
    const { records, rejected } = parseRows(organizationRow, rows, 'companies');
    for (const { id } of records) told.add(id);
    yield {
      phase: 'organizations',
      done: told.size,
      total: null,
      companies: records.map(toCompany),
      rejected,
    };
  }
  yield* readAgents(http, told);
  yield* readIdentities(http, told);
}

/** @param told the organizations: an agent of another one belongs to nobody that could be billed */
async function* readAgents(http: Http, told: Set<string>): AsyncGenerator<Batch, void, undefined> {
  let done = 0;
  for await (const rows of listAll(http, 'agents')) {
    done += rows.length;
    const { records, rejected } = parseRows(agentRow, rows, 'devices');
    const homeless = records
      .filter((row) => !told.has(row.organization_id))
      .map((row) => rejectedRecord('devices', row, noOrganization('organization_id', row.organization_id)));
    yield {
      phase: 'agents',
      done,
      total: null,
      devices: records.filter((row) => told.has(row.organization_id)).map(toDevice),
      rejected: [...rejected, ...homeless],
    };
  }
}

/** @param told as with agents */
async function* readIdentities(http: Http, told: Set<string>): AsyncGenerator<Batch, void, undefined> {
  let done = 0;
  for await (const rows of listAll(http, 'identities')) {
    done += rows.length;
    const { records, rejected } = parseRows(identityRow, rows, 'users');
    const homeless = records
      .filter(({ organization }) => !told.has(organization.id))
      .map((row) => rejectedRecord('users', row, noOrganization('organization', row.organization.id)));
    yield {
      phase: 'identities',
      done,
      total: null,
      users: records.filter(({ organization }) => told.has(organization.id)).map(toUser),
      rejected: [...rejected, ...homeless],
    };
  }
}

function noOrganization(field: string, id: string): string {
  return `${field}: Huntress lists no organization ${id}`;
}
