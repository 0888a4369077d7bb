import { type Batch, type Connector, type RejectedRecord, VendorError } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { inOrder } from '../kit/in-order.ts';
import { parseRows, rejectedRecord } from '../kit/parse.ts';
import { GLOBAL_URL } from './address.ts';
import { countTenants, createClient, listTenants, readEndpoints, readWhoAmI, type Sophos } from './client.ts';
import { type EndpointRow, endpointRow, type TenantRow, tenantRow, type WhoAmI } from './schema.ts';
import { toCompany, toDevice } from './transform.ts';

/** Tenants read ahead of the one that is next. */
const TENANTS_AHEAD = 16;

const credentialFields = [
  {
    name: 'clientId',
    label: 'Client ID',
    secret: false,
    required: true,
    default: null,
    help: 'Sophos Central Partner > Settings & Policies > API Credentials > Add Credential.',
  },
  {
    name: 'clientSecret',
    label: 'Client secret',
    secret: true,
    required: true,
    default: null,
    help: 'Shown once when the credential is added.',
  },
  {
    name: 'baseUrl',
    label: 'Base URL',
    secret: false,
    required: false,
    default: GLOBAL_URL,
    help: "Leave it as it is; each tenant's region is found from there.",
  },
] as const;

export const connector: Connector = {
  id: 'sophos-central',
  title: 'Sophos Central',
  category: 'security',
  capabilities: ['devices'],
  deviceCategories: ['server', 'workstation', 'other'],
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const sophos = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(sophos), read: () => read(sophos) };
  },
};

async function test(sophos: Sophos): Promise<string> {
  const me = await readWhoAmI(sophos);
  const tenants = await countTenants(sophos, me);
  const as = `Signed in to Sophos Central as ${me.idType ?? 'an unknown kind of account'}`;
  return tenants === null ? `${as}.` : `${as}; it has ${tenants} ${tenants === 1 ? 'tenant' : 'tenants'}.`;
}

async function* read(sophos: Sophos): AsyncGenerator<Batch, void, undefined> {
  const me = await readWhoAmI(sophos);
  const tenants: TenantRow[] = [];
  for await (const { rows, total } of listTenants(sophos, me) ?? ownTenant(me)) {
    const { records, rejected } = parseRows(tenantRow, rows, 'companies');
    tenants.push(...records);
    yield { phase: 'tenants', done: tenants.length, total, companies: records.map(toCompany), rejected };
  }
  let done = 0;
  for await (const batch of inOrder(tenants, TENANTS_AHEAD, (tenant) => readTenant(sophos, tenant))) {
    done += 1;
    yield { phase: 'endpoints', done, total: tenants.length, ...batch };
  }
}

/** The one tenant that the credentials are of. What it is called, Sophos does not say. */
async function* ownTenant({ id, idType, apiHosts }: WhoAmI) {
  if (idType?.toLowerCase() !== 'tenant') {
    const message = `Sophos Central calls the credentials those of "${idType ?? ''}", which Tieout does not know. Use credentials of a partner, an organization or a tenant.`;
    throw new VendorError('bad_response', message);
  }
  yield { rows: [{ id, apiHost: apiHosts?.dataRegion ?? null }], total: 1 };
}

type TenantBatch = Pick<Batch, 'devices' | 'rejected' | 'failedCompanies'>;

/** A tenant that refuses says nothing about what it has, and nothing about the others. */
async function readTenant(sophos: Sophos, { id, apiHost, status }: TenantRow): Promise<TenantBatch> {
  const failed = (message: string): TenantBatch => ({
    failedCompanies: [{ companyExternalId: id, message }],
  });
  if (apiHost === null)
    return failed(`Sophos Central gives no API address for this tenant (status "${status ?? 'none'}").`);
  try {
    return toBatch(await readEndpoints(sophos, { id, apiHost }), id);
  } catch (error) {
    if (error instanceof VendorStatusError && error.status < 500 && error.status !== 429)
      return failed(error.message);
    throw error;
  }
}

function toBatch(rows: unknown[], tenantId: string): TenantBatch {
  const { records, rejected } = parseRows(endpointRow, rows, 'devices');
  const own = records.filter((row) => isOf(row, tenantId));
  const foreign = records.filter((row) => !isOf(row, tenantId)).map((row) => foreignRow(row, tenantId));
  return { devices: own.map((row) => toDevice(row, tenantId)), rejected: [...rejected, ...foreign] };
}

function isOf({ tenant }: EndpointRow, tenantId: string): boolean {
  return tenant === null || tenant.id === tenantId;
}

function foreignRow(row: EndpointRow, tenantId: string): RejectedRecord {
  const reason = `tenant: ${row.tenant?.id} is not ${tenantId}, whose list it is in`;
  return rejectedRecord('devices', row, reason);
}
