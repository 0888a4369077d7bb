import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type NCentralData, nCentralOf } from './data.ts';
import { nCentralCustomerSchema, nCentralDeviceSchema } from './schema.ts';
import { askNCentral, authenticate } from './test-client.ts';

let sandbox: Sandbox;
let data: NCentralData;

beforeAll(async () => {
  sandbox = await startSandbox();
  data = nCentralOf(sandbox.msp);
});
afterAll(() => sandbox.close());

type Page = { data: { deviceId: number }[]; totalItems: number; totalPages: number };
const devices = async (query: string) => (await askNCentral(sandbox, `/devices?${query}`)).body as Page;

test('another token is refused with 401, and so is the user token itself in place of one of an hour', async () => {
  expect((await authenticate(sandbox, 'another')).status).toBe(401);
  const headers = { authorization: `Bearer ${sandbox.credentials('n-central').apiToken}` };
  expect((await fetch(`${sandbox.url('n-central')}/api/devices`, { headers })).status).toBe(401);
});

describe('lists', () => {
  test('fifty rows unless asked for more, a thousand at most', async () => {
    expect((await devices('')).data).toHaveLength(50);
    expect((await askNCentral(sandbox, '/devices?pageSize=1001')).status).toBe(400);
  });

  test('pages lead to the last device, and then are empty', async () => {
    const seen: number[] = [];
    const { totalItems, totalPages } = await devices('pageSize=100');
    for (let page = 1; page <= totalPages; page += 1) {
      const { data: rows } = await devices(`pageSize=100&pageNumber=${page}`);
      seen.push(...rows.map(({ deviceId }) => deviceId));
    }
    expect(seen).toEqual(data.devices.map(({ deviceId }) => deviceId));
    expect(totalItems).toBe(data.devices.length);
    expect((await devices(`pageSize=100&pageNumber=${totalPages + 1}`)).data).toEqual([]);
  });

  test('a filter is refused rather than left unheeded', async () => {
    expect((await askNCentral(sandbox, '/devices?filterId=75')).status).toBe(400);
  });
});

describe('what it serves', () => {
  test('rows of the shapes that the sandbox says it sends, with unique ids', () => {
    for (const row of data.customers) nCentralCustomerSchema.parse(row);
    for (const row of data.devices) nCentralDeviceSchema.parse(row);
    expect(new Set(data.devices.map(({ deviceId }) => deviceId)).size).toBe(data.devices.length);
    expect(new Set(data.customers.map(({ customerId }) => customerId)).size).toBe(data.customers.length);
  });

  test('the odd cases are there', () => {
    const times = data.devices.map(({ lastApplianceCheckinTime }) => lastApplianceCheckinTime?.slice(-6));
    expect(times).toContain('-06:00');
    expect(times.some((end) => end?.endsWith('Z'))).toBe(true);
    expect(new Set(data.devices.map(({ deviceClass }) => deviceClass)).size).toBe(8);
    expect(data.devices.some(({ siteId }) => siteId !== null)).toBe(true);
    const customerIds = new Set(data.customers.map(({ customerId }) => customerId));
    expect(data.devices.filter(({ customerId }) => !customerIds.has(String(customerId)))).toHaveLength(1);
  });
});
