import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { sentinelOneOf } from '../../../sandbox/sentinelone/data.ts';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { agentRow, siteRow } from './schema.ts';
import { toCompany, toDevice } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const rows: unknown[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/agents.json'), 'utf8'),
);

function device(changes: Record<string, unknown> = {}) {
  return toDevice(agentRow.parse({ id: '1', siteId: '2', ...changes }));
}

describe('devices', () => {
  test('an agent, its id of 18 digits kept to the last one', () => {
    const [laptop] = parseRows(agentRow, rows, 'devices').records.map(toDevice);
    expect(laptop).toEqual({
      externalId: '225494730938493804',
      companyExternalId: '225494730938490001',
      name: 'HARBOR-LT4',
      category: 'laptop',
      rawCategory: 'laptop',
      osName: 'Windows 11 Pro',
      serialNumber: '5CG1234ABC',
      lastSeenAt: '2026-03-11T09:51:28.506Z',
      exclusion: null,
      rawStatus: 'active',
    });
  });

  test('a decommissioned agent is excluded, and says so', () => {
    const gone = parseRows(agentRow, rows, 'devices').records.map(toDevice)[1];
    expect(gone).toMatchObject({
      category: 'server',
      exclusion: 'decommissioned',
      rawStatus: 'decommissioned',
      serialNumber: null,
    });
  });

  test('an uninstalled agent is excluded as such, whatever else is said of it', () => {
    const gone = device({ isUninstalled: true, isDecommissioned: true, isActive: true });
    expect(gone).toMatchObject({ exclusion: 'uninstalled', rawStatus: 'uninstalled' });
  });

  test('an agent that is to be uninstalled, or offline, still counts', () => {
    expect(device({ isPendingUninstall: true })).toMatchObject({
      exclusion: null,
      rawStatus: 'pending uninstall',
    });
    expect(device({ isActive: false })).toMatchObject({ exclusion: null, rawStatus: 'inactive' });
    expect(device().rawStatus).toBeNull();
  });

  test('whether an agent is gone must be understood', () => {
    for (const field of ['isDecommissioned', 'isUninstalled']) {
      const { rejected } = parseRows(agentRow, [{ id: '1', siteId: '2', [field]: 'perhaps' }], 'devices');
      expect(rejected[0]?.message).toContain(field);
    }
  });

  test.each<[string | null, DeviceCategory]>([
    ['desktop', 'desktop'],
    ['laptop', 'laptop'],
    ['server', 'server'],
    ['unknown', 'workstation'],
    ['storage', 'other'],
    ['kubernetes node', 'other'],
    ['kubernetes pod', 'other'],
    ['ecs task', 'other'],
    [null, 'other'],
  ])('machine type %s is %s', (machineType, category) => {
    expect(device({ machineType })).toMatchObject({ category, rawCategory: machineType });
  });
});

describe('sites', () => {
  const name = (row: Record<string, unknown>) => toCompany(siteRow.parse({ id: '2', ...row })).name;

  test('a site is called by its name, the first one of an account by the account', () => {
    expect(name({ name: 'Harbor Street Dental', accountName: 'Northwind IT' })).toBe('Harbor Street Dental');
    expect(name({ name: 'Default site', accountName: 'Harbor Street Dental' })).toBe('Harbor Street Dental');
    expect(name({ name: 'Default site' })).toBe('Default site');
    expect(name({})).toBe('Site 2');
  });
});

describe('reading', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());

  test('a deleted site is no company, unless an agent is in it', async () => {
    sandbox = await startSandbox();
    const { sites, agents } = sentinelOneOf(sandbox.msp);
    const deleted = sites.find(({ state }) => state === 'deleted');
    const idsOf = async () =>
      (await readAll(openSession(subject, sandbox))).companies.map(({ externalId }) => externalId);
    expect(await idsOf()).not.toContain(deleted?.id);
    const [agent] = agents;
    if (!agent || !deleted) throw new Error('the sandbox has no agents or no deleted site');
    agent.siteId = deleted.id;
    expect(await idsOf()).toContain(deleted.id);
  });

  test('an expired site keeps its agents', async () => {
    sandbox = await startSandbox();
    const expired = sentinelOneOf(sandbox.msp).sites.find(({ state }) => state === 'expired');
    const { devices } = await readAll(openSession(subject, sandbox));
    expect(
      devices.filter(({ companyExternalId }) => companyExternalId === expired?.id).length,
    ).toBeGreaterThan(5);
  });
});
