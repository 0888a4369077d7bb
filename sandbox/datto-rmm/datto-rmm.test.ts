import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { get } from '../server/test-client.ts';
import { type DattoData, dattoOf } from './data.ts';
import { dattoDeviceSchema, dattoSiteSchema } from './schema.ts';
import { askDatto, askToken } from './test-client.ts';

let sandbox: Sandbox;
let data: DattoData;

beforeAll(async () => {
  sandbox = await startSandbox();
  data = dattoOf(sandbox.msp);
});
afterAll(() => sandbox.close());

type SitePage = {
  pageDetails: { count: number; totalCount: number; prevPageUrl: string; nextPageUrl: string };
  sites: { uid: string; devicesStatus: { numberOfDevices: number } }[];
};
const sites = async (path: string) => (await askDatto(sandbox, path)).body as SitePage;

describe('signing in', () => {
  test('a token lasts a hundred hours', async () => {
    expect((await askToken(sandbox)).body).toMatchObject({ expires_in: 360_000 });
  });

  test.each([
    ['a wrong secret', { password: 'wrong' }, 400],
    ['another key', { username: 'SOMEONE' }, 400],
    ['another grant', { grant_type: 'client_credentials' }, 400],
  ])('%s is refused', async (_case, changed, status) => {
    expect((await askToken(sandbox, changed)).status).toBe(status);
  });

  test('another client than the public one is refused, and so is a request without a token', async () => {
    expect((await askToken(sandbox, {}, 'someone:else')).status).toBe(401);
    expect((await get(`${sandbox.url('datto-rmm')}/api/v2/account`)).status).toBe(401);
  });
});

describe('lists', () => {
  test('addresses lead to the last site, whose page has an empty one', async () => {
    const seen: string[] = [];
    let next = '/account/sites?max=10';
    while (next !== '') {
      const page = await sites(next);
      seen.push(...page.sites.map(({ uid }) => uid));
      expect(page.pageDetails).toMatchObject({ count: page.sites.length, totalCount: data.sites.length });
      next = page.pageDetails.nextPageUrl;
    }
    expect(seen).toEqual(data.sites.map(({ uid }) => uid));
  });

  test('more than 250 rows a page are refused', async () => {
    expect((await askDatto(sandbox, '/account/sites?max=251')).status).toBe(400);
  });

  test('a site that does not exist is not found', async () => {
    for (const path of ['/site/nowhere', '/site/nowhere/devices'])
      expect((await askDatto(sandbox, path)).status).toBe(404);
  });
});

describe('what it serves', () => {
  test('rows of the shapes that the sandbox says it sends, with unique ids', async () => {
    for (const row of (await sites('/account/sites')).sites) dattoSiteSchema.parse(row);
    for (const row of data.devices) dattoDeviceSchema.parse(row);
    for (const rows of [data.sites, data.devices])
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test('the account, a site and its list agree on the number of devices', async () => {
    const { sites: rows } = await sites('/account/sites');
    const numbers = rows.map((site) => site.devicesStatus.numberOfDevices);
    expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(data.devices.length);
    const { body } = await askDatto(sandbox, '/account');
    expect(body).toMatchObject({ devicesStatus: { numberOfDevices: data.devices.length } });
  });

  test('the odd cases are there', () => {
    const some = (what: (row: DattoData['devices'][number]) => boolean) => data.devices.some(what);
    expect(some(({ deleted }) => deleted)).toBe(true);
    expect(some(({ suspended }) => suspended)).toBe(true);
    expect(some(({ lastSeen, online }) => lastSeen !== null && !online)).toBe(true);
    expect(some(({ deviceType }) => deviceType.category === null)).toBe(true);
    expect(data.sites.some(({ onDemand }) => onDemand)).toBe(true);
    expect(new Set(data.devices.map(({ deviceClass }) => deviceClass))).toEqual(
      new Set(['device', 'printer', 'esxihost', 'rmmnetworkdevice']),
    );
  });
});
