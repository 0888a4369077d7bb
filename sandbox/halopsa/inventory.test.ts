import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { get, signIn } from '../server/test-client.ts';
import { type HaloInventory, haloInventoryOf } from './inventory-data.ts';
import { haloAssetSchema, haloLicenceSchema, haloUserSchema } from './inventory-schema.ts';

let sandbox: Sandbox;
let data: HaloInventory;
let token: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  data = haloInventoryOf(sandbox.msp);
  token = await signIn(sandbox, 'halopsa');
});
afterAll(() => sandbox.close());

async function countAt(list: string): Promise<number> {
  const url = `${sandbox.url('halopsa')}/api/${list}&pageinate=true&page_no=1&page_size=100`;
  return ((await get(url, token)).body as { record_count: number }).record_count;
}

test('rows are of the shapes that the sandbox says it sends, with unique ids', () => {
  for (const row of data.users) haloUserSchema.parse(row);
  for (const row of data.assets) haloAssetSchema.parse(row);
  for (const row of data.licences) haloLicenceSchema.parse(row);
  for (const rows of [data.users, data.assets, data.licences])
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test('inactive rows and service accounts come only when asked for', async () => {
  expect(await countAt('Asset?includeinactive=true')).toBe(data.assets.length);
  expect(await countAt('Asset?search=')).toBe(data.assets.filter(({ inactive }) => !inactive).length);
  expect(await countAt('Users?includeinactive=true&includeserviceaccount=true')).toBe(data.users.length);
  expect(await countAt('Users?includeinactive=true')).toBe(
    data.users.filter(({ isserviceaccount }) => !isserviceaccount).length,
  );
});

test('licences come by type, software licences where none is named', async () => {
  const ofType = (type: number) => data.licences.filter((row) => row.type === type).length;
  expect(await countAt('SoftwareLicence?includeinactive=true&licence_type=1')).toBe(ofType(1));
  expect(await countAt('SoftwareLicence?includeinactive=true')).toBe(ofType(0));
});
