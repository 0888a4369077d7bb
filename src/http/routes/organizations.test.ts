import { expect, test } from 'vitest';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  device,
  line,
  scriptVendor,
  syncToEnd,
} from '../../sync/testing.ts';
import { startTestInstance, type TestClient } from '../testing.ts';

type Organization = { id: string; name: string; companies: { id: string; name: string }[] };

/** Two clients with a line each, mapped to their devices: 1 of Contoso, 2 of Contoso West. */
async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  psa.batches = [
    batch({
      companies: [company('1', 'Contoso'), company('2', 'Contoso West')],
      agreements: [agreement('a1', '1', [line('l1')]), agreement('a2', '2', [line('l2')])],
    }),
  ];
  rmm.batches = [
    batch({
      companies: [company('1', 'Contoso'), company('2', 'Contoso West')],
      devices: [device('d1', '1'), device('d2', '2'), device('d3', '2')],
    }),
  ];
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  const client = await instance.client();
  await syncToEnd(client, await connect(client, 'psa'));
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, rmmId);
  const { items: lines } = (await client.request('GET', '/api/v1/line-items')).body;
  for (const { id } of lines) {
    await client.request('PUT', `/api/v1/line-items/${id}/mapping`, {
      integrationId: rmmId,
      metric: 'devices',
      filter: {},
    });
  }
  const { items }: { items: Organization[] } = (await client.request('GET', '/api/v1/organizations')).body;
  const [main, west] = items as [Organization, Organization];
  return { client, main, west, rmmId };
}

/** What every line counts, by organization. */
async function counted({ request }: TestClient, query = '') {
  const { body } = await request('GET', `/api/v1/reconciliation${query}`);
  return body.items
    .map((row: { organizationName: string; counted: number }) => [row.organizationName, row.counted])
    .toSorted(([a, x]: [string, number], [b, y]: [string, number]) => a.localeCompare(b) || x - y);
}

const merge = (client: TestClient, from: string, intoOrganizationId: string) =>
  client.request('POST', `/api/v1/organizations/${from}/merge`, { intoOrganizationId });

test('a run of before a merge still tells the organization by its name', async () => {
  const { client, main, west } = await startScene();
  const { items } = (await client.request('GET', '/api/v1/reconciliation/runs')).body;
  await merge(client, west.id, main.id);
  expect(await counted(client)).toEqual([
    ['Contoso', 0],
    ['Contoso', 3],
  ]);
  expect(await counted(client, `?runId=${items[0].id}`)).toEqual([
    ['Contoso', 1],
    ['Contoso West', 2],
  ]);
});

test('a merge is taken back: the organization returns with its companies, and its counts with it', async () => {
  const { client, main, west } = await startScene();
  const before = await counted(client);
  await merge(client, west.id, main.id);
  expect((await client.request('GET', `/api/v1/organizations/${west.id}`)).status).toBe(404);
  const back = await client.request('POST', `/api/v1/organizations/${west.id}/unmerge`);
  expect(back).toMatchObject({ status: 200, body: { id: west.id, name: 'Contoso West' } });
  expect(back.body.companies).toHaveLength(2);
  expect(await counted(client)).toEqual(before);
  expect((await client.request('POST', `/api/v1/organizations/${west.id}/unmerge`)).status).toBe(404);
});

test('a company that was linked elsewhere after a merge stays there when the merge is taken back', async () => {
  const { client, main, west } = await startScene();
  await merge(client, west.id, main.id);
  const other = (await client.request('POST', '/api/v1/organizations', { name: 'Other' })).body;
  const [moved] = west.companies;
  await client.request('PUT', `/api/v1/companies/${moved?.id}/link`, { organizationId: other.id });
  const { body } = await client.request('POST', `/api/v1/organizations/${west.id}/unmerge`);
  expect(body.companies).toHaveLength(1);
});

test('a merge into an organization that has been removed since cannot be taken back', async () => {
  const { client, main, west } = await startScene();
  await merge(client, west.id, main.id);
  const other = (await client.request('POST', '/api/v1/organizations', { name: 'Other' })).body;
  await merge(client, main.id, other.id);
  expect((await client.request('POST', `/api/v1/organizations/${west.id}/unmerge`)).status).toBe(404);
  expect((await client.request('POST', `/api/v1/organizations/${main.id}/unmerge`)).status).toBe(200);
  expect((await client.request('POST', `/api/v1/organizations/${west.id}/unmerge`)).status).toBe(200);
});

test('companies split off take their lines with mapping and counts along', async () => {
  const { client, main, west } = await startScene();
  await merge(client, west.id, main.id);
  const companyIds = west.companies.map(({ id }) => id);
  const split = await client.request('POST', `/api/v1/organizations/${main.id}/split`, {
    name: 'Contoso Pacific',
    companyIds,
  });
  expect(split).toMatchObject({ status: 201, body: { name: 'Contoso Pacific', lineItems: 1 } });
  expect(await counted(client)).toEqual([
    ['Contoso', 1],
    ['Contoso Pacific', 2],
  ]);
});

test('a rule for some organizations goes on mapping the lines of a part that is split off', async () => {
  const { client, main, west, rmmId } = await startScene();
  await merge(client, west.id, main.id);
  const mapping = { integrationId: rmmId, metric: 'devices', filter: { categories: ['server'] } };
  await client.request('POST', '/api/v1/rules', {
    namePattern: 'Managed*',
    organizationIds: [main.id],
    mapping,
  });
  const companyIds = west.companies.map(({ id }) => id);
  const { body } = await client.request('POST', `/api/v1/organizations/${main.id}/split`, {
    name: 'Part',
    companyIds,
  });
  const [rule] = (await client.request('GET', '/api/v1/rules')).body.items;
  expect(rule.organizationIds.toSorted()).toEqual([main.id, body.id].toSorted());
});

test('a split takes companies of the organization only, and leaves it at least one', async () => {
  const { client, main, west } = await startScene();
  const split = (companyIds: unknown) =>
    client.request('POST', `/api/v1/organizations/${main.id}/split`, { name: 'Part', companyIds });
  const all = main.companies.map(({ id }) => id);
  const refusals = [await split(all), await split([west.companies[0]?.id]), await split([all[0], 'nobody'])];
  expect(refusals.map(({ status }) => status)).toEqual([422, 422, 422]);
  expect((await split([])).status).toBe(400);
  expect((await client.request('GET', '/api/v1/organizations')).body.total).toBe(2);
});
