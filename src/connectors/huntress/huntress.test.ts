import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { huntressOf } from '../../../sandbox/huntress/data.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { answer, startScriptedServer, testContext } from '../kit/scripted-server.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { agentRow, identityRow, organizationRow } from './schema.ts';
import { toCompany, toDevice, toUser } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const lists: { agents: unknown[]; identities: unknown[] } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/lists.json'), 'utf8'),
);

function device(changes: Record<string, unknown> = {}) {
  return toDevice(agentRow.parse({ id: 1, organization_id: 7, ...changes }));
}

function user(changes: Record<string, unknown> = {}) {
  return toUser(identityRow.parse({ id: 9, organization: { id: 7 }, enabled: true, ...changes }));
}

describe('devices', () => {
  test('agents', () => {
    const [laptop, server] = parseRows(agentRow, lists.agents, 'devices').records.map(toDevice);
    expect(laptop).toEqual({
      externalId: '1',
      companyExternalId: '7',
      name: 'HARBOR-LT4',
      category: 'workstation',
      rawCategory: 'windows',
      osName: 'Windows 11 Pro',
      serialNumber: '5CG1234ABC',
      lastSeenAt: '2026-03-01T20:05:10.000Z',
      exclusion: null,
      rawStatus: null,
    });
    expect(server).toMatchObject({ name: 'harbor-files', category: 'server', lastSeenAt: null });
  });

  test.each<[string | null, string | null, string[], DeviceCategory]>([
    ['windows', 'Windows Server 2022 Standard', [], 'server'],
    ['windows', 'Windows 11 Pro', [], 'workstation'],
    ['windows', null, [], 'workstation'],
    ['windows', 'Windows 11 Pro', ['Server'], 'server'],
    ['windows', 'Windows 11 Pro', ['server room'], 'workstation'],
    ['darwin', 'macOS 15', [], 'workstation'],
    ['linux', 'Ubuntu 24.04 LTS', [], 'other'],
    ['linux', 'Ubuntu 24.04 LTS', [' server '], 'server'],
    ['plan9', 'Windows Server', [], 'other'],
    [null, null, [], 'other'],
  ])('platform %s with %s and the tags %j is %s', (platform, os, tags, category) => {
    expect(device({ platform, os, tags })).toMatchObject({ category, rawCategory: platform });
  });
});

describe('users', () => {
  test('identities: who is billable has a paid licence, who is external is a guest', () => {
    const [member, guest] = parseRows(identityRow, lists.identities, 'users').records.map(toUser);
    expect(member).toEqual({
      externalId: '12345678',
      companyExternalId: '7',
      userPrincipalName: 'mei.okafor@harbor.example',
      displayName: 'mei.okafor@harbor.example',
      department: null,
      enabled: true,
      type: 'member',
      rawType: null,
      paidLicenses: 1,
      licenseNames: [],
    });
    expect(guest).toMatchObject({ type: 'guest', rawType: 'external', paidLicenses: 0 });
  });

  test('whether somebody is billable is unknown where Huntress does not say, and never read as no', () => {
    expect(user().paidLicenses).toBeNull();
    const { rejected } = parseRows(
      identityRow,
      [{ id: 9, organization: { id: 7 }, enabled: true, billable: 'perhaps' }],
      'users',
    );
    expect(rejected[0]?.message).toContain('billable');
  });

  test('an identity of no organization is rejected', () => {
    for (const organization of [undefined, null, {}]) {
      const { rejected } = parseRows(identityRow, [{ id: 9, enabled: true, organization }], 'users');
      expect(rejected[0]?.message).toContain('organization');
    }
  });
});

describe('organizations', () => {
  const tenantOf = (id: unknown) =>
    toCompany(organizationRow.parse({ id: 7, name: 'Harbor', identity_provider_tenant_id: id })).tenantId;

  test("Microsoft's tenant is known by its id; another provider's is none", () => {
    const tenant = 'DCD219DD-bc68-4b9b-bf0b-4a33a796be35';
    expect(tenantOf(tenant)).toBe(tenant.toLowerCase());
    expect(tenantOf('C03az79cb')).toBeNull();
    expect(tenantOf(null)).toBeNull();
  });
});

describe('reading', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  test('every identity is delivered, over several pages too', async () => {
    const expected = huntressOf(sandbox.msp).identities.map(({ id }) => String(id));
    const { users, rejected } = await readAll(openSession(subject, sandbox));
    expect(users.map(({ externalId }) => externalId).sort()).toEqual(expected.sort());
    expect(rejected).toEqual([]);
  });

  test('agents and identities of an organization that is not listed are rejected, not lost', async () => {
    const data = huntressOf(sandbox.msp);
    const removed = data.organizations.pop();
    const agents = data.agents.filter((row) => row.organization_id === removed?.id);
    const identities = data.identities.filter(({ organization }) => organization.id === removed?.id);
    const { rejected } = await readAll(openSession(subject, sandbox));
    expect(rejected).toHaveLength(agents.length + identities.length);
    expect(rejected[0]?.message).toContain(`Huntress lists no organization ${removed?.id}`);
  });
});

test('an answer without its paging is not taken for all there is', async () => {
  const server = await startScriptedServer((response) => answer(response, { organizations: [{ id: 1 }] }));
  onTestFinished(() => server.close());
  const credentials = { baseUrl: server.url, apiKey: 'hk', apiSecret: 's3cret' };
  const batches = subject.connector.open(credentials, testContext()).read();
  await expect(batches.next()).rejects.toMatchObject({ code: 'bad_response' });
});
