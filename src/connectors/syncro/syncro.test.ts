import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { syncroOf } from '../../../sandbox/syncro/data.ts';
import { deliveryOf } from '../connector.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { answer, startScriptedServer, testContext } from '../kit/scripted-server.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { splitAssets } from './managed.ts';
import { assetRow, customerRow } from './schema.ts';
import { toCompany, toDevice } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const rows: unknown[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/assets.json'), 'utf8'),
);

function asset(changes: Record<string, unknown> = {}, kabuto: Record<string, unknown> = {}) {
  return { id: 7, customer_id: 3, properties: { kabuto_information: { x: 1, ...kabuto } }, ...changes };
}

function device(changes: Record<string, unknown> = {}, kabuto: Record<string, unknown> = {}) {
  return toDevice(assetRow.parse(asset(changes, kabuto)));
}

describe('devices', () => {
  test('a laptop with an agent; an asset without one is no device', () => {
    const { managed, rejected } = splitAssets(rows);
    expect(parseRows(assetRow, managed, 'devices').records.map(toDevice)).toEqual([
      {
        externalId: '4001',
        companyExternalId: '310',
        name: 'HARBOR-LT4',
        category: 'other',
        rawCategory: 'Syncro Device',
        osName: 'Windows 11 Pro',
        serialNumber: '5CG1234ABC',
        lastSeenAt: '2026-03-11T09:51:28.506Z',
        exclusion: null,
        rawStatus: null,
      },
    ]);
    expect(rejected).toEqual([]);
  });

  test('what the asset does not say, the agent does', () => {
    const general = { name: 'HARBOR-LT4', serial_number: '5CG1234ABC', form_factor: 'Laptop' };
    expect(device({ name: '', asset_serial: null }, { general })).toMatchObject({
      name: 'HARBOR-LT4',
      serialNumber: '5CG1234ABC',
      rawCategory: 'Laptop',
    });
    expect(device({ name: 'A', asset_serial: 'B', asset_type: 'C' }, { general })).toMatchObject({
      name: 'A',
      serialNumber: 'B',
      rawCategory: 'C',
    });
    expect(device()).toMatchObject({ name: 'Asset 7', serialNumber: null, rawCategory: null });
  });

  test('no category is made of a type that the MSP has named, so a filter by category is refused', () => {
    expect(device({ asset_type: 'Server' })).toMatchObject({ category: 'other', rawCategory: 'Server' });
    expect(deliveryOf(subject.connector, null).deviceCategories).toEqual([]);
  });

  test('when it was seen must be understood; an agent that never reported has not been seen', () => {
    const { rejected } = parseRows(assetRow, [asset({}, { last_synced_at: 'recently' })], 'devices');
    expect(rejected[0]?.message).toContain('last_synced_at');
    expect(device({}, { last_synced_at: null }).lastSeenAt).toBeNull();
  });
});

describe('which assets have an agent', () => {
  const sorted = (row: Record<string, unknown>) => {
    const { managed, rejected } = splitAssets([row]);
    return managed.length > 0 ? 'device' : (rejected[0]?.message ?? 'no device');
  };

  test.each([
    ['properties of its own only', { properties: { 'Model No.': 'X' } }],
    ['nothing from the agent', { properties: { kabuto_information: {} } }],
    ['null from the agent', { properties: { kabuto_information: null } }],
    ['no properties', { properties: null }],
    ['an empty store', { properties: {}, rmm_store: { id: 1, triggers: { x: 'false' }, general: {} } }],
  ])('one with %s has none', (_what, row) => {
    expect(sorted({ id: 7, customer_id: 3, ...row })).toBe('no device');
  });

  test('one with half the traces of an agent is reported, not left out silently', () => {
    const row = { id: 7, customer_id: 3, properties: {}, rmm_store: { general: { info: '{}' } } };
    expect(sorted(row)).toContain('no kabuto_information');
  });

  test('what the agent reports in a form that nobody knows is rejected, not left out', () => {
    const { managed } = splitAssets([asset({ properties: { kabuto_information: 'a text' } }), 'no row']);
    const { rejected } = parseRows(assetRow, managed, 'devices');
    expect(rejected.map(({ message }) => message.split(':')[0])).toEqual([
      'properties.kabuto_information',
      'the record',
    ]);
  });
});

