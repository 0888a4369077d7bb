import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { gravityZoneOf } from '../../../sandbox/bitdefender-gravityzone/data.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { answer, type Script, startScriptedServer, testContext } from '../kit/scripted-server.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { endpointItem, licenseInfo } from './schema.ts';
import { toDevice, toLicense } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const COMPANY = '5c4280716c0318f3478b0100';
const fixture = (name: string) =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8'));

function device(details: Record<string, unknown> = {}) {
  const item = { id: 'e1', companyId: COMPANY, details: { managedWithBest: true, ...details } };
  return toDevice(endpointItem.parse(item));
}

function license(info: Record<string, unknown>) {
  return toLicense(licenseInfo.parse(info), COMPANY, 0);
}

describe('devices', () => {
  test('a machine with the agent, and one without', () => {
    const items = parseRows(endpointItem, fixture('inventory.json'), 'devices').records;
    const [laptop, server] = items.map(toDevice);
    expect(laptop).toEqual({
      externalId: '5c4280716c0318f3478b1001',
      companyExternalId: COMPANY,
      name: 'HARBOR-LT4',
      category: 'workstation',
      rawCategory: '1',
      osName: 'Windows 11 Pro',
      serialNumber: null,
      lastSeenAt: null,
      exclusion: null,
      rawStatus: 'managed',
    });
    expect(server).toMatchObject({ category: 'server', exclusion: 'uninstalled', rawStatus: 'not managed' });
  });

  test('a machine of which it is not said whether it has the agent is rejected', () => {
    const rows = [{ id: 'e1', companyId: COMPANY, details: { isManaged: true } }];
    const { rejected } = parseRows(endpointItem, rows, 'devices');
    expect(rejected[0]?.message).toContain('details.managedWithBest');
  });

  test.each<[string | null, DeviceCategory]>([
    ['Windows 11 Pro', 'workstation'],
    ['Microsoft Windows Server 2019 Standard', 'server'],
    ['macOS 15', 'workstation'],
    ['Mac OS X 10.15', 'workstation'],
    ['Ubuntu 24.04 LTS', 'other'],
    ['Red Hat Enterprise Linux Server', 'other'],
    ['', 'other'],
    [null, 'other'],
  ])('the system %s is %s', (operatingSystemVersion, category) => {
    expect(device({ operatingSystemVersion }).category).toBe(category);
  });

  test('a security server protects others and is no server of the client', () => {
    expect(device({ operatingSystemVersion: 'Windows Server 2022', securityServer: true }).category).toBe(
      'other',
    );
  });
});

describe('licences', () => {
  test('a yearly one has the seats that were bought', () => {
    expect(license(fixture('licenses.json').licensed)).toEqual({
      externalId: COMPANY,
      companyExternalId: COMPANY,
      skuId: 'gravityzone',
      skuName: 'GravityZone',
      partNumber: null,
      purchased: 45,
      assigned: 37,
      state: 'active',
      rawStatus: 'subscription type 2',
      isTrial: false,
      exclusion: null,
      term: 'licensed',
      termEndsAt: '2026-09-14T00:00:00.000Z',
    });
  });

  test('by the month, the seats in use are those that are billed, whatever is reserved', () => {
    expect(license(fixture('licenses.json').monthly)).toMatchObject({
      purchased: 37,
      assigned: 37,
      term: 'monthly subscription',
      termEndsAt: '2027-01-31T00:00:00.000Z',
    });
  });

  test.each([
    [1, 'active', true],
    [2, 'active', false],
    [3, 'active', false],
    [4, 'active', true],
    [5, 'active', true],
    [6, 'unknown', false],
    [7, 'unknown', false],
  ])('subscription type %i is %s, a trial: %s', (subscriptionType, state, isTrial) => {
    const info = { subscriptionType, usedSlots: 3, totalSlots: 5 };
    expect(license(info)).toMatchObject({
      state,
      isTrial,
      rawStatus: `subscription type ${subscriptionType}`,
    });
  });

  test('no number of seats is no licence of zero seats', () => {
    expect(license({ subscriptionType: 2, usedSlots: 3 })).toBeNull();
    expect(license({ subscriptionType: 3, totalSlots: 3 })).toBeNull();
  });

  test('an add-on is another product', () => {
    expect(license({ subscriptionType: 2, isAddon: true, totalSlots: 3 })?.skuId).toBe('gravityzone-add-on');
  });
});

