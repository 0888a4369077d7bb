import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type Answer, answerOf } from '../server/test-client.ts';
import { GRAVITYZONE, type GravityZoneData, gravityZoneOf } from './data.ts';
import { gzCompanySchema, gzEndpointSchema, gzLicenseSchema } from './schema.ts';

let sandbox: Sandbox;
let data: GravityZoneData;

beforeAll(async () => {
  sandbox = await startSandbox();
  data = gravityZoneOf(sandbox.msp);
});
afterAll(() => sandbox.close());

async function call(service: string, method: string, params: object, apiKey?: string): Promise<Answer> {
  const { baseUrl, apiKey: right } = sandbox.credentials(GRAVITYZONE);
  const basic = Buffer.from(`${apiKey ?? right}:`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ id: '7', jsonrpc: '2.0', method, params });
  return answerOf(await fetch(`${baseUrl}/v1.0/jsonrpc/${service}`, { method: 'POST', headers, body }));
}

type Page = { total: number; pagesCount: number; items: { id: string }[] };
async function items(params: object): Promise<Page> {
  const { body } = await call('network', 'getNetworkInventoryItems', params);
  return (body as { result: Page }).result;
}

describe('calls', () => {
  test('another key is refused with 401', async () => {
    expect((await call('network', 'getNetworkInventoryItems', {}, 'another')).status).toBe(401);
  });

  test('an unknown method, and more than a hundred items a page, are errors inside an answer of 200', async () => {
    const unknown = await call('network', 'getEverything', {});
    expect([unknown.status, unknown.body]).toMatchObject([200, { id: '7', error: { code: -32_601 } }]);
    const tooMany = await call('network', 'getNetworkInventoryItems', { perPage: 101 });
    expect([tooMany.status, tooMany.body]).toMatchObject([200, { error: { code: -32_602 } }]);
  });
});

describe('the inventory', () => {
  const depth = { allItemsRecursively: true };

  test('has what is asked for, and machines only in depth', async () => {
    expect((await items({ filters: { type: { companies: true }, depth } })).total).toBe(
      data.companies.length,
    );
    const machines = { computers: true, virtualMachines: true };
    expect((await items({ filters: { type: machines } })).total).toBe(0);
    expect((await items({ filters: { type: machines, depth } })).total).toBe(data.endpoints.length);
    expect((await items({ filters: { type: { computers: true }, depth } })).total).toBe(
      data.endpoints.filter(({ type }) => type === 5).length,
    );
  });

  test('comes by the page', async () => {
    const filters = { type: { computers: true, virtualMachines: true }, depth };
    const seen: string[] = [];
    for (let page = 1; seen.length < data.endpoints.length; page += 1)
      seen.push(...(await items({ filters, page, perPage: 100 })).items.map(({ id }) => id));
    expect(seen).toEqual(data.endpoints.map(({ id }) => id));
  });

  test('is of the shapes that the sandbox says it sends, with unique ids and machines without an agent', () => {
    for (const row of data.companies) gzCompanySchema.parse(row);
    for (const row of data.endpoints) gzEndpointSchema.parse(row);
    for (const rows of [data.companies, data.endpoints])
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(data.endpoints.some(({ details }) => !details.managedWithBest)).toBe(true);
  });
});

describe('licences', () => {
  test('are told company by company, of several kinds', async () => {
    for (const row of Object.values(data.licenses)) gzLicenseSchema.parse(row);
    const [companyId = ''] = Object.keys(data.licenses);
    const { body } = await call('licensing', 'getLicenseInfo', { companyId });
    expect(body).toEqual({ id: '7', jsonrpc: '2.0', result: data.licenses[companyId] });
    expect(new Set(Object.values(data.licenses).map(({ subscriptionType }) => subscriptionType))).toEqual(
      new Set([1, 2, 3]),
    );
  });

  test('of a company that has none are refused', async () => {
    const { body } = await call('licensing', 'getLicenseInfo', { companyId: 'nobody' });
    expect(body).toMatchObject({ error: { data: { details: expect.stringContaining('no license') } } });
  });
});
