import type { Batch, Connector, RejectedRecord } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import type { Http } from '../kit/http.ts';
import { parseRows, rejectedRecord } from '../kit/parse.ts';
import { createClient, listDevices, listOrganizations, readFirstOrganization } from './client.ts';
import { type DeviceRow, deviceRow, organizationRow } from './schema.ts';
import { toCompany, toDevice } from './transform.ts';

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'Base URL',
    secret: false,
    required: false,
    default: 'https://app.ninjarmm.com',
    help: 'The address at which you sign in to NinjaOne; it tells the region, for example https://eu.ninjarmm.com.',
  },
  {
    name: 'clientId',
    label: 'Client ID',
    secret: false,
    required: true,
    default: null,
    help: 'Administration > Apps > API > Client app IDs: add an app of type "API Services" with the scope Monitoring and the grant Client Credentials.',
  },
  {
    name: 'clientSecret',
    label: 'Client secret',
    secret: true,
    required: true,
    default: null,
    help: 'Shown once when the client app is saved.',
  },
] as const;

export const connector: Connector = {
  id: 'ninjaone',
  title: 'NinjaOne',
  category: 'rmm',
  capabilities: ['devices'],
  deviceCategories: [
    'desktop',
    'laptop',
    'server',
    'workstation',
    'network',
    'printer',
    'hypervisor',
    'vm-guest',
    'mobile',
    'other',
  ],
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
    ? `Signed in to NinjaOne; the first organization there is ${first.name}.`
    : 'Signed in to NinjaOne; there is no organization yet.';
}

async function* read(http: Http): AsyncGenerator<Batch, void, undefined> {
  const organizationIds = new Set<string>();
  for await (const rows of listOrganizations(http)) {
    const { records, rejected } = parseRows(organizationRow, rows, 'companies');
    for (const { id } of records) organizationIds.add(id);
    yield {
      phase: 'organizations',
      done: organizationIds.size,
      total: null,
      companies: records.map(toCompany),
      rejected,
    };
  }
  let done = 0;
  for await (const rows of listDevices(http)) {
    done += rows.length;
    const { records, rejected } = parseRows(deviceRow, rows, 'devices');
    const [known, homeless] = splitByCompany(records, organizationIds);
    yield {
      phase: 'devices',
      done,
      total: null,
      devices: known.map(toDevice),
      rejected: [...rejected, ...homeless],
    };
  }
}

/** A device whose organization the vendor does not list belongs to nobody that could be billed. */
function splitByCompany(rows: DeviceRow[], organizationIds: Set<string>): [DeviceRow[], RejectedRecord[]] {
  const homeless = rows
    .filter((row) => !organizationIds.has(row.organizationId))
    .map((row) =>
      rejectedRecord('devices', row, `organizationId: NinjaOne lists no organization ${row.organizationId}`),
    );
  return [rows.filter((row) => organizationIds.has(row.organizationId)), homeless];
}
