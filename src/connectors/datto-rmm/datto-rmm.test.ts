import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { dattoOf } from '../../../sandbox/datto-rmm/data.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { answer, type Script, startScriptedServer, testContext } from '../kit/scripted-server.ts';
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

function device(changes: Record<string, unknown> = {}) {
  return toDevice(deviceRow.parse({ id: 7, ...changes }), 'site-1');
}

describe('devices', () => {
  const records = parseRows(deviceRow, rows, 'devices').records.map((row) => toDevice(row, 'site-1'));

  test('a laptop: milliseconds become a time', () => {
    expect(records[0]).toEqual({
      externalId: '41001',
      companyExternalId: 'site-1',
      name: 'HARBOR-LT4',
      category: 'laptop',
      rawCategory: 'Laptop',
      osName: 'Microsoft Windows 11 Pro 10.0.22631',
      serialNumber: null,
      lastSeenAt: '2026-03-11T09:51:28.506Z',
      exclusion: null,
      rawStatus: 'online',
    });
  });

  test('a switch, of which Datto knows little', () => {
    expect(records[1]).toMatchObject({
      category: 'network',
      rawCategory: 'rmmnetworkdevice',
      osName: null,
      lastSeenAt: null,
      exclusion: null,
      rawStatus: null,
    });
  });

  test('a deleted device is excluded, whatever else is said of it', () => {
    expect(records[2]).toMatchObject({ category: 'server', exclusion: 'deleted', rawStatus: 'deleted' });
  });

  test('a suspended device still counts, and says so', () => {
    expect(device({ suspended: true, online: true })).toMatchObject({
      exclusion: null,
      rawStatus: 'suspended',
    });
    expect(device({ online: false })).toMatchObject({ exclusion: null, rawStatus: 'offline' });
  });

  test('whether a device is deleted, and when it was seen, must be understood', () => {
    for (const changes of [{ deleted: 'perhaps' }, { lastSeen: 'recently' }, { lastSeen: 9e15 }]) {
      const { rejected } = parseRows(deviceRow, [{ id: 7, ...changes }], 'devices');
      expect(rejected[0]?.message).toContain(Object.keys(changes)[0]);
    }
  });

  test('a time is also read as the document says, and 0 is none', () => {
    expect(device({ lastSeen: '2026-03-11T09:51:28Z' }).lastSeenAt).toBe('2026-03-11T09:51:28.000Z');
    for (const lastSeen of [0, null, undefined, '']) expect(device({ lastSeen }).lastSeenAt).toBeNull();
  });

  test.each<[string | null, string | null, DeviceCategory, string | null]>([
    ['device', 'Desktop', 'desktop', 'Desktop'],
    ['device', 'LAPTOP', 'laptop', 'LAPTOP'],
    ['device', 'server', 'server', 'server'],
    [null, 'Server', 'server', 'Server'],
    ['unknown', 'Printer', 'printer', 'Printer'],
    ['unknown', 'Network', 'network', 'Network'],
    ['unknown', 'ESXi', 'hypervisor', 'ESXi'],
    ['esxihost', 'Server', 'hypervisor', 'esxihost'],
    ['RmmNetworkDevice', 'Printer', 'network', 'RmmNetworkDevice'],
    ['printer', null, 'printer', 'printer'],
    ['device', 'Smartphone', 'other', 'Smartphone'],
    ['device', null, 'other', 'device'],
    [null, null, 'other', null],
  ])('class %s with category %s is %s', (deviceClass, word, category, rawCategory) => {
    expect(device({ deviceClass, deviceType: { category: word } })).toMatchObject({ category, rawCategory });
  });
});

describe('reading', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  test('every site is a company, those without devices too', async () => {
    const { companies } = await readAll(openSession(subject, sandbox));
    expect(companies.map(({ externalId }) => externalId).sort()).toEqual(
      dattoOf(sandbox.msp)
        .sites.map(({ uid }) => uid)
        .sort(),
    );
  });

  test('the test says whose account it is and how many devices are in it', async () => {
    const { account, devices } = dattoOf(sandbox.msp);
    expect(await openSession(subject, sandbox).test()).toBe(
      `Signed in to Datto RMM, account ${account.name}; it has ${devices.length} devices.`,
    );
  });

  test('a refusal with 403 names both causes and is not tried again', async () => {
    sandbox.setFault('datto-rmm', { kind: 'status', status: 403, path: '/account/sites' });
    await expect(readAll(openSession(subject, sandbox))).rejects.toThrow(/security level.*five minutes/);
    const asked = sandbox.requests('datto-rmm').filter(({ path: address }) => address.includes('sites'));
    expect(asked).toHaveLength(1);
  });
});

type Answers = Record<string, { status?: number; body: unknown }>;

