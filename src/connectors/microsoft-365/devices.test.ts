import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Sandbox, type SandboxFault, startSandbox } from '../../../sandbox/sandbox.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { toDevice } from './devices.ts';
import { connector } from './index.ts';
import { deviceRow } from './schema.ts';

const [laptop, phone]: Record<string, unknown>[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/managed-devices.json'), 'utf8'),
);
const device = (changes: Record<string, unknown> = {}, row = laptop) =>
  toDevice(deviceRow.parse({ ...row, ...changes }), 'tenant-1');

describe('devices', () => {
  test('a Windows computer is a workstation: Graph does not tell desktops from laptops', () => {
    expect(device()).toEqual({
      externalId: '7b0f0c2e-2f8c-4a64-9d6e-5a1d7c3b1a01',
      companyExternalId: 'tenant-1',
      name: 'HARBOR-LT7',
      category: 'workstation',
      rawCategory: 'Windows',
      osName: 'Windows (10.0.22631.4317)',
      serialNumber: '5CG1234XYZ',
      lastSeenAt: '2026-03-11T17:40:21.519Z',
      exclusion: null,
      rawStatus: 'managed, company',
    });
  });

  test('a phone that never came back was never seen', () => {
    expect(device({}, phone)).toMatchObject({
      name: 'bob_iPhone',
      category: 'mobile',
      osName: 'iOS',
      lastSeenAt: null,
      rawStatus: 'retirePending, personal',
    });
  });

  test.each([
    ['windows', 'workstation'],
    ['macOS', 'workstation'],
    ['Linux (Ubuntu)', 'workstation'],
    ['iPadOS', 'mobile'],
    ['AndroidForWork', 'mobile'],
    ['Windows Phone', 'mobile'],
    ['Windows Server 2022', 'other'],
    ['ChromeOS', 'other'],
    ['QuantumOS', 'other'],
    [null, 'other'],
  ])('the operating system %s is %s', (operatingSystem, category) => {
    expect(device({ operatingSystem })).toMatchObject({ category, rawCategory: operatingSystem });
  });

  test('what is not sent is not made up', () => {
    expect(toDevice(deviceRow.parse({ id: 'd1' }), 'tenant-1')).toMatchObject({
      name: 'Device d1',
      osName: null,
      serialNumber: null,
      lastSeenAt: null,
      rawStatus: null,
    });
    expect(deviceRow.safeParse({ id: 'd1', lastSyncDateTime: 'lately' }).success).toBe(false);
  });
});

describe('reading Intune', () => {
  async function start(): Promise<Sandbox> {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    return sandbox;
  }

  async function readWith(fault: SandboxFault) {
    const sandbox = await start();
    sandbox.setFault('microsoft-365', { path: '/deviceManagement/', ...fault });
    const consenting = sandbox.msp.microsoft.tenants.filter(({ hasConsent }) => hasConsent);
    const idsOf = (hasIntune: boolean) =>
      consenting
        .filter(({ managedDevices }) => (managedDevices !== null) === hasIntune)
        .map(({ tenantId }) => tenantId);
    return { ...(await readAll(openSession({ connector }, sandbox))), idsOf, consenting };
  }

  test('devices come beside licences and users, and a tenant without Intune has none', async () => {
    const sandbox = await start();
    const { devices, users, failedCompanies } = await readAll(openSession({ connector }, sandbox));
    const tenants = sandbox.msp.microsoft.tenants.filter(({ hasConsent }) => hasConsent);
    const expected = tenants.flatMap(({ managedDevices }) => managedDevices ?? []).map(({ id }) => id);
    expect(devices.map(({ externalId }) => externalId).sort()).toEqual(expected.sort());
    const without = tenants.filter(({ managedDevices }) => managedDevices === null);
    expect(without.length).toBeGreaterThan(5);
    expect(users).toHaveLength(tenants.flatMap((tenant) => tenant.users).length);
    expect(failedCompanies).toHaveLength(1);
  });

  test.each([401, 403, 404])(
    'where Intune answers %i, tenants that have it are not known, and those without are read',
    async (status) => {
      const { failedCompanies, licenses, devices, idsOf } = await readWith({ kind: 'status', status });
      const failed = failedCompanies.map(({ companyExternalId }) => companyExternalId);
      expect(failed).toEqual(expect.arrayContaining(idsOf(true)));
      expect(failed).toHaveLength(idsOf(true).length + 1);
      const message = failedCompanies.find(({ companyExternalId }) =>
        idsOf(true).includes(companyExternalId),
      )?.message;
      expect(message).toMatch(/DeviceManagementManagedDevices\.Read\.All.*"no" for devices from Intune/);
      expect(devices).toEqual([]);
      const read = new Set(licenses.map(({ companyExternalId }) => companyExternalId));
      expect([...read].sort()).toEqual(
        idsOf(false)
          .filter((id) => read.has(id))
          .sort(),
      );
      expect(read.size).toBeGreaterThan(5);
    },
  );

  test('Intune that fails for now fails the reading', async () => {
    await expect(readWith({ kind: 'status', status: 429, retryAfterSeconds: 0 })).rejects.toMatchObject({
      code: 'rate_limited',
    });
    await expect(readWith({ kind: 'malformed' })).rejects.toMatchObject({ code: 'bad_response' });
  });

  test('"no" leaves Intune alone', async () => {
    const sandbox = await start();
    const { devices, failedCompanies } = await readAll(openSession({ connector }, sandbox, { intune: 'No' }));
    expect([devices.length, failedCompanies.length]).toEqual([0, 1]);
    expect(
      sandbox.requests('microsoft-365').some(({ path: asked }) => asked.includes('deviceManagement')),
    ).toBe(false);
  });

  test('an entry that is neither yes nor no is asked for again', async () => {
    const sandbox = await start();
    expect(() => openSession({ connector }, sandbox, { intune: 'maybe' })).toThrow(
      expect.objectContaining({ code: 'bad_credentials', message: expect.stringContaining('"maybe"') }),
    );
  });
});
