import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type Answer, get, postForm, signIn, tokenForm } from '../server/test-client.ts';
import { haloClientListSchema, haloInvoiceListSchema, haloRecurringInvoiceSchema } from './schema.ts';

let sandbox: Sandbox;
let token: string;
let url: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  url = sandbox.url('halopsa');
  token = await signIn(sandbox, 'halopsa');
});
afterAll(() => sandbox.close());

const invoicesOf = ({ body }: Answer) => haloInvoiceListSchema.parse(body);

describe('signing in', () => {
  test('authinfo says where tokens are issued', async () => {
    expect((await get(`${url}/api/authinfo`)).body).toMatchObject({
      auth_url: `${url}/auth`,
      tenant_id: 'northwind',
    });
  });

  test('the tenant may stand in the query or in the form', async () => {
    const form = { ...tokenForm(sandbox, 'halopsa'), scope: 'all' };
    const inQuery = await postForm(`${url}/auth/token?tenant=northwind`, form);
    const inForm = await postForm(`${url}/auth/token`, { ...form, tenant: 'northwind' });
    expect(inQuery.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'all' });
    expect(inForm.status).toBe(200);
  });

  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, 'invalid_client'],
    ['a wrong tenant', { tenant: 'southwind' }, 'invalid_request'],
    ['no scope', { scope: '' }, 'invalid_scope'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('%s is refused with 400 and an OAuth error', async (_case, change, error) => {
    const form = { ...tokenForm(sandbox, 'halopsa'), scope: 'all', tenant: 'northwind', ...change };
    const answer = await postForm(`${url}/auth/token`, form);
    expect([answer.status, (answer.body as { error: string }).error]).toEqual([400, error]);
  });

  test('the API answers 401 without a token, and with one it did not issue', async () => {
    expect((await get(`${url}/api/Client`)).status).toBe(401);
    expect((await get(`${url}/api/Client`, 'made-up')).status).toBe(401);
  });
});

describe('paging', () => {
  test('pages of at most 100 rows carry the number of all rows', async () => {
    const pages = await Promise.all(
      [1, 2].map((page) =>
        get(`${url}/api/RecurringInvoice?pageinate=true&page_no=${page}&page_size=60`, token),
      ),
    );
    const [first, second] = pages.map(invoicesOf);
    const ids = [...(first?.invoices ?? []), ...(second?.invoices ?? [])].map((row) => row.id);
    expect(first).toMatchObject({
      page_no: 1,
      page_size: 60,
      record_count: sandbox.msp.halopsa.invoices.length,
    });
    expect(new Set(ids)).toEqual(new Set(sandbox.msp.halopsa.invoices.map((row) => row.id)));
    const large = await get(`${url}/api/RecurringInvoice?pageinate=true&page_no=1&page_size=500`, token);
    expect(invoicesOf(large).page_size).toBe(100);
  });

  test('without page_no a default batch of 50 rows pretends to be all', async () => {
    const batch = invoicesOf(await get(`${url}/api/RecurringInvoice?pageinate=true&page_size=100`, token));
    expect([batch.record_count, batch.invoices.length]).toEqual([50, 50]);
  });
});

describe('what it serves', () => {
  test('clients, inactive ones only on request, under names that ignore case', async () => {
    const page = 'pageinate=true&page_no=1&page_size=100';
    const active = haloClientListSchema.parse((await get(`${url}/api/Client?${page}`, token)).body);
    const all = haloClientListSchema.parse(
      (await get(`${url}/api/client?${page}&includeinactive=true`, token)).body,
    );
    expect([active.clients.length, all.clients.length]).toEqual([40, 41]);
  });

  test('lists have no lines unless asked for, and then lack the quantity rows of some computed ones', async () => {
    const page = 'pageinate=true&page_no=1&page_size=100';
    const bare = invoicesOf(await get(`${url}/api/RecurringInvoice?${page}`, token));
    expect(bare.invoices.filter((row) => row.lines)).toEqual([]);
    const full = invoicesOf(await get(`${url}/api/RecurringInvoice?${page}&includelines=true`, token));
    const computed = full.invoices
      .flatMap((row) => row.lines ?? [])
      .filter((line) => line.recurring_invoice_quantity_type === 3);
    const lacking = computed.filter((line) => line.quantity_assets === undefined);
    expect(lacking.length).toBeGreaterThan(5);
    expect(lacking.length).toBeLessThan(computed.length / 2);
  });

  test('one invoice, by its negative id, has every line complete', async () => {
    const [id] = sandbox.msp.halopsa.listOmitsQuantities;
    const answer = await get(`${url}/api/RecurringInvoice/${id}?includedetails=true`, token);
    const invoice = haloRecurringInvoiceSchema.parse(answer.body);
    const computed = invoice.lines.filter((line) => line.recurring_invoice_quantity_type === 3);
    expect(computed.length).toBeGreaterThan(0);
    expect(computed.every((line) => line.quantity_assets?.length)).toBe(true);
    expect((await get(`${url}/api/RecurringInvoice/-5`, token)).status).toBe(404);
  });
});
