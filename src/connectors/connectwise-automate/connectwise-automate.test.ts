import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { automateOf } from '../../../sandbox/connectwise-automate/data.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { answer, startScriptedServer, testContext } from '../kit/scripted-server.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { computerRow } from './schema.ts';
import { toDevice } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const rows: unknown[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/computers.json'), 'utf8'),
);

describe('computers', () => {
  const device = (changes: Record<string, unknown>) =>
    toDevice(computerRow.parse({ Id: '1', Client: { Id: '2' }, ...changes }));

  test('a server, and a workstation that was never seen, whichever way ids are written', () => {
    const [server, laptop] = parseRows(computerRow, rows, 'devices').records.map(toDevice);
    expect(server).toEqual({
      externalId: '1041',
      companyExternalId: '7',
      name: 'HARBOR-SRV0',
      category: 'server',
      rawCategory: 'Server',
      osName: 'Microsoft Windows Server 2022 Standard x64',
      serialNumber: 'VMware-56 4d 2a 11',
      lastSeenAt: '2026-03-11T09:51:28.000Z',
      exclusion: null,
      rawStatus: 'Online',
    });
    expect(laptop).toMatchObject({
      externalId: '1042',
      companyExternalId: '7',
      name: 'Reception laptop',
      category: 'workstation',
      serialNumber: null,
      lastSeenAt: null,
      rawStatus: 'Offline',
    });
  });

  test.each<[string | null, DeviceCategory]>([
    ['Server', 'server'],
    ['workstation', 'workstation'],
    ['Laptop', 'other'],
    ['Toaster', 'other'],
    [null, 'other'],
  ])('type %s is %s', (Type, category) => {
    expect(device({ Type })).toMatchObject({ category, rawCategory: Type });
  });

  test('the heartbeat stands in for a contact that is missing, and both may be', () => {
    const LastHeartbeat = '2026-03-11T09:53:02Z';
    const RemoteAgentLastContact = '0001-01-01T00:00:00';
    expect(device({ LastHeartbeat, RemoteAgentLastContact }).lastSeenAt).toBe('2026-03-11T09:53:02.000Z');
    expect(device({ RemoteAgentLastContact }).lastSeenAt).toBeNull();
    expect(device({}).lastSeenAt).toBeNull();
  });
});

describe('signing in', () => {
  async function failureWith(token: object) {
    const server = await startScriptedServer((response) => answer(response, token));
    onTestFinished(() => server.close());
    const credentials = { baseUrl: server.url, username: 'u', password: 'p', clientId: 'c' };
    const error: unknown = await subject.connector
      .open(credentials, testContext())
      .test()
      .catch((thrown: unknown) => thrown);
    return { error, requests: server.requests };
  }

  test('a user with a second factor is said to be of no use', async () => {
    const { error } = await failureWith({ AccessToken: null, IsTwoFactorRequired: true });
    expect(error).toMatchObject({
      code: 'bad_credentials',
      message: expect.stringContaining('second factor'),
    });
  });

  test('an answer without a token says what to check', async () => {
    const { error, requests } = await failureWith({ UserId: 5 });
    expect(error).toMatchObject({ code: 'bad_credentials', message: expect.stringContaining('client ID') });
    expect(requests.map(({ path: at, body, headers }) => [at, JSON.parse(body), headers.clientid])).toEqual([
      ['/cwa/api/v1/apitoken', { UserName: 'u', Password: 'p' }, 'c'],
    ]);
  });
});

describe('reading', () => {
  test('a client that the list does not have is told by its computers', async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const { clients, computers } = automateOf(sandbox.msp);
    const late = clients.find(({ Id }) => computers.some(({ Client }) => Client.Id === Id));
    clients.splice(0, clients.length, ...clients.filter((row) => row !== late));
    const { companies, devices } = await readAll(openSession(subject, sandbox));
    expect(companies.filter(({ externalId }) => externalId === late?.Id)).toMatchObject([
      { name: late?.Name },
    ]);
    expect(devices).toHaveLength(computers.length);
  });

  test('a computer that is retired between two pages fails the listing, for another slipped past', async () => {
    const sandbox = await startSandbox({ pageSizeCap: 100 });
    onTestFinished(() => sandbox.close());
    const { computers } = automateOf(sandbox.msp);
    const reading = (async () => {
      for await (const { phase, done } of openSession(subject, sandbox).read()) {
        if (phase === 'computers' && done === 100)
          computers.splice(
            computers.findIndex(({ Id }) => Id === '1000'),
            1,
          );
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'incomplete_listing' });
  });

  test('a computer that is added between two pages is read', async () => {
    const sandbox = await startSandbox({ pageSizeCap: 100 });
    onTestFinished(() => sandbox.close());
    const { computers } = automateOf(sandbox.msp);
    const ids: string[] = [];
    for await (const { done, devices = [] } of openSession(subject, sandbox).read()) {
      ids.push(...devices.map(({ externalId }) => externalId));
      const [model] = computers;
      if (devices.length > 0 && done === 100 && model) computers.push({ ...model, Id: '9000' });
    }
    expect(ids).toHaveLength(computers.length);
    expect(ids).toContain('9000');
  });
});