test('a customer is called by its business, else by the person', () => {
  const nameOf = (row: Record<string, unknown>) => toCompany(customerRow.parse({ id: 3, ...row })).name;
  const fullname = 'Mei Okafor';
  expect(nameOf({ business_name: 'Harbor', business_then_name: 'Harbor', fullname })).toBe('Harbor');
  expect(nameOf({ business_name: '', business_then_name: fullname })).toBe(fullname);
  expect(nameOf({ business_name: null, fullname })).toBe(fullname);
  expect(nameOf({})).toBe('Customer 3');
});

describe('reading', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  test('a disabled customer is a company as long as assets of it report', async () => {
    const data = syncroOf(sandbox.msp);
    const disabled = data.customers.find((row) => row.disabled);
    const idsOf = async () =>
      (await readAll(openSession(subject, sandbox))).companies.map(({ externalId }) => externalId);
    expect((await idsOf()).filter((id) => id === String(disabled?.id))).toHaveLength(1);
    data.assets = data.assets.filter(({ customer_id }) => customer_id !== disabled?.id);
    expect(await idsOf()).not.toContain(String(disabled?.id));
  });

  test('a device whose customer nobody names is rejected, not lost', async () => {
    const data = syncroOf(sandbox.msp);
    const [first] = data.assets.filter(({ properties }) => properties.kabuto_information);
    if (!first) throw new Error('the sandbox has no device');
    first.customer_id = 999;
    const { devices, rejected } = await readAll(openSession(subject, sandbox));
    expect(devices.map(({ externalId }) => externalId)).not.toContain(String(first.id));
    expect(rejected).toMatchObject([{ message: 'customer_id: Syncro lists no customer 999' }]);
  });

  test('the test says how many customers the token sees', async () => {
    const listed = syncroOf(sandbox.msp).customers.filter(({ disabled }) => !disabled);
    expect(await openSession(subject, sandbox).test()).toBe(
      `Signed in to Syncro; the token sees ${listed.length} customers.`,
    );
  });
});

/** A session at a server with one customer, whose pages of assets are as given; a page behind the last is empty. */
async function openPages(pages: { assets: unknown; meta?: object }[]) {
  const server = await startScriptedServer((response, _nth, request) => {
    const url = new URL(request.path, 'http://syncro.test');
    if (url.pathname === '/api/v1/customers') {
      const meta = { total_pages: 1, total_entries: 1 };
      return answer(response, { customers: [{ id: 3, business_name: 'Harbor' }], meta });
    }
    return answer(response, pages[Number(url.searchParams.get('page')) - 1] ?? { assets: [] });
  });
  onTestFinished(() => server.close());
  const credentials = { baseUrl: server.url, apiToken: 'T0ken' };
  return { server, session: subject.connector.open(credentials, testContext()) };
}

test('assets that come without the number of pages are read to an empty page', async () => {
  const { session } = await openPages([{ assets: [asset({ id: 1 })] }, { assets: [asset({ id: 2 })] }]);
  expect((await readAll(session)).devices.map(({ externalId }) => externalId)).toEqual(['1', '2']);
});

test('a list that becomes shorter while it is read fails: a row may have slipped past', async () => {
  const { session } = await openPages([
    { assets: [asset({ id: 1 }), asset({ id: 2 })], meta: { total_pages: 2, total_entries: 4 } },
    { assets: [asset({ id: 4 })], meta: { total_pages: 2, total_entries: 3 } },
  ]);
  await expect(readAll(session)).rejects.toMatchObject({
    code: 'incomplete_listing',
    message: expect.stringContaining('shorter'),
  });
});

test('a row that moved to a page already read is missed, and the list fails', async () => {
  const meta = { total_pages: 2, total_entries: 4 };
  const { session } = await openPages([
    { assets: [asset({ id: 1 }), asset({ id: 2 })], meta },
    { assets: [asset({ id: 2 }), asset({ id: 3 })], meta },
  ]);
  await expect(readAll(session)).rejects.toMatchObject({ code: 'incomplete_listing' });
});

test.each([[{}], [{ assets: null }], [{ assets: {} }]])('%j is not taken for an empty list', async (body) => {
  const { session } = await openPages([body as { assets: unknown }]);
  await expect(readAll(session)).rejects.toMatchObject({ code: 'bad_response' });
});

test('the token is sent in a header, never in the address', async () => {
  const { server, session } = await openPages([]);
  await readAll(session);
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer T0ken',
    'Bearer T0ken',
  ]);
  for (const request of server.requests) expect(request.path).not.toContain('T0ken');
});
