import type { Batch, Connector, VendorError } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { inOrder } from '../kit/in-order.ts';
import { parseRows } from '../kit/parse.ts';
import { createClient, listCustomers, listSubscriptions, type PartnerCenter } from './client.ts';
import { customerRow, subscriptionRow } from './schema.ts';
import { isResold, toCompany, toLicense } from './transform.ts';

/** Customers read ahead of the one that is next. */
const CUSTOMERS_AHEAD = 32;

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
    help: 'App registrations > the application that Partner Center knows > Overview.',
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
    name: 'refreshToken',
    label: 'Refresh token',
    secret: true,
    required: true,
    default: null,
    help: 'Of a sign-in with MFA to this application by a partner user (secure application model). It ends after 90 days: enter a new one before.',
  },
  {
    name: 'loginUrl',
    label: 'Login URL',
    secret: false,
    required: false,
    default: 'https://login.microsoftonline.com',
    help: 'Only for national clouds, for example https://login.partner.microsoftonline.cn.',
  },
  {
    name: 'baseUrl',
    label: 'Partner Center URL',
    secret: false,
    required: false,
    default: 'https://api.partnercenter.microsoft.com',
    help: 'Only for 21Vianet: https://partner.partnercenterapi.microsoftonline.cn.',
  },
] as const;

export const connector: Connector = {
  id: 'microsoft-csp',
  title: 'Microsoft CSP',
  category: 'cloud',
  capabilities: ['licenses'],
  knowsAssignedSeats: false,
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const open = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(open), read: () => read(open) };
  },
};

async function test(open: PartnerCenter): Promise<string> {
  const first = await listCustomers(open, 1).next();
  const [row] = parseRows(customerRow, first.value ?? [], 'companies').records;
  return row
    ? `Signed in to Partner Center; the first customer there is ${toCompany(row).name}.`
    : 'Signed in to Partner Center; there is no customer yet.';
}

async function* read(open: PartnerCenter): AsyncGenerator<Batch, void, undefined> {
  const customerIds: string[] = [];
  for await (const rows of listCustomers(open)) {
    const { records, rejected } = parseRows(customerRow, rows, 'companies');
    const resold = records.filter(isResold);
    customerIds.push(...resold.map(({ id }) => id));
    yield {
      phase: 'customers',
      done: customerIds.length,
      total: null,
      companies: resold.map(toCompany),
      rejected,
    };
  }
  let done = 0;
  const batches = inOrder(customerIds, CUSTOMERS_AHEAD, (customerId) => readCustomer(open, customerId));
  for await (const batch of batches) {
    done += 1;
    yield { phase: 'subscriptions', done, total: customerIds.length, ...batch };
  }
}

async function readCustomer(
  open: PartnerCenter,
  customerId: string,
): Promise<Pick<Batch, 'licenses' | 'rejected' | 'failedCompanies'>> {
  try {
    const rows = await listSubscriptions(open, customerId);
    const { records, rejected } = parseRows(subscriptionRow, rows, 'licenses');
    return { licenses: records.map((row) => toLicense(row, customerId)), rejected };
  } catch (error) {
    if (!isOfCustomer(error)) throw error;
    return { failedCompanies: [{ companyExternalId: customerId, message: error.message }] };
  }
}

/** Whether Partner Center refuses this customer's subscriptions, which says nothing about the others. */
function isOfCustomer(error: unknown): error is VendorError {
  return error instanceof VendorStatusError && [400, 403, 404].includes(error.status);
}
