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
import { toDevice } from './devices.ts';
import { listManagedDevices } from './intune.ts';
import { readMailboxPurposes } from './mailboxes.ts';
import {
  contractRow,
  delegatedAdminCustomerRow,
  deviceRow,
  skuRow,
  subscriptionRow,
  userRow,
} from './schema.ts';
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
    name: 'intune',
    label: 'Devices from Intune',
    secret: false,
    required: false,
    default: 'yes',
    help: '"yes", or "no" to leave Intune alone. It needs DeviceManagementManagedDevices.Read.All in every tenant that has Intune.',
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
  capabilities: ['licenses', 'users', 'devices'],
  deviceCategories: ['workstation', 'mobile', 'other'],
  knowsAssignedSeats: true,
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const graph = createGraph(credentials, secretsOf(credentialFields, credentials), context);
    const options = { context, readsIntune: isYes(credentials.intune) };
    return { test: () => test(graph), read: () => read(graph, options) };
  },
};

type ReadOptions = { context: ConnectorContext; readsIntune: boolean };

/** @throws VendorError `bad_credentials` where it is neither yes nor no: a guess would leave devices out */
function isYes(entry: string): boolean {
  if (/^(yes|no)$/i.test(entry)) return entry.toLowerCase() === 'yes';
  throw new VendorError('bad_credentials', `Devices from Intune is "${entry}". Enter "yes" or "no".`);
}

async function test(graph: Graph): Promise<string> {
  for await (const page of listCustomers(graph.partner)) {
    const count = toCompanies(page).companies.length;
    const tenants = count === 1 && page.isLast ? 'customer tenant' : 'customer tenants';
    return `Signed in to Microsoft 365; the partner has ${page.isLast ? '' : 'at least '}${count} ${tenants}.`;
  }
  return 'Signed in to Microsoft 365.';
}

async function* read(graph: Graph, options: ReadOptions): AsyncGenerator<Batch, void, undefined> {
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
    readTenant(graph, company, options),
  )) {
    done += 1;
    yield { phase: 'tenants', done, total: all.length, ...batch };
  }
}

type TenantBatch = Omit<Batch, 'phase' | 'done' | 'total'>;

async function readTenant(graph: Graph, company: VendorCompany, options: ReadOptions): Promise<TenantBatch> {
  const { externalId } = company;
  try {
    return await readDirectory(graph.customer(externalId), externalId, options);
  } catch (error) {
    if (!(error instanceof VendorError) || !isOfTenant(error)) throw error;
    return { failedCompanies: [{ companyExternalId: externalId, message: error.message }] };
  }
}

async function readDirectory(
  tenant: Tenant,
  tenantId: string,
  { context, readsIntune }: ReadOptions,
): Promise<TenantBatch> {
  const skus = parseRows(skuRow, await listSkus(tenant), 'licenses');
  const subscriptions = parseRows(subscriptionRow, await listSubscriptions(tenant), 'licenses');
  const users = parseRows(userRow, await listUsers(tenant), 'users');
  const managed = readsIntune ? await listManagedDevices(tenant, skus.records) : [];
  const devices = parseRows(deviceRow, managed, 'devices');
  const licenses = toTenantLicenses(skus.records, subscriptions.records, tenantId);
  const ambiguous = users.records.filter((row) => isAmbiguous(row, licenses)).map(({ id }) => id);
  const purposes = await readMailboxPurposes(tenant, ambiguous, context);
  return {
    licenses: licenses.records,
    users: users.records.map((row) => toUser(row, licenses, purposes.get(row.id) ?? null, tenantId)),
    devices: devices.records.map((row) => toDevice(row, tenantId)),
    rejected: [...skus.rejected, ...subscriptions.rejected, ...users.rejected, ...devices.rejected],
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
