import { expect, test } from 'vitest';
import { startTestInstance } from '../testing.ts';

const VIEW = { hidden: ['since'], widths: { product: 240 } };

test('a person’s view of a table is remembered for them, and for nobody else', async () => {
  const instance = await startTestInstance(new Map());
  const { workspaceId } = await instance.client();
  const anna = await instance.person('Anna', 'viewer', workspaceId);
  const bert = await instance.person('Bert', 'owner', workspaceId);
  const write = (body: unknown) => anna.request('PUT', '/api/v1/table-views/reconciliation', body);
  expect((await write({ hidden: [], widths: {} })).status).toBe(200);
  expect((await write(VIEW)).status).toBe(200);
  const viewsOf = async ({ request }: typeof anna) =>
    (await request('GET', '/api/v1/session')).body.tableViews;
  expect(await viewsOf(anna)).toEqual({ reconciliation: VIEW });
  expect(await viewsOf(bert)).toEqual({});
});

test('a view of no table, or with columns of no size, is refused', async () => {
  const { request } = await (await startTestInstance(new Map())).client();
  const statuses = await Promise.all([
    request('PUT', '/api/v1/table-views/nothing', VIEW),
    request('PUT', '/api/v1/table-views/mapped', { ...VIEW, widths: { product: 0 } }),
    request('PUT', '/api/v1/table-views/mapped', { ...VIEW, hidden: ['x'.repeat(41)] }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([400, 400, 400]);
});
