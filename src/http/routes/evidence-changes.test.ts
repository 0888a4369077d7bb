import { describe, expect, test } from 'vitest';
import type { DeviceRecord } from '../../domain/inventory.ts';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  device,
  line,
  scriptVendor,
  syncToEnd,
} from '../../sync/testing.ts';
import { startTestInstance } from '../testing.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** One client with one line mapped to its laptops seen within 30 days. */
async function startScene(first: DeviceRecord[]) {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  psa.batches = [
    batch({ companies: [company('c1', 'Alder')], agreements: [agreement('a1', 'c1', [line('l1')])] }),
  ];
  const list = (all: DeviceRecord[]) => {
    rmm.batches = [batch({ companies: [company('r1', 'Alder'), company('r2', 'Birch')], devices: all })];
  };
  list(first);
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  const client = await instance.client();
  await syncToEnd(client, await connect(client, 'psa'));
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, rmmId);
  const { body } = await client.request('GET', '/api/v1/line-items');
  const lineItemId = body.items[0].id;
  const filter = { categories: ['laptop'], seenWithinDays: 30 };
  await client.request('PUT', `/api/v1/line-items/${lineItemId}/mapping`, {
    integrationId: rmmId,
    metric: 'devices',
    filter,
  });
  const evidence = (query = '') =>
    client.request('GET', `/api/v1/reconciliation/${lineItemId}/evidence${query}`);
  return {
    instance,
    client,
    lineItemId,
    rmmId,
    evidence,
    runId: async () => (await client.request('GET', '/api/v1/reconciliation/runs?all=true')).body.items[0].id,
    changes: async (query = '') => (await evidence(query)).body.changes,
    sync: async (all: DeviceRecord[]) => {
      list(all);
      await syncToEnd(client, rmmId);
    },
  };
}

const laptop = (id: string, more: Partial<DeviceRecord> = {}) => ({
  ...device(id, 'r1'),
  name: id.toUpperCase(),
  category: 'laptop' as const,
  lastSeenAt: daysAgo(0),
  ...more,
});
const namesOf = (changes: { added: { name: string }[]; removed: { name: string }[] }) => [
  changes.added.map(({ name }) => name),
  changes.removed.map(({ name }) => name),
];

test('a count tells by name what it gained and lost with the sync that changed it last', async () => {
  const { changes, sync } = await startScene([laptop('a'), laptop('b'), laptop('c')]);
  expect(await changes()).toBeNull();
  await sync([laptop('a'), laptop('c'), laptop('d'), laptop('e')]);
  const told = await changes();
  expect(namesOf(told)).toEqual([['D', 'E'], ['B']]);
  // A server comes, which the line does not count: what was told stays.
  await sync([laptop('a'), laptop('c'), laptop('d'), laptop('e'), laptop('s', { category: 'server' })]);
  expect(await changes()).toEqual(told);
});

test('what changed is the record as it was: a category, a company, a long silence', async () => {
  const before = [
    laptop('a'),
    laptop('b'),
    laptop('silent', { lastSeenAt: daysAgo(45) }),
    laptop('d', { category: 'server' }),
  ];
  const { changes, sync } = await startScene(before);
  await sync([
    laptop('a', { category: 'server' }),
    laptop('b', { companyExternalId: 'r2' }),
    laptop('silent'),
    laptop('d'),
  ]);
  expect(namesOf(await changes())).toEqual([
    ['D', 'SILENT'],
    ['A', 'B'],
  ]);
});

test('a run or a day says from when on changes are told', async () => {
  const { instance, client, changes, sync } = await startScene([laptop('a')]);
  const { body } = await client.request('GET', '/api/v1/reconciliation/runs?all=true');
  const [first] = body.items;
  await sync([laptop('a'), laptop('b')]);
  await sync([laptop('b'), laptop('c')]);
  expect(namesOf(await changes())).toEqual([['C'], ['A']]);
  const whole = await changes(`?since=${first.id}`);
  expect(whole.since.runId).toBe(first.id);
  expect(namesOf(whole)).toEqual([['B', 'C'], ['A']]);
  expect(await changes('?since=2020-01-31')).toBeNull();
  await instance.context.db.pool.query(
    `UPDATE reconciliation_run SET created_at = created_at - interval '40 days' WHERE id <= $1`,
    [first.id],
  );
  expect(namesOf(await changes(`?since=${daysAgo(35).slice(0, 10)}`))).toEqual([['B', 'C'], ['A']]);
  const missing = await client.request('GET', '/api/v1/reconciliation/nothing/evidence?since=1');
  expect(missing.status).toBe(404);
});

test('devices that merely report in leave no trace', async () => {
  const { instance, sync } = await startScene([laptop('a', { lastSeenAt: daysAgo(0.5) }), laptop('b')]);
  await sync([laptop('a'), laptop('b')]);
  const { rows } = await instance.context.db.pool.query('SELECT * FROM record_history');
  expect(rows).toEqual([]);
});

test('a record that changed several times is put back to how it was at the time asked for', async () => {
  const { changes, runId, sync } = await startScene([laptop('a')]);
  const runs = [await runId()];
  for (const category of ['server', 'laptop', 'server'] as const) {
    await sync([laptop('a', { category })]);
    runs.push(await runId());
  }
  const told = await Promise.all(runs.map(async (run) => namesOf(await changes(`?since=${run}`))));
  expect(told).toEqual([
    [[], ['A']],
    [[], []],
    [[], ['A']],
    [[], []],
  ]);
});

