import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type Answer, answerOf, postForm, tokenForm } from '../server/test-client.ts';
import { SOPHOS, type SophosData, sophosOf } from './data.ts';
import {
  type SophosEndpoint,
  type SophosTenant,
  sophosEndpointSchema,
  sophosTenantSchema,
} from './schema.ts';

let sandbox: Sandbox;
let data: SophosData;
let token: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  data = sophosOf(sandbox.msp);
  const form = { ...tokenForm(sandbox, SOPHOS), scope: 'token' };
  const { body } = await postForm(`${sandbox.url(SOPHOS)}/api/v2/oauth2/token`, form);
  token = (body as { access_token: string }).access_token;
});
afterAll(() => sandbox.close());

async function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return answerOf(await fetch(url, { headers: { authorization: `Bearer ${token}`, ...headers } }));
}

async function tenants(): Promise<SophosTenant[]> {
  const url = `${sandbox.url(SOPHOS)}/partner/v1/tenants?pageSize=100`;
  const { body } = await ask(url, { 'X-Partner-ID': data.partnerId });
  return (body as { items: SophosTenant[] }).items;
}

describe('signing in', () => {
  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401],
    ['another scope', { scope: 'all' }, 400],
    ['another grant', { grant_type: 'password' }, 400],
  ])('%s is refused', async (_case, change, status) => {
    const form = { ...tokenForm(sandbox, SOPHOS), scope: 'token', ...change };
    expect((await postForm(`${sandbox.url(SOPHOS)}/api/v2/oauth2/token`, form)).status).toBe(status);
  });

  test('the API answers 401 without a token, and says who has one', async () => {
    const url = `${sandbox.url(SOPHOS)}/whoami/v1`;
    expect((await ask(url, { authorization: 'Bearer no' })).status).toBe(401);
    expect((await ask(url)).body).toMatchObject({ idType: 'partner', id: data.partnerId });
  });
});

describe('tenants', () => {
  test('are listed for the partner, with totals only when asked for', async () => {
    const url = `${sandbox.url(SOPHOS)}/partner/v1/tenants?page=2&pageSize=5`;
    expect((await ask(url)).status).toBe(403);
    const headers = { 'X-Partner-ID': data.partnerId };
    expect((await ask(url, headers)).body).toMatchObject({ pages: { current: 2, size: 5, maxSize: 100 } });
    const { body } = await ask(`${url}&pageTotal=true`, headers);
    expect(body).toMatchObject({ pages: { items: data.tenants.length } });
    for (const row of (body as { items: unknown[] }).items) sophosTenantSchema.parse(row);
  });

  test('have their API in their region', async () => {
    const [first] = await tenants();
    const headers = { 'X-Tenant-ID': first?.id ?? '' };
    expect((await ask(`${first?.apiHost}/endpoint/v1/endpoints`, headers)).status).toBe(200);
    const elsewhere = `${sandbox.url(SOPHOS)}/jp01/endpoint/v1/endpoints`;
    expect((await ask(elsewhere, headers)).status).toBe(404);
  });
});

describe('endpoints', () => {
  test('keys lead to the last one, whose page has none', async () => {
    const [first] = await tenants();
    const seen: string[] = [];
    let key: string | undefined = '';
    while (key !== undefined) {
      const url = `${first?.apiHost}/endpoint/v1/endpoints?pageSize=7&pageFromKey=${key}`;
      const { body } = await ask(url, { 'X-Tenant-ID': first?.id ?? '' });
      const page = body as { items: SophosEndpoint[]; pages: { nextKey?: string } };
      seen.push(...page.items.map(({ id }) => id));
      key = page.pages.nextKey;
    }
    expect(seen).toEqual(data.tenants[0]?.endpoints.map(({ id }) => id));
  });

  test('are of the shape that the sandbox says it sends, with unique ids', () => {
    const rows = data.tenants.flatMap(({ endpoints }) => endpoints);
    for (const row of rows) sophosEndpointSchema.parse(row);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test('of a tenant without a licence for them are refused', async () => {
    const refusing = data.tenants.find(({ isLicensed }) => !isLicensed);
    const listed = (await tenants()).find(({ id }) => id === refusing?.id);
    const headers = { 'X-Tenant-ID': refusing?.id ?? '' };
    expect((await ask(`${listed?.apiHost}/endpoint/v1/endpoints`, headers)).status).toBe(403);
  });
});