describe('reading', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  test('a company whose licence is refused has failed, and is not taken for one without seats', async () => {
    const { companies, licenses } = gravityZoneOf(sandbox.msp);
    const refused = companies.filter(({ id }) => !licenses[id]);
    const { failedCompanies } = await readAll(openSession(subject, sandbox));
    expect(failedCompanies).toEqual(
      refused.map(({ id }) => ({
        companyExternalId: id,
        message: expect.stringContaining('refuses getLicenseInfo'),
      })),
    );
    expect(refused).toHaveLength(1);
  });

  test('licence keys are nowhere in what is delivered', async () => {
    const { companies, licenses } = gravityZoneOf(sandbox.msp);
    const [first] = companies;
    if (!first) throw new Error('the sandbox has no companies');
    Object.assign(licenses[first.id] ?? {}, { licenseKey: 'CANARY7', usedSlots: 'many' });
    const delivered = await readAll(openSession(subject, sandbox));
    expect(delivered.rejected).toHaveLength(1);
    expect(JSON.stringify(delivered)).not.toMatch(/CANARY7|GZKEY/);
  });

  test("machines of the key's own company, which no list names, are kept", async () => {
    const [stray] = gravityZoneOf(sandbox.msp).endpoints;
    if (!stray) throw new Error('the sandbox has no endpoints');
    stray.companyId = '5c42807ffffffffffffffff1';
    const { companies, devices } = await readAll(openSession(subject, sandbox));
    expect(companies.at(-1)).toMatchObject({
      externalId: stray.companyId,
      name: `Company ${stray.companyId}`,
    });
    expect(devices.find(({ externalId }) => externalId === stray.id)?.companyExternalId).toBe(
      stray.companyId,
    );
  });
});

describe('answers', () => {
  async function sessionAt(script: Script) {
    const server = await startScriptedServer(script);
    onTestFinished(() => server.close());
    const credentials = { baseUrl: `${server.url}/api`, apiKey: 's3cret-key' };
    return { server, session: subject.connector.open(credentials, testContext()) };
  }

  test("an error inside an answer of 200 is one, in GravityZone's words and without the key", async () => {
    const error = { code: -32_602, message: 'Invalid params', data: { details: 'No right for s3cret-key' } };
    const { server, session } = await sessionAt((response) => answer(response, { id: '1', error }));
    const thrown = await session.test().catch((caught: unknown) => caught);
    expect(thrown).toMatchObject({ code: 'vendor_error', message: expect.stringContaining('No right for') });
    expect((thrown as Error).message).not.toContain('s3cret');
    expect(server.requests).toHaveLength(1);
  });

  test('a licence may come in a list, with add-ons beside it', async () => {
    const info = { subscriptionType: 2, usedSlots: 3, totalSlots: 5 };
    const { session } = await sessionAt((response, _nth, { path: asked, body }) => {
      if (asked.endsWith('/licensing'))
        return answer(response, { id: '1', result: [info, { ...info, isAddon: true }] });
      const items = body.includes('companies') ? [{ id: COMPANY, name: 'Harbor', type: 1 }] : [];
      return answer(response, { id: '1', result: { items, total: items.length } });
    });
    const { licenses } = await readAll(session);
    expect(licenses.map(({ externalId, skuId }) => [externalId, skuId])).toEqual([
      [COMPANY, 'gravityzone'],
      [`${COMPANY}:1`, 'gravityzone-add-on'],
    ]);
  });
});
