import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { type TacticalData, tacticalOf } from '../../../sandbox/tactical-rmm/data.ts';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { answer, startScriptedServer, testContext } from '../kit/scripted-server.ts';
import { type Delivered, openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { agentRow, clientRow } from './schema.ts';
import { toCompany, toDevice } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const rows: unknown[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/agents.json'), 'utf8'),
);

describe('devices', () => {
  test('agents, one of them never seen', () => {
    const [server, laptop] = parseRows(agentRow, rows, 'devices').records.map((row) => toDevice(row, '7'));
    expect(server).toEqual({
      externalId: 'kPfDJmVcQhNwRbZtXsLgYaUeOiTrCvBnMqWzSxEd',
      companyExternalId: '7',
      name: 'HARBOR-SRV0',
      category: 'server',
      rawCategory: 'server',
      osName: 'Windows Server 2022 Standard, 64 bit v21H2 (build 20348.2340)',
      serialNumber: '7XK2QR3',
      lastSeenAt: '2026-03-11T09:51:28.506Z',
      exclusion: null,
      rawStatus: 'online',
    });
    expect(laptop).toMatchObject({
      category: 'workstation',
      osName: null,
      serialNumber: null,
      lastSeenAt: null,
      exclusion: null,
      rawStatus: 'offline',
    });
  });

  test.each<[string | null, DeviceCategory]>([
    ['server', 'server'],
    ['Workstation', 'workstation'],
    ['laptop', 'other'],
    [null, 'other'],
  ])('monitoring type %s is %s', (monitoring_type, category) => {
    const row = agentRow.parse({ agent_id: 'a', monitoring_type });
    expect(toDevice(row, '7')).toMatchObject({ category, rawCategory: monitoring_type });
  });

  test('what has no name is called by its id', () => {
    expect(toDevice(agentRow.parse({ agent_id: 'a', hostname: ' ' }), '7').name).toBe('Agent a');
    expect(toCompany(clientRow.parse({ id: 7 })).name).toBe('Client 7');
  });
});

describe('reading by a key that does not see everything', () => {
  let sandbox: Sandbox;
  let data: TacticalData;
  beforeEach(async () => {
    sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    data = tacticalOf(sandbox.msp);
  });

  test('a client of which the key sees fewer agents than it has is unknown, with nothing delivered of it', async () => {
    data.visibleSites = ['Main office'];
    const short = data.clients.filter(({ name }) =>
      data.agents.some((row) => row.client_name === name && row.site_name === 'Warehouse'),
    );
    const { devices, failedCompanies, companies } = await readAll(openSession(subject, sandbox));
    expect(failedCompanies.map(({ companyExternalId }) => companyExternalId)).toEqual(
      short.map(({ id }) => String(id)),
    );
    expect(short.length).toBeGreaterThan(3);
    expect(failedCompanies[0]?.message).toMatch(/has \d+ agents, but lists \d+\. Check .*role/);
    const failed = new Set(failedCompanies.map(({ companyExternalId }) => companyExternalId));
    expect(devices.filter(({ companyExternalId }) => failed.has(companyExternalId))).toEqual([]);
    expect(companies).toHaveLength(data.clients.length);
  });

  test('a client without agents is a known nothing', async () => {
    const [own] = data.clients;
    const { devices, failedCompanies } = await readAll(openSession(subject, sandbox));
    expect(failedCompanies).toEqual([]);
    expect(devices.filter(({ companyExternalId }) => companyExternalId === String(own?.id))).toEqual([]);
  });
});

describe('reading from a server that is changed meanwhile', () => {
  const CLIENTS = [
    { id: 1, name: 'Acme', agent_count: 1 },
    { id: 2, name: 'Birch', agent_count: 1 },
  ];

  async function readWith(agents: Record<string, object[]>, clients: object[] = CLIENTS): Promise<Delivered> {
    const server = await startScriptedServer((response, _nth, request) => {
      const client = new URL(request.path, 'http://x').searchParams.get('client');
      answer(response, client === null ? clients : agents[client]);
    });
    onTestFinished(() => server.close());
    const credentials = { baseUrl: server.url, apiKey: 'k' };
    return readAll(subject.connector.open(credentials, testContext()));
  }

  test('an agent that moved to a later client counts once', async () => {
    const moved = { agent_id: 'a' };
    const { devices } = await readWith({ 1: [moved], 2: [moved, { agent_id: 'b' }] });
    expect(devices.map(({ externalId, companyExternalId }) => [externalId, companyExternalId])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  test('an agent that is added meanwhile counts, one that left makes its client unknown', async () => {
    const { devices, failedCompanies } = await readWith({ 1: [{ agent_id: 'a' }, { agent_id: 'b' }], 2: [] });
    expect(devices).toHaveLength(2);
    expect(failedCompanies).toMatchObject([{ companyExternalId: '2' }]);
  });

  test('an agent of another client than the one asked for is reported and not counted', async () => {
    const { devices, rejected } = await readWith({
      1: [{ agent_id: 'a', client_name: 'Acme' }],
      2: [{ agent_id: 'b', client_name: 'Cedar' }],
    });
    expect(devices.map(({ externalId }) => externalId)).toEqual(['a']);
    expect(rejected).toMatchObject([{ message: 'client_name: Cedar is not Birch, whose list it is in' }]);
  });

  test('a server that does not tell numbers is believed', async () => {
    const { devices, failedCompanies } = await readWith({ 1: [{ agent_id: 'a' }] }, [
      { id: 1, name: 'Acme' },
    ]);
    expect([devices.length, failedCompanies]).toEqual([1, []]);
  });
});