/** A session at a server that has one site, "s1", and answers as given. */
async function openScripted(answers: Answers) {
  const script: Script = (response, _nth, request) => {
    const known = answers[request.path.split('?')[0] ?? ''];
    if (request.path === '/auth/oauth/token') return answer(response, { access_token: 'a-token' });
    return answer(response, known?.body ?? {}, known?.status ?? (known ? 200 : 404));
  };
  const server = await startScriptedServer(script);
  onTestFinished(() => server.close());
  const credentials = { baseUrl: server.url, apiKey: 'key', apiSecret: 's3cret' };
  return { server, session: subject.connector.open(credentials, testContext()) };
}

const site = (numberOfDevices: number | null) => ({
  uid: 's1',
  name: 'Main',
  devicesStatus: { numberOfDevices },
});
const listOf = (key: string, list: object[]) => ({
  body: { pageDetails: { count: list.length, totalCount: list.length, nextPageUrl: '' }, [key]: list },
});
const SITES = '/api/v2/account/sites';
const DEVICES = '/api/v2/site/s1/devices';

describe('a site whose list has fewer rows than it has devices', () => {
  test('is not known, rather than counted short', async () => {
    const { session } = await openScripted({
      [SITES]: listOf('sites', [site(3)]),
      [DEVICES]: listOf('devices', [{ id: 1 }, { id: 2 }]),
      '/api/v2/site/s1': { body: site(3) },
    });
    const { devices, failedCompanies } = await readAll(session);
    expect(devices).toEqual([]);
    expect(failedCompanies).toEqual([
      { companyExternalId: 's1', message: 'Datto RMM says that the site has 3 devices, but lists 2.' },
    ]);
  });

  test('is known where a device has left since the sites were listed', async () => {
    const { session } = await openScripted({
      [SITES]: listOf('sites', [site(3)]),
      [DEVICES]: listOf('devices', [{ id: 1 }, { id: 2 }]),
      '/api/v2/site/s1': { body: site(2) },
    });
    const { devices, failedCompanies } = await readAll(session);
    expect([devices.length, failedCompanies]).toEqual([2, []]);
  });
});

test('where Datto does not say how many devices a site has, its list is taken as it is', async () => {
  const { session } = await openScripted({
    [SITES]: listOf('sites', [site(null)]),
    [DEVICES]: listOf('devices', [{ id: 1 }]),
  });
  expect((await readAll(session)).devices).toHaveLength(1);
});

test('a site that is deleted while it is read costs no other', async () => {
  const { session } = await openScripted({
    [SITES]: listOf('sites', [site(1), { uid: 's2' }]),
    '/api/v2/site/s2/devices': listOf('devices', [{ id: 1 }]),
  });
  const { devices, failedCompanies } = await readAll(session);
  expect(devices).toMatchObject([{ externalId: '1', companyExternalId: 's2' }]);
  expect(failedCompanies).toMatchObject([{ companyExternalId: 's1' }]);
});

test('an empty page that leads to itself fails the listing', async () => {
  const answers: Answers = { [SITES]: listOf('sites', [site(0)]) };
  const { server, session } = await openScripted(answers);
  const nextPageUrl = `${server.url}${DEVICES}?page=1`;
  answers[DEVICES] = { body: { pageDetails: { count: 0, totalCount: 0, nextPageUrl }, devices: [] } };
  await expect(readAll(session)).rejects.toMatchObject({ code: 'incomplete_listing' });
});

test('the fields that MSPs fill themselves are not shown with a rejected device', async () => {
  const { session } = await openScripted({
    [SITES]: listOf('sites', [site(1)]),
    [DEVICES]: listOf('devices', [{ id: 1, udf: { udf1: 'BitLocker 1234' }, deleted: 'perhaps' }]),
  });
  const { rejected } = await readAll(session);
  expect(rejected[0]?.sample).toContain('perhaps');
  expect(JSON.stringify(rejected)).not.toContain('BitLocker');
});

test('an answer without its paging is not taken for all there is', async () => {
  const { session } = await openScripted({ [SITES]: { body: { sites: [site(1)] } } });
  await expect(readAll(session)).rejects.toMatchObject({ code: 'bad_response' });
});

test('the key and the secret sign in as name and password, by the public client', async () => {
  const { server, session } = await openScripted({ '/api/v2/account': { body: { uid: 'a1', name: null } } });
  expect(await session.test()).toBe('Signed in to Datto RMM.');
  const [login, next] = server.requests;
  expect(login?.headers.authorization).toBe(`Basic ${btoa('public-client:public')}`);
  expect(login?.body).toBe('grant_type=password&username=key&password=s3cret');
  expect(next?.headers.authorization).toBe('Bearer a-token');
});
