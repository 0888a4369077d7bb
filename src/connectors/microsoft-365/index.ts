import type { VendorCompany } from '../../domain/inventory.ts';
import {
  type Batch,
  type Connector,
  type ConnectorContext,
  type RejectedRecord,
  VendorError,
} from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { inOrder } from '../kit/in-order.ts';
import { parseRows } from '../kit/parse.ts';
import {
  type CustomerPage,
  createGraph,
  type Graph,
  listCustomers,
  listSkus,
  listSubscriptions,
  listUsers,
  type Tenant,
} from './client.ts';
import { readMailboxPurposes } from './mailboxes.ts';
import { contractRow, delegatedAdminCustomerRow, skuRow, subscriptionRow, userRow } from './schema.ts';
import {
  fromContract,
  fromDelegatedAdminCustomer,
  isAmbiguous,
  toTenantLicenses,
  toUser,
} from './transform.ts';

/** Tenants read at once. */
const TENANT_CONCURRENCY = 4;

const credentialFields = [
  {
    name: 'tenantId',
    label: 'Partner tenant ID',
    secret: false,
    required: true,
    default: null,
    help: 'Microsoft Entra admin center of your own (partner) tenant > Overview > Tenant ID.',
  },
  {
    name: 'clientId',
    label: 'Application (client) ID',
    secret: false,
    required: true,
    default: null,
    help: 'App registrations > your multi-tenant application > Overview; it needs Directory.Read.All and User.Read.All, with MailboxSettings.Read to tell shared mailboxes.',
  },
  {
    name: 'clientSecret',
    label: 'Client secret',
    secret: true,
    required: true,
    default: null,
    help: 'App registrations > your application > Certificates & secrets: the value, shown once when it is added.',
  },
  {
    name: 'loginUrl',
    label: 'Login URL',
    secret: false,
    required: false,
    default: 'https://login.microsoftonline.com',
    help: 'Only for national clouds, for example https://login.microsoftonline.us.',
  },
  {
    name: 'baseUrl',
    label: 'Graph URL',
    secret: false,
    required: false,
    default: 'https://graph.microsoft.com',
    help: 'Only for national clouds, for example https://graph.microsoft.us.',
  },
] as const;

export const connector: Connector = {
  id: 'microsoft-365',
  title: 'Microsoft 365',
  category: 'cloud',
  capabilities: ['licenses', 'users'],
  knowsAssignedSeats: true,
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const graph = createGraph(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(graph), read: () => read(graph, context) };
  },
};

async function test(graph: Graph): Promise<string> {
  for await (const page of listCustomers(graph.partner)) {
    const count = toCompanies(page).companies.length;
    const tenants = count === 1 && page.isLast ? 'customer tenant' : 'customer tenants';
    return `Signed in to Microsoft 365; the partner has ${page.isLast ? '' : 'at least '}${count} ${tenants}.`;
  }
  return 'Signed in to Microsoft 365.';
}

async function* read(graph: Graph, context: ConnectorContext): AsyncGenerator<Batch, void, undefined> {
  const companies = new Map<string, VendorCompany>();
  for await (const page of listCustomers(graph.partner)) {
    const { companies: listed, rejected } = toCompanies(page);
    // A customer with two contracts comes twice.
    const fresh = listed.filter(({ externalId }) => !companies.has(externalId));
    for (const company of fresh) companies.set(company.externalId, company);
    yield { phase: 'customers', done: companies.size, total: null, companies: fresh, rejected };
  }
  const all = [...companies.values()];
  let done = 0;
  for await (const batch of inOrder(all, TENANT_CONCURRENCY, (company) =>
    readTenant(graph, company, context),
  )) {
    done += 1;
    yield { phase: 'tenants', done, total: all.length, ...batch };
  }
}

type TenantBatch = Omit<Batch, 'phase' | 'done' | 'total'>;

async function readTenant(
  graph: Graph,
  company: VendorCompany,
  context: ConnectorContext,
): Promise<TenantBatch> {
  const { externalId } = company;
  try {
    return await readDirectory(graph.customer(externalId), externalId, context);
  } catch (error) {
    if (!(error instanceof VendorError) || !isOfTenant(error)) throw error;
    return { failedCompanies: [{ companyExternalId: externalId, message: error.message }] };
  }
}

async function readDirectory(
  tenant: Tenant,
  tenantId: string,
  context: ConnectorContext,
): Promise<TenantBatch> {
  const skus = parseRows(skuRow, await listSkus(tenant), 'licenses');
  const subscriptions = parseRows(subscriptionRow, await listSubscriptions(tenant), 'licenses');
  const users = parseRows(userRow, await listUsers(tenant), 'users');
  const licenses = toTenantLicenses(skus.records, subscriptions.records, tenantId);
  const ambiguous = users.records.filter((row) => isAmbiguous(row, licenses)).map(({ id }) => id);
  const purposes = await readMailboxPurposes(tenant, ambiguous, context);
  return {
    licenses: licenses.records,
    users: users.records.map((row) => toUser(row, licenses, purposes.get(row.id) ?? null, tenantId)),
    rejected: [...skus.rejected, ...subscriptions.rejected, ...users.rejected],
  };
}

function toCompanies({ list, rows }: CustomerPage): {
  companies: VendorCompany[];
  rejected: RejectedRecord[];
} {
  if (list === 'contracts') {
    const { records, rejected } = parseRows(contractRow, rows, 'companies');
    return { companies: records.map(fromContract), rejected };
  }
  const { records, rejected } = parseRows(delegatedAdminCustomerRow, rows, 'companies');
  return { companies: records.map(fromDelegatedAdminCustomer), rejected };
}

/** Whether the failure is this tenant's own (no consent, no such tenant) and says nothing about the others. */
function isOfTenant(error: VendorError): boolean {
  if (error.code === 'bad_credentials' || error.code === 'forbidden') return true;
  return error instanceof VendorStatusError && error.status < 500 && error.status !== 429;
}
