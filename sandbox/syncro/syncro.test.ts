import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type SyncroAsset, type SyncroData, syncroOf } from './data.ts';
import { askSyncro } from './test-client.ts';

let sandbox: Sandbox;
let data: SyncroData;

beforeEach(async () => {
  sandbox = await startSandbox();
  data = syncroOf(sandbox.msp);
});
afterEach(() => sandbox.close());

test('another token is refused with 401', async () => {
  expect((await askSyncro(sandbox, '/customers', 'another')).status).toBe(401);
});

test('pages are numbered from 1 and say how many there are', async () => {
  const seen: SyncroAsset[] = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { body } = await askSyncro(sandbox, `/customer_assets?page=${page}`);
    const { assets, meta } = body as { assets: SyncroAsset[]; meta: { total_pages: number } };
    seen.push(...assets);
    pages = meta.total_pages;
  }
  expect(seen).toEqual(data.assets);
});

test('the odd cases are there', () => {
  expect(data.assets.some(({ properties }) => properties.kabuto_information === undefined)).toBe(true);
  expect(data.assets.some(({ asset_type }) => asset_type === 'Syncro Device')).toBe(true);
  expect(new Set(data.assets.map(({ id }) => id)).size).toBe(data.assets.length);
});
