import type { VendorAgreement } from '../../domain/agreement.ts';
import { type Batch, type Connector, type RejectedRecord, VendorError } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import type { Http } from '../kit/http.ts';
import { inOrder } from '../kit/in-order.ts';
import { parseRows } from '../kit/parse.ts';
import {
  countInvoices,
  createClient,
  DETAIL_CONCURRENCY,
  listClients,
  listInvoices,
  readInvoice,
} from './client.ts';
import { CompanyBook } from './company-book.ts';
import { readInventory } from './inventory.ts';
import { lacksQuantityDetails } from './quantity.ts';
import { clientRow, type InvoiceRow, invoiceRow, lineRow } from './schema.ts';
import { toAgreement } from './transform.ts';

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'Instance URL',
    secret: false,
    required: true,
    default: null,
    help: 'The address at which you open HaloPSA, for example https://northwind.halopsa.com.',
  },
  {
    name: 'tenant',
    label: 'Tenant',
    secret: false,
    required: false,
    default: null,
    help: 'Configuration > Integrations > HaloPSA API shows it; leave it empty for an instance on your own domain.',
  },
  {
    name: 'clientId',
    label: 'Client ID',
    secret: false,
    required: true,
    default: null,
    help: 'Configuration > Integrations > HaloPSA API > View Applications: add one with the method Client ID and Secret, with read permissions.',
  },
  {
    name: 'clientSecret',
    label: 'Client secret',
    secret: true,
    required: true,
    default: null,
    help: 'Shown once when the application is added.',
  },
  {
    name: 'scope',
    label: 'Scope',
    secret: false,
    required: false,
    default: 'all',
    help: 'The permissions of the application, separated by spaces; "all" takes every one it has.',
  },
] as const;

export const connector: Connector = {
  id: 'halopsa',
  title: 'HaloPSA',
  category: 'psa',
  capabilities: ['agreements', 'users', 'devices', 'licenses'],
  deviceCategories: ['desktop', 'laptop', 'server', 'workstation', 'network', 'printer', 'other'],
  knowsLastSeen: false,
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const http = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(http), read: () => read(http) };
  },
};

async function test(http: Http): Promise<string> {
  const invoices = await countInvoices(http);
  return `Signed in to HaloPSA; it has ${invoices} recurring ${invoices === 1 ? 'invoice' : 'invoices'}.`;
}

async function* read(http: Http): AsyncGenerator<Batch, void, undefined> {
  const companies = new CompanyBook();
  let done = 0;
  for await (const { rows, total } of listClients(http)) {
    done += rows.length;
    const { records, rejected } = parseRows(clientRow, rows, 'companies');
    yield { phase: 'clients', done, total, companies: companies.addClients(records), rejected };
  }
  done = 0;
  for await (const { rows, total } of listInvoices(http)) {
    done += rows.length;
    const { records, rejected } = parseRows(invoiceRow, rows, 'agreements');
    const invoices: ReadInvoice[] = [];
    for await (const invoice of inOrder(records, DETAIL_CONCURRENCY, (row) => complete(http, row)))
      invoices.push(invoice);
    yield {
      phase: 'agreements',
      done,
      total,
      companies: companies.addOfInvoices(records),
      agreements: invoices.map(({ agreement }) => agreement),
      rejected: [...rejected, ...invoices.flatMap((invoice) => invoice.rejected)],
    };
  }
  yield* readInventory(http, companies);
}

type ReadInvoice = { agreement: VendorAgreement; rejected: RejectedRecord[] };

/** The invoice with all its lines; lists may leave lines out, or what a line counts. */
async function complete(http: Http, row: InvoiceRow): Promise<ReadInvoice> {
  const listed = row.lines === null ? null : parseRows(lineRow, row.lines, 'agreements');
  const { records, rejected } =
    listed && !listed.records.some(lacksQuantityDetails)
      ? listed
      : parseRows(lineRow, await readLines(http, row), 'agreements');
  return { agreement: toAgreement(row, records), rejected };
}

async function readLines(http: Http, row: InvoiceRow): Promise<unknown[]> {
  const single = invoiceRow.safeParse(await readInvoice(http, row.id));
  if (single.success) return single.data.lines ?? [];
  throw new VendorError('bad_response', `HaloPSA's recurring invoice ${row.id} could not be understood.`);
}