test('a device that counts though nobody has seen it for long is flagged', async () => {
  const { client } = await startScene([laptop('a'), laptop('b', { lastSeenAt: daysAgo(50) })]);
  const { body } = await client.request('GET', '/api/v1/line-items');
  const [line] = body.items;
  const filter = { categories: ['laptop'] };
  const { integrationId, metric } = line.mapping;
  await client.request('PUT', `/api/v1/line-items/${line.id}/mapping`, { integrationId, metric, filter });
  const { counted } = (await client.request('GET', `/api/v1/reconciliation/${line.id}/evidence`)).body;
  expect(counted.map(({ detail }: { detail: string }) => detail.includes('not seen for'))).toEqual([
    false,
    true,
  ]);
});

test('a sync finds the devices that have been silent for too long since the one before, whatever else it brought', async () => {
  const silent = laptop('a', { lastSeenAt: daysAgo(30.5) });
  const { instance, client, sync } = await startScene([silent]);
  const { pool } = instance.context.db;
  const counted = async () => (await client.request('GET', '/api/v1/reconciliation')).body.items[0].counted;
  await pool.query(`UPDATE integration SET last_good_sync_at = last_good_sync_at - interval '1 day'`);
  await client.request('POST', '/api/v1/reconciliation/runs');
  expect(await counted()).toBe(1);
  await sync([silent]);
  expect(await counted()).toBe(0);
});

describe('the evidence of a past run', () => {
  const namesIn = ({ body }: { body: { counted: { name: string }[]; leftOut: { name: string }[] } }) => [
    body.counted.map(({ name }) => name),
    body.leftOut.map(({ name }) => name),
  ];

  test('is the records as they were, with what had changed by then', async () => {
    const { evidence, runId, sync } = await startScene([laptop('a'), laptop('b')]);
    const first = await runId();
    await sync([laptop('a'), laptop('c', { category: 'server' })]);
    const second = await runId();
    await sync([laptop('a'), laptop('c'), laptop('d')]);
    expect(namesIn(await evidence())).toEqual([['A', 'C', 'D'], []]);
    expect(namesIn(await evidence(`?runId=${second}`))).toEqual([['A'], ['C']]);
    const before = await evidence(`?runId=${first}`);
    expect(namesIn(before)).toEqual([['A', 'B'], []]);
    expect(before.body.changes).toBeNull();
    const { changes } = (await evidence(`?runId=${second}`)).body;
    expect(namesOf(changes)).toEqual([[], ['B']]);
    expect(namesIn(await evidence(`?runId=${await runId()}`))).toEqual([['A', 'C', 'D'], []]);
  });

  test('is by the mapping of then, whatever a person has mapped, removed or mapped anew since', async () => {
    const { client, evidence, lineItemId, rmmId, runId } = await startScene([
      laptop('a'),
      laptop('s', { category: 'server' }),
    ]);
    const laptops = await runId();
    const map = (categories: string[]) =>
      client.request('PUT', `/api/v1/line-items/${lineItemId}/mapping`, {
        integrationId: rmmId,
        metric: 'devices',
        filter: { categories },
      });
    await map(['server']);
    const servers = await runId();
    await client.request('DELETE', `/api/v1/line-items/${lineItemId}/mapping`);
    const none = await runId();
    await map(['laptop', 'server']);
    expect(namesIn(await evidence(`?runId=${laptops}`))).toEqual([['A'], ['S']]);
    expect(namesIn(await evidence(`?runId=${servers}`))).toEqual([['S'], ['A']]);
    expect(namesIn(await evidence())).toEqual([['A', 'S'], []]);
    const refused = await evidence(`?runId=${none}`);
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toContain('compared with nothing at that time');
  });

  test('is of the companies of then, whoever has linked or unlinked them since', async () => {
    const { client, evidence, rmmId, runId } = await startScene([
      laptop('a'),
      laptop('b', { companyExternalId: 'r2' }),
    ]);
    const alone = await runId();
    const { body } = await client.request('GET', `/api/v1/companies?integrationId=${rmmId}`);
    const [alder, birch] = ['r1', 'r2'].map((externalId) =>
      body.items.find((company: { externalId: string }) => company.externalId === externalId),
    );
    await client.request('PUT', `/api/v1/companies/${birch.id}/link`, {
      organizationId: alder.organizationId,
    });
    const both = await runId();
    await client.request('DELETE', `/api/v1/companies/${alder.id}/link`);
    expect(namesIn(await evidence(`?runId=${alone}`))).toEqual([['A'], []]);
    expect(namesIn(await evidence(`?runId=${both}`))).toEqual([['A', 'B'], []]);
    expect(namesIn(await evidence())).toEqual([['B'], []]);
  });

  test('is refused, with both numbers, where what is known of then does not give the count of the run', async () => {
    const { instance, evidence, runId, sync } = await startScene([laptop('a'), laptop('b')]);
    const first = await runId();
    await sync([laptop('a')]);
    await instance.context.db.pool.query('DELETE FROM record_history');
    const { status, body } = await evidence(`?runId=${first}`);
    expect(status).toBe(422);
    expect(body.detail).toBe(
      'The records behind this count can no longer be told: those known of that time give 1, and the run counted 2.',
    );
    expect((await evidence('?runId=999999')).status).toBe(404);
  });
});
