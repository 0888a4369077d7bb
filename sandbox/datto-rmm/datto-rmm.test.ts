import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type DattoData, dattoOf } from './data.ts';
import { type DattoSite, dattoDeviceSchema, dattoSiteSchema } from './schema.ts';
import { askDatto, signInToDatto } from './test-client.ts';

let sandbox: Sandbox;
let data: DattoData;

beforeEach(async () => {
  sandbox = await startSandbox();
  data = dattoOf(sandbox.msp);
});
afterEach(() => sandbox.close());

type Page = {
  pageDetails: { totalCount: number; nextPageUrl: string };
  devices?: object[];
  sites?: object[];
};
const page = async (path: string) => (await askDatto(sandbox, path)).body as Page;

test('another secret mints no token, and without a token nothing is told', async () => {
  expect((await signInToDatto(sandbox, 'another')).status).toBe(400);
  expect((await askDatto(sandbox, '/v2/account', 'no-token')).status).toBe(401);
});

describe('lists', () => {
  test('addresses lead through all pages; after the last it is empty', async () => {
    const seen: unknown[] = [];
    let path = '/v2/account/devices?max=250';
    for (;;) {
      const { pageDetails, devices = [] } = await page(path);
      expect(pageDetails.totalCount).toBe(data.devices.length);
      seen.push(...devices);
      if (pageDetails.nextPageUrl === '') break;
      path = pageDetails.nextPageUrl.split('/api')[1] ?? '';
    }
    expect(seen).toEqual(data.devices);
  });

  test('a site is said to have as many devices as are listed of it', async () => {
    for (const site of (await page('/v2/account/sites?max=250')).sites as DattoSite[]) {
      const own = (await page(`/v2/site/${site.uid}/devices`)).pageDetails.totalCount;
      expect(own).toBe(site.devicesStatus.numberOfDevices);
    }
  });
});

describe('what it serves', () => {
  test('rows of the shapes that the sandbox says it sends, with unique ids', async () => {
    for (const site of (await page('/v2/account/sites?max=250')).sites ?? []) dattoSiteSchema.parse(site);
    for (const row of data.devices) dattoDeviceSchema.parse(row);
    expect(new Set(data.devices.map(({ uid }) => uid)).size).toBe(data.devices.length);
  });

  test('the odd cases are there', () => {
    expect(new Set(data.devices.map(({ deleted }) => deleted))).toEqual(new Set([true, false]));
    const categories = new Set(data.devices.map(({ deviceType }) => deviceType?.category));
    for (const category of ['Desktop', 'desktop', 'Laptop', 'Server']) expect(categories).toContain(category);
  });
});
