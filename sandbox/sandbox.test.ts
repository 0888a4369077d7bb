import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMsp } from './msp/create-msp.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { get, postForm, postJson, signIn, tokenForm } from './server/test-client.ts';

const msp = createMsp({ today: '2026-03-12' });
let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ msp });
});
afterEach(() => sandbox.close());

const organizations = () => `${sandbox.url('ninjaone')}/v2/organizations`;
const invoices = (page: number) =>
  `${sandbox.url('halopsa')}/api/RecurringInvoice?pageinate=true&page_no=${page}&page_size=50`;
const idsOf = (body: unknown, key: string) =>
  (body as Record<string, { id: number }[]>)[key]?.map((row) => row.id);

describe('faults', () => {
  test('a status strikes after so many requests, so many times, and then stops', async () => {
    const token = await signIn(sandbox, 'ninjaone');
    sandbox.setFault('ninjaone', { kind: 'status', status: 429, retryAfterSeconds: 7, after: 1, times: 2 });
    const answers = [];
    for (let index = 0; index < 4; index += 1) answers.push(await get(organizations(), token));
    expect(answers.map((answer) => answer.status)).toEqual([200, 429, 429, 200]);
    expect(answers[1]?.headers.get('retry-after')).toBe('7');
    expect(answers[1]?.body).toMatchObject({ resultCode: 'FAILURE' });
  });

  test('a fault strikes the path it names, and token requests only by name', async () => {
    sandbox.setFault('ninjaone', { kind: 'status', status: 503 });
    const token = await signIn(sandbox, 'ninjaone');
    expect((await get(organizations(), token)).status).toBe(503);
    sandbox.setFault('ninjaone', { kind: 'status', status: 503, path: '/ws/oauth/token' });
    expect((await get(organizations(), token)).status).toBe(200);
    const form = { ...tokenForm(sandbox, 'ninjaone'), scope: 'monitoring' };
    expect((await postForm(`${sandbox.url('ninjaone')}/ws/oauth/token`, form)).status).toBe(503);
  });

  test('null ends a fault, and another vendor never has it', async () => {
    const [ninja, halo] = [await signIn(sandbox, 'ninjaone'), await signIn(sandbox, 'halopsa')];
    sandbox.setFault('ninjaone', { kind: 'html' });
    expect((await get(organizations(), ninja)).headers.get('content-type')).toContain('text/html');
    expect((await get(invoices(1), halo)).status).toBe(200);
    sandbox.setFault('ninjaone', null);
    expect((await get(organizations(), ninja)).headers.get('content-type')).toContain('json');
  });

  test('a malformed body is not JSON, a cut one never ends', async () => {
    const token = await signIn(sandbox, 'ninjaone');
    sandbox.setFault('ninjaone', { kind: 'malformed' });
    await expect(get(organizations(), token)).rejects.toThrow(SyntaxError);
    sandbox.setFault('ninjaone', { kind: 'cut' });
    await expect(get(organizations(), token)).rejects.toThrow('terminated');
  });

  test('an expired token is refused once; a new one works', async () => {
    const old = await signIn(sandbox, 'halopsa');
    sandbox.setFault('halopsa', { kind: 'expire-token' });
    expect((await get(invoices(1), old)).status).toBe(401);
    expect((await get(invoices(1), await signIn(sandbox, 'halopsa'))).status).toBe(200);
  });

  test('a duplicate page repeats the rows before it', async () => {
    const token = await signIn(sandbox, 'halopsa');
    sandbox.setFault('halopsa', { kind: 'duplicate-page' });
    const [first, second] = [await get(invoices(1), token), await get(invoices(2), token)];
    expect(idsOf(second.body, 'invoices')).toEqual(idsOf(first.body, 'invoices'));

    const ninja = await signIn(sandbox, 'ninjaone');
    sandbox.setFault('ninjaone', { kind: 'duplicate-page' });
    const page = await get(`${organizations()}?pageSize=10`, ninja);
    const last = (page.body as { id: number }[]).at(-1)?.id;
    expect((await get(`${organizations()}?pageSize=10&after=${last}`, ninja)).body).toEqual(page.body);
  });

  test('a cut HaloPSA listing promises more rows than there are', async () => {
    const token = await signIn(sandbox, 'halopsa');
    sandbox.setFault('halopsa', { kind: 'cut-listing' });
    expect((await get(invoices(1), token)).body).toMatchObject({
      record_count: msp.halopsa.invoices.length + 7,
    });
  });

  test('a cut NinjaOne listing fails behind its first page', async () => {
    const token = await signIn(sandbox, 'ninjaone');
    sandbox.setFault('ninjaone', { kind: 'cut-listing' });
    expect((await get(organizations(), token)).status).toBe(200);
    expect((await get(`${organizations()}?after=12`, token)).status).toBe(500);
  });

  test('a cut Graph listing has a next link that fails, a foreign one leads to another origin', async () => {
    const token = await signIn(sandbox, 'microsoft-365', msp.microsoft.tenants[0]?.tenantId);
    const users = `${sandbox.url('microsoft-365')}/v1.0/users`;
    const nextOf = async () =>
      String(((await get(users, token)).body as Record<string, unknown>)['@odata.nextLink']);
    sandbox.setFault('microsoft-365', { kind: 'cut-listing' });
    expect((await get(await nextOf(), token)).status).toBe(500);
    sandbox.setFault('microsoft-365', { kind: 'foreign-next' });
    expect(await nextOf()).toMatch(/^https:\/\/graph\.example\.net\//);
  });

  test('a fault can strike parts of a batch', async () => {
    const token = await signIn(sandbox, 'microsoft-365', msp.microsoft.tenants[0]?.tenantId);
    sandbox.setFault('microsoft-365', {
      kind: 'status',
      status: 429,
      retryAfterSeconds: 3,
      path: '/mailboxSettings',
      times: 1,
    });
    const part = { method: 'GET', url: '/users/nobody/mailboxSettings' };
    const body = {
      requests: [
        { id: '1', ...part },
        { id: '2', ...part },
      ],
    };
    const answer = await postJson(`${sandbox.url('microsoft-365')}/v1.0/$batch`, body, token);
    const { responses } = answer.body as { responses: { status: number; headers: Record<string, string> }[] };
    expect(responses.map((row) => row.status).toSorted()).toEqual([404, 429]);
    expect(responses.find((row) => row.status === 429)?.headers['Retry-After']).toBe('3');
  });
});

describe('the sandbox', () => {
  test('records what a vendor is asked, and what the parts of a batch are', async () => {
    const token = await signIn(sandbox, 'halopsa');
    await get(invoices(2), token);
    expect(sandbox.requests('halopsa')).toEqual([
      { method: 'POST', path: '/auth/token?tenant=northwind' },
      { method: 'GET', path: '/api/RecurringInvoice?pageinate=true&page_no=2&page_size=50' },
    ]);
    expect(sandbox.requests('ninjaone')).toEqual([]);
  });

  test('serves the rows as they are at the moment of the request', async () => {
    const changing = await startSandbox({ msp: createMsp({ today: '2026-03-12' }) });
    const token = await signIn(changing, 'ninjaone');
    changing.msp.ninjaone.organizations.pop();
    const { body } = await get(`${changing.url('ninjaone')}/v2/organizations`, token);
    expect(body).toHaveLength(msp.ninjaone.organizations.length - 1);
    await changing.close();
  });

  test('a page size cap cuts every page, and a request limit answers 429 with Retry-After', async () => {
    const tight = await startSandbox({ msp, pageSizeCap: 5, requestsPerMinute: 3 });
    const [halo, ninja] = [await signIn(tight, 'halopsa'), await signIn(tight, 'ninjaone')];
    const list = `${tight.url('halopsa')}/api/Client?pageinate=true&page_no=1&page_size=100`;
    expect(idsOf((await get(list, halo)).body, 'clients')).toHaveLength(5);
    expect((await get(`${tight.url('ninjaone')}/v2/devices-detailed`, ninja)).body).toHaveLength(5);
    await get(list, halo);
    const refused = await get(list, halo);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await tight.close();
  });

  test('a vendor it does not have is named', () => {
    expect(() => sandbox.url('nobody')).toThrow('"nobody"');
  });
});
