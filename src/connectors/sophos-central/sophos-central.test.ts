import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { sophosOf } from '../../../sandbox/sophos-central/data.ts';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { answer, type Script, startScriptedServer, testContext } from '../kit/scripted-server.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { endpointRow } from './schema.ts';
import { toDevice } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const TENANT = 'ceddc646-43b2-4b9f-835a-d1ecb9af8253';
const rows: unknown[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/endpoints.json'), 'utf8'),
);

function device(changes: Record<string, unknown> = {}) {
  return toDevice(endpointRow.parse({ id: 'e1', ...changes }), TENANT);
}

describe('devices', () => {
  test('endpoints', () => {
    const [laptop, server] = parseRows(endpointRow, rows, 'devices').records.map((row) =>
      toDevice(row, TENANT),
    );
    expect(laptop).toEqual({
      externalId: '5f9b3c1e-7d2a-4b6f-8a10-2c3d4e5f6a7b',
      companyExternalId: TENANT,
      name: 'HARBOR-LT4',
      category: 'workstation',
      rawCategory: 'computer',
      osName: 'Windows 11 Pro',
      serialNumber: null,
      lastSeenAt: '2026-03-08T17:27:32.059Z',
      exclusion: null,
      rawStatus: 'suspicious',
    });
    expect(server).toMatchObject({ category: 'server', rawCategory: 'server', lastSeenAt: null });
  });

  test.each<[string | null, boolean | null, DeviceCategory]>([
    ['computer', false, 'workstation'],
    ['computer', null, 'workstation'],
    ['computer', true, 'server'],
    ['server', true, 'server'],
    ['server', null, 'server'],
    ['securityVm', true, 'other'],
    ['quantumToaster', false, 'other'],
    [null, true, 'server'],
    [null, false, 'workstation'],
    [null, null, 'other'],
  ])('type %s with isServer %s is %s', (type, isServer, category) => {
    expect(device({ type, os: { isServer } })).toMatchObject({ category, rawCategory: type });
  });
});

describe('tenants', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  test('one that refuses, or has no API, fails by itself and is not taken for empty', async () => {
    const { tenants } = sophosOf(sandbox.msp);
    const refusing = tenants.find(({ isLicensed }) => !isLicensed);
    const inactive = tenants.find(({ status }) => status === 'inactive');
    const { companies, devices, failedCompanies } = await readAll(openSession(subject, sandbox));
    expect(companies).toHaveLength(tenants.length);
    expect(devices.length).toBeGreaterThan(100);
    expect(failedCompanies).toEqual([
      { companyExternalId: refusing?.id, message: expect.stringContaining('403') },
      { companyExternalId: inactive?.id, message: expect.stringContaining('no API address') },
    ]);
  });

  test('an endpoint that is in the list of another tenant is rejected', async () => {
    const [own, other] = sophosOf(sandbox.msp).tenants;
    const stray = own?.endpoints[0];
    if (!stray || !other) throw new Error('the sandbox has no endpoints');
    stray.tenant.id = other.id;
    const { devices, rejected } = await readAll(openSession(subject, sandbox));
    expect(rejected).toEqual([
      expect.objectContaining({ kind: 'devices', message: expect.stringContaining(other.id) }),
    ]);
    expect(devices.map(({ externalId }) => externalId)).not.toContain(stray.id);
  });

  test('the test says how many there are', async () => {
    const { tenants } = sophosOf(sandbox.msp);
    expect(await openSession(subject, sandbox).test()).toBe(
      `Signed in to Sophos Central as partner; it has ${tenants.length} tenants.`,
    );
  });
});

describe('other accounts', () => {
  async function sessionAt(who: object, script: Script = () => undefined) {
    const server = await startScriptedServer((response, nth, request) => {
      if (request.path.startsWith('/api/v2/oauth2/token')) return answer(response, { access_token: 't0ken' });
      if (request.path === '/whoami/v1') return answer(response, who);
      return script(response, nth, request);
    });
    onTestFinished(() => server.close());
    const credentials = { baseUrl: server.url, clientId: 'c', clientSecret: 's3cret' };
    return { server, session: subject.connector.open(credentials, testContext()) };
  }

  test('an organization lists its tenants under its own name', async () => {
    const who = { id: 'o1', idType: 'organization' };
    const { server, session } = await sessionAt(who, (response) =>
      answer(response, { items: [], pages: { total: 0, items: 0 } }),
    );
    expect((await readAll(session)).companies).toEqual([]);
    const asked = server.requests.find(({ path: asking }) => asking.startsWith('/organization/v1/tenants?'));
    expect(asked?.headers['x-organization-id']).toBe('o1');
  });

  test('one tenant is read at the API that it is told', async () => {
    const server = await startScriptedServer((response, _nth, request) => {
      if (request.path === '/api/v2/oauth2/token') return answer(response, { access_token: 't0ken' });
      if (request.path === '/whoami/v1')
        return answer(response, {
          id: TENANT,
          idType: 'tenant',
          apiHosts: { dataRegion: `http://${request.headers.host}/us03` },
        });
      return answer(response, { items: rows, pages: { size: 50 } });
    });
    onTestFinished(() => server.close());
    const credentials = { baseUrl: server.url, clientId: 'c', clientSecret: 's3cret' };
    const { companies, devices } = await readAll(subject.connector.open(credentials, testContext()));
    expect(companies).toEqual([
      { externalId: TENANT, name: `Tenant ${TENANT}`, domains: [], tenantId: null },
    ]);
    expect(devices).toHaveLength(2);
    expect(server.requests.at(-1)?.path).toMatch(/^\/us03\/endpoint\/v1\/endpoints\?/);
    expect(server.requests.at(-1)?.headers['x-tenant-id']).toBe(TENANT);
  });

  test('a kind of account that nobody knows is said to be one', async () => {
    const { session } = await sessionAt({ id: 'x', idType: 'galaxy' });
    await expect(readAll(session)).rejects.toMatchObject({
      code: 'bad_response',
      message: expect.stringContaining('galaxy'),
    });
  });

  test("an API at an address that is not Sophos's gets no token", async () => {
    const foreign = await startScriptedServer((response) => answer(response, { items: [], pages: {} }));
    onTestFinished(() => foreign.close());
    const { session } = await sessionAt({ id: 'p', idType: 'partner', apiHosts: { global: foreign.url } });
    await expect(readAll(session)).rejects.toMatchObject({ code: 'bad_response' });
    expect(foreign.requests).toEqual([]);
  });
});
