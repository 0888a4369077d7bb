import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type DattoData, dattoOf } from '../../../sandbox/datto-rmm/data.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { deviceRow } from './schema.ts';
import { toDevice } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const row = (more: object) => deviceRow.parse({ uid: 'd1', siteUid: 's1', ...more });

describe('devices', () => {
  test('one as a captured answer has it: a category without a capital, times in milliseconds', () => {
    expect(
      toDevice(
        row({
          hostname: 'server1',
          deviceType: { category: 'server', type: 'physical' },
          deviceClass: 'device',
          operatingSystem: 'Windows Server 2019',
          online: true,
          suspended: false,
          deleted: false,
          lastSeen: 1_721_131_200_000,
        }),
      ),
    ).toEqual({
      externalId: 'd1',
      companyExternalId: 's1',
      name: 'server1',
      category: 'server',
      rawCategory: 'server',
      osName: 'Windows Server 2019',
      serialNumber: null,
      lastSeenAt: '2024-07-16T12:00:00.000Z',
      exclusion: null,
      rawStatus: 'online',
    });
  });

  test.each<[string | null, string | null, DeviceCategory]>([
    ['Desktop', 'device', 'desktop'],
    ['LAPTOP', 'device', 'laptop'],
    ['ESXi Host', 'esxihost', 'hypervisor'],
    [null, 'esxihost', 'hypervisor'],
    [null, 'printer', 'printer'],
    ['Switch', 'rmmnetworkdevice', 'network'],
    ['Toaster', 'device', 'other'],
    [null, 'unknown', 'other'],
  ])('category %s of class %s is %s', (category, deviceClass, expected) => {
    const deviceType = category === null ? null : { category, type: null };
    expect(toDevice(row({ deviceType, deviceClass }))).toMatchObject({
      category: expected,
      rawCategory: category ?? deviceClass,
    });
  });

  test('a deleted device does not count, a suspended one does, one that was never seen has no time', () => {
    expect(toDevice(row({ deleted: true, online: true }))).toMatchObject({
      exclusion: 'deleted',
      rawStatus: 'deleted',
    });
    expect(toDevice(row({ suspended: true, online: false }))).toMatchObject({
      exclusion: null,
      rawStatus: 'suspended',
    });
    expect(toDevice(row({ lastSeen: 0 })).lastSeenAt).toBeNull();
  });
});

describe('sites', () => {
  let sandbox: Sandbox;
  let data: DattoData;
  beforeEach(async () => {
    sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    data = dattoOf(sandbox.msp);
  });

  test('a device that the account’s list leaves out is found in its site’s own', async () => {
    const [missing] = data.devices;
    data.missingFromAccount.add(missing?.uid ?? '');
    const { devices, failedCompanies } = await readAll(openSession(subject, sandbox));
    expect(devices.map(({ externalId }) => externalId).sort()).toEqual(
      data.devices.map(({ uid }) => uid).sort(),
    );
    expect(failedCompanies).toEqual([]);
  });

  test('the API URL is taken with and without the path of the API', async () => {
    const credentials = sandbox.credentials('datto-rmm');
    const context = { signal: new AbortController().signal, allowPrivateAddresses: true };
    const session = subject.connector.open(
      { ...credentials, baseUrl: `${credentials.baseUrl}/api/` },
      context,
    );
    expect(await session.test()).toBe('Signed in to Datto RMM, account Northwind IT.');
  });

  test('a device of a site that is not listed is reported, and belongs to nobody', async () => {
    const [device] = data.devices;
    if (device !== undefined) device.siteUid = 'gone';
    const { devices, rejected } = await readAll(openSession(subject, sandbox));
    expect(devices).toHaveLength(data.devices.length - 1);
    expect(rejected).toMatchObject([
      { kind: 'devices', message: expect.stringContaining('lists no site gone') },
    ]);
  });
});
