import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type SyncroData, syncroOf } from './data.ts';
import { syncroAssetSchema, syncroCustomerSchema } from './schema.ts';
import { askSyncro } from './test-client.ts';

let sandbox: Sandbox;
let data: SyncroData;

beforeAll(async () => {
  sandbox = await startSandbox();
  data = syncroOf(sandbox.msp);
});
afterAll(() => sandbox.close());

type Page = {
  customers?: { id: number }[];
  assets?: { id: number }[];
  meta: { total_pages: number; total_entries: number; page: number };
};
const pageAt = async (path: string) => (await askSyncro(sandbox, path)).body as Page;

test('another token is refused with 401', async () => {
  expect((await askSyncro(sandbox, '/customers', 'another')).status).toBe(401);
});

describe('lists', () => {
  test('pages of 25 lead to the last asset, and one behind it is empty', async () => {
    const seen: number[] = [];
    const { meta } = await pageAt('/customer_assets');
    for (let page = 1; page <= meta.total_pages; page += 1) {
      const { assets = [] } = await pageAt(`/customer_assets?page=${page}`);
      seen.push(...assets.map(({ id }) => id));
    }
    expect(seen).toEqual(data.assets.map(({ id }) => id));
    expect(meta).toMatchObject({ total_entries: seen.length, total_pages: Math.ceil(seen.length / 25) });
    expect((await pageAt(`/customer_assets?page=${meta.total_pages + 1}`)).assets).toEqual([]);
  });

  test('disabled customers are listed when they are asked for', async () => {
    const all = (await pageAt('/customers?include_disabled=true')).meta.total_entries;
    expect(all).toBe(data.customers.length);
    expect((await pageAt('/customers')).meta.total_entries).toBe(all - 1);
  });
});

describe('what it serves', () => {
  test('rows of the shapes that the sandbox says it sends, with unique ids', () => {
    for (const row of data.customers) syncroCustomerSchema.parse(row);
    for (const row of data.assets) syncroAssetSchema.parse(row);
    for (const rows of [data.customers, data.assets])
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test('the odd cases are there', () => {
    const some = (what: (row: SyncroData['assets'][number]) => boolean) => data.assets.some(what);
    expect(some(({ customer_id }) => customer_id === null)).toBe(true);
    expect(some(({ customer }) => customer?.disabled === true)).toBe(true);
    expect(
      some(({ asset_type, properties }) => asset_type === 'Printer' && !properties.kabuto_information),
    ).toBe(true);
    expect(some(({ asset_type }) => asset_type === 'Client PC')).toBe(true);
    expect(data.customers.some(({ business_name }) => business_name === null)).toBe(true);
  });
});
