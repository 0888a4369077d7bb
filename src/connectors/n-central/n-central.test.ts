import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nCentralOf } from '../../../sandbox/n-central/data.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { answer, type ScriptedServer, startScriptedServer, testContext } from '../kit/scripted-server.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { deviceRow } from './schema.ts';
import { toDevice } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const rows: unknown[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/devices.json'), 'utf8'),
);

describe('devices', () => {
  const device = (changes: Record<string, unknown>) =>
    toDevice(deviceRow.parse({ deviceId: 1, customerId: 2, ...changes }));

  test('a laptop at a site is of the customer, and its moment with an offset is read', () => {
    const [laptop, firewall] = parseRows(deviceRow, rows, 'devices').records.map(toDevice);
    expect(laptop).toEqual({
      externalId: '1299930810',
      companyExternalId: '151',
      name: 'HARBOR-LT4',
      category: 'laptop',
      rawCategory: 'Laptop - Windows',
      osName: 'Microsoft Windows 11 Professional x64 Edition',
      serialNumber: null,
      lastSeenAt: '2026-03-11T09:51:28.506Z',
      exclusion: null,
      rawStatus: null,
    });
    expect(firewall).toMatchObject({
      name: 'HARBOR-FIREWALL1',
      category: 'network',
      osName: 'Other',
      lastSeenAt: null,
    });
  });

  test.each<[string | null, DeviceCategory]>([
    ['Laptop - Windows', 'laptop'],
    ['Workstations - Windows', 'workstation'],
    ['Workstations - Mac', 'workstation'],
    ['Servers - Windows', 'server'],
    ['Servers - Linux', 'server'],
    ['Servers - ESXi', 'hypervisor'],
    ['Servers - Management Interface', 'other'],
    ['Switch/Router', 'network'],
    ['Printer', 'printer'],
    ['Servers', 'other'],
    ['Quantum - Servers', 'other'],
    [null, 'other'],
  ])('device class %s is %s', (deviceClass, category) => {
    expect(device({ deviceClass })).toMatchObject({ category, rawCategory: deviceClass });
  });

  test('the label stands in for a device class that is missing', () => {
    expect(device({ deviceClassLabel: 'Printer' })).toMatchObject({
      category: 'printer',
      rawCategory: 'Printer',
    });
  });
});

describe('reading', () => {
  test('devices of the service organization itself are of a company of their own', async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const { devices, companies } = await readAll(openSession(subject, sandbox));
    const own = devices.filter(({ companyExternalId }) => companyExternalId === '50');
    expect(own.map(({ name }) => name)).toEqual(['NORTHWIND-PROBE']);
    expect(companies.filter(({ externalId }) => externalId === '50')).toMatchObject([
      { name: 'Northwind IT' },
    ]);
    expect(companies).toHaveLength(nCentralOf(sandbox.msp).customers.length + 1);
  });

  const SEEN = { customerId: 7, lastApplianceCheckinTime: '2026-03-11T09:51:28Z' };
  const TOKENS = { tokens: { access: { token: 'token-of-an-hour', expirySeconds: 3600 } } };

  /** @param page what the device list answers to a page */
  async function serve(page: (number: number) => object): Promise<ScriptedServer> {
    const server = await startScriptedServer((response, _nth, request) => {
      const url = new URL(request.path, 'http://x');
      if (url.pathname.startsWith('/api/auth')) return answer(response, TOKENS);
      if (url.pathname === '/api/customers') return answer(response, { data: [], totalItems: 0 });
      return answer(response, page(Number(url.searchParams.get('pageNumber'))));
    });
    onTestFinished(() => server.close());
    return server;
  }

  async function readFrom(page: (number: number) => object) {
    const server = await serve(page);
    const credentials = { baseUrl: server.url, apiToken: 'canary-token' };
    return readAll(subject.connector.open(credentials, testContext()));
  }

  test.each([
    ['an error with its status', { status: 500, message: 'DMS says no to canary-token', data: [] }],
    ['an error without one', { errorMessage: 'DMS says no to canary-token' }],
  ])('%s inside a success is an error, in words without the secret', async (_case, body) => {
    const reading = readFrom(() => body);
    await expect(reading).rejects.toMatchObject({
      code: 'vendor_error',
      message: expect.stringMatching(/DMS says no/),
    });
    await expect(reading).rejects.not.toMatchObject({ message: expect.stringContaining('canary') });
  });

  test('something else than a list is said to be none', async () => {
    await expect(readFrom(() => ({ version: '2026.1' }))).rejects.toMatchObject({ code: 'bad_response' });
  });

  test('a list with fewer rows than it says is incomplete', async () => {
    const pages = (number: number) => ({
      data: number === 1 ? [{ deviceId: 1, ...SEEN }] : [],
      totalItems: 2,
    });
    await expect(readFrom(pages)).rejects.toMatchObject({ code: 'incomplete_listing' });
  });

  test('a list that becomes shorter while it is read may have lost a row between pages', async () => {
    const pages = (number: number) => ({
      data: [{ deviceId: number, ...SEEN }],
      totalItems: number === 1 ? 5 : 4,
    });
    await expect(readFrom(pages)).rejects.toMatchObject({ code: 'incomplete_listing' });
  });

  test('without a number of rows, an empty page ends the list', async () => {
    const pages = (number: number) => ({ data: number < 3 ? [{ deviceId: number, ...SEEN }] : [] });
    expect((await readFrom(pages)).devices).toHaveLength(2);
  });

  test('a server that never says when devices were seen is too old, not one of devices never seen', async () => {
    const pages = () => ({ data: [{ deviceId: 1, customerId: 7 }], totalItems: 1 });
    await expect(readFrom(pages)).rejects.toMatchObject({
      code: 'bad_response',
      message: expect.stringContaining('2025.3.1.9'),
    });
  });

  test('the sign-in sends the token, and nothing but it', async () => {
    const server = await serve(() => ({ data: [], totalItems: 0 }));
    await subject.connector.open({ baseUrl: server.url, apiToken: 'the-jwt' }, testContext()).test();
    const [signIn, list] = server.requests;
    expect([signIn?.method, signIn?.body, signIn?.headers.authorization]).toEqual([
      'POST',
      '',
      'Bearer the-jwt',
    ]);
    expect(list?.headers.authorization).toBe('Bearer token-of-an-hour');
  });
});
