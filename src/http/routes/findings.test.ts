import { describe, expect, test } from 'vitest';
import { lockRuns } from '../../database/queries/runs.ts';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  devices,
  line,
  lineIds,
  scriptVendor,
  syncToEnd,
} from '../../sync/testing.ts';
import { startTestInstance } from '../testing.ts';

const DEVICES = { metric: 'devices', filter: {} };
const NEXT_WEEK = new Date(Date.now() + 7 * 24 * 3600_000).toISOString().slice(0, 10);
const TOMORROW = new Date(Date.now() + 36 * 3600_000).toISOString().slice(0, 10);

/** One client with two lines of one product and one of another, all mapped to its 12 devices. */
async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  const billed = (quantities: Record<string, string>) => [
    batch({
      companies: [company('c1', 'Alder')],
      agreements: [
        agreement('a1', 'c1', [
          line('1', { quantity: quantities['1'] ?? '6' }),
          line('2', { quantity: quantities['2'] ?? '4' }),
          line('3', {
            quantity: quantities['3'] ?? '5',
            productId: 'p3',
            productName: 'Gold workstation',
          }),
        ]),
      ],
    }),
  ];
  psa.batches = billed({});
  const count = (n: number) => [batch({ companies: [company('r1', 'Alder')], devices: devices(n, 'r1') })];
  rmm.batches = count(12);
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  const client = await instance.client();
  const psaId = await connect(client, 'psa');
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, psaId);
  await syncToEnd(client, rmmId);
  const ids = await lineIds(client);
  const items = Object.values(ids).map((lineItemId) => ({
    lineItemId,
    mapping: { integrationId: rmmId, ...DEVICES },
  }));
  await client.request('POST', '/api/v1/line-items/bulk', { action: 'map', items });
  const recount = async (n: number) => {
    rmm.batches = count(n);
    await syncToEnd(client, rmmId);
  };
  const bill = async (quantities: Record<string, string>) => {
    psa.batches = billed(quantities);
    await syncToEnd(client, psaId);
  };
  const rows = async (query = '') => {
    const { body } = await client.request('GET', `/api/v1/reconciliation?${query}`);
    return Object.fromEntries(
      Object.entries(ids).map(([externalId, id]) => [
        externalId,
        body.items.find((row: { lineItemId: string }) => row.lineItemId === id),
      ]),
    );
  };
  const on = (externalId: string, method: string, path: string, sent?: unknown) =>
    client.request(method, `/api/v1/reconciliation/${ids[externalId]}${path}`, sent);
  const share = (externalId: string, sent?: unknown) =>
    client.request(
      sent === undefined ? 'DELETE' : 'PUT',
      `/api/v1/line-items/${ids[externalId]}/sharing`,
      sent,
    );
  return { instance, client, ids, recount, bill, rows, on, share };
}

describe('deciding about many findings', () => {
  const accept = (lineItemId: string | undefined) => ({
    action: 'accept',
    lineItemId,
    reason: 'spares',
    until: TOMORROW,
  });

  test('accepts all of them, and takes all back', async () => {
    const { client, ids, rows } = await startScene();
    // Line 1 takes its 6 of the shared 12; the others are wrong.
    const items = [accept(ids['2']), accept(ids['3'])];
    const accepted = await client.request('POST', '/api/v1/reconciliation/bulk', { items });
    expect(accepted).toMatchObject({ status: 200, body: { changed: 2 } });
    const after = await rows();
    expect([after['2'].status, after['3'].status]).toEqual(['accepted', 'accepted']);
    expect(after['3'].acceptance).toMatchObject({ reason: 'spares', until: TOMORROW });
    const back = items.map(({ lineItemId }) => ({ action: 'reopen', lineItemId }));
    await client.request('POST', '/api/v1/reconciliation/bulk', { items: back });
    const reopened = await rows();
    expect([reopened['2'].status, reopened['3'].status]).toEqual(['under_billed', 'under_billed']);
  });

  test('accepts none where one has no variance, and writes nothing of it to the log', async () => {
    const { client, ids, rows } = await startScene();
    const items = [accept(ids['3']), accept(ids['1'])];
    const refused = await client.request('POST', '/api/v1/reconciliation/bulk', { items });
    expect(refused).toMatchObject({ status: 422, body: { title: 'Refused' } });
    expect((await rows())['3'].status).toBe('under_billed');
    const { body } = await client.request('GET', '/api/v1/audit');
    expect(body.items.map(({ action }: { action: string }) => action)).not.toContain('variance.accept');
  });
});

describe('accepting a variance', () => {
  test('takes it out of the totals while it stays as it is', async () => {
    const { client, on, recount, rows } = await startScene();
    const accepted = await on('2', 'PUT', '/acceptance', { reason: 'two spares', until: TOMORROW });
    expect(accepted.body).toMatchObject({
      status: 'accepted',
      variance: 2,
      acceptance: { reason: 'two spares', until: TOMORROW, variance: 2, by: 'Test', reopenedAt: null },
    });
    const { body } = await client.request('GET', '/api/v1/reconciliation/summary');
    expect(body.byStatus).toMatchObject({ accepted: 1, under_billed: 1 });
    await recount(12);
    expect((await rows())['2'].status).toBe('accepted');
  });

  test('reopens by itself when the variance changes, says why, and stays open', async () => {
    const { on, recount, rows } = await startScene();
    await on('2', 'PUT', '/acceptance', { reason: 'two spares' });
    await recount(13);
    expect((await rows())['2']).toMatchObject({
      status: 'under_billed',
      acceptance: { reopenedBecause: 'the variance is now +3, +2 was accepted' },
    });
    await recount(12);
    expect((await rows())['2']).toMatchObject({ status: 'under_billed', acceptance: { variance: 2 } });
    expect((await on('2', 'PUT', '/acceptance', { reason: 'again' })).body).toMatchObject({
      status: 'accepted',
      acceptance: { reopenedAt: null },
    });
  });

  test('reopens by itself when its last day has passed', async () => {
    const { instance, client, on, rows } = await startScene();
    await on('2', 'PUT', '/acceptance', { reason: 'two spares', until: TOMORROW });
    expect((await rows())['2'].status).toBe('accepted');
    await instance.context.db.pool.query(`UPDATE acceptance SET until = current_date - 2`);
    await client.request('POST', '/api/v1/reconciliation/runs');
    const reopened = (await rows())['2'];
    expect(reopened).toMatchObject({ status: 'under_billed', variance: 2 });
    expect(reopened.acceptance.reopenedBecause).toMatch(/^it was accepted until \d/);
  });

  test('waits while nothing is known, and holds on when the same variance is back', async () => {
    const { client, on, rows } = await startScene();
    await on('2', 'PUT', '/acceptance', { reason: 'two spares' });
    await client.request('PATCH', '/api/v1/workspace', { staleAfterHours: 0.000001 });
    expect((await rows())['2']).toMatchObject({ status: 'unknown', acceptance: { reopenedAt: null } });
    await client.request('PATCH', '/api/v1/workspace', { staleAfterHours: 48 });
    expect((await rows())['2']).toMatchObject({ status: 'accepted', acceptance: { reopenedAt: null } });
  });

  test('is taken back', async () => {
    const { on } = await startScene();
    await on('2', 'PUT', '/acceptance', { reason: 'two spares' });
    expect((await on('2', 'DELETE', '/acceptance')).body).toMatchObject({
      status: 'under_billed',
      acceptance: null,
    });
  });

  test('is refused until a past day, without a reason, and where nothing is to accept', async () => {
    const { on } = await startScene();
    expect((await on('2', 'PUT', '/acceptance', { reason: 'late', until: '2020-01-01' })).status).toBe(422);
    expect((await on('2', 'PUT', '/acceptance', {})).status).toBe(400);
    expect((await on('1', 'PUT', '/acceptance', { reason: 'matched' })).status).toBe(422);
  });

  test("does not reach another workspace's lines", async () => {
    const { instance, ids } = await startScene();
    const stranger = await instance.client();
    const path = `/api/v1/reconciliation/${ids['2']}`;
    expect((await stranger.request('PUT', `${path}/acceptance`, { reason: 'mine' })).status).toBe(404);
    expect((await stranger.request('PUT', `${path}/note`, { text: 'mine' })).status).toBe(404);
  });
});

describe('a note', () => {
  test('stays with the finding until it is removed', async () => {
    const { on, recount, rows } = await startScene();
    expect((await on('2', 'PUT', '/note', { text: 'asked the client' })).body.note).toMatchObject({
      text: 'asked the client',
      assigneeId: null,
    });
    await recount(14);
    expect((await rows())['2'].note).toMatchObject({ text: 'asked the client', by: 'Test' });
    expect((await on('2', 'DELETE', '/note')).body.note).toBeNull();
  });

  test('can be assigned to members only', async () => {
    const { on } = await startScene();
    expect((await on('2', 'PUT', '/note', { text: 'yours', assigneeId: 'nobody' })).status).toBe(404);
  });
});

describe('sharing a count', () => {
  test('lines of one product share it, those of another do not', async () => {
    const { ids, rows } = await startScene();
    const { 1: first, 2: second, 3: gold } = await rows();
    expect([first.counted, second.counted, gold.counted]).toEqual([6, 6, 12]);
    expect(first.sharedWith).toEqual([ids['2']]);
    expect(gold.sharedWith).toEqual([]);
  });

  test('a person joins lines of different products, with all that share already', async () => {
    const { ids, rows, share } = await startScene();
    expect((await share('3', { joinWith: [ids['1']] })).status).toBe(200);
    const { 1: first, 2: second, 3: gold } = await rows();
    expect([first.counted, second.counted, gold.counted]).toEqual([6, 4, 2]);
    await share('3');
    expect((await rows())['3'].counted).toBe(12);
  });

  test('a person separates a line, which is then owed the full count', async () => {
    const { rows, share } = await startScene();
    await share('2', { separate: true });
    const { 1: first, 2: second } = await rows();
    expect([first.counted, second.counted]).toEqual([12, 12]);
  });

  test('a person names the line that takes the rest', async () => {
    const { rows, share } = await startScene();
    await share('1', { takesRest: true });
    const { 1: first, 2: second } = await rows();
    expect([second.counted, first.counted]).toEqual([4, 8]);
    await share('2', { takesRest: true });
    expect((await rows())['1'].counted).toBe(6);
  });

  test('waits for a run under way before it writes, so that neither waits for the other for good', async () => {
    const { instance, client, ids, rows, share } = await startScene();
    const running = await instance.context.db.pool.connect();
    await running.query('BEGIN');
    await lockRuns(running, client.workspaceId);
    const shared = share('2', { separate: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await running.query(
      `INSERT INTO line_decision (workspace_id, line_item_id) VALUES ($1, $2)
       ON CONFLICT (workspace_id, line_item_id) DO UPDATE SET keeps_unmapped = false`,
      [client.workspaceId, ids['2']],
    );
    await running.query('COMMIT');
    running.release();
    expect((await shared).status).toBe(200);
    expect((await rows())['2'].counted).toBe(12);
  });

  test("is refused with another organization's line", async () => {
    const { share } = await startScene();
    expect((await share('1', { joinWith: ['line_nobody'] })).status).toBe(422);
  });
});

test('a past run shows the rows and the totals as they were', async () => {
  const { client, recount, rows } = await startScene();
  const before = (await client.request('GET', '/api/v1/reconciliation/runs')).body.items[0];
  await recount(20);
  const past = await rows(`runId=${before.id}`);
  expect([past['1'].counted, past['2'].counted, past['3'].counted]).toEqual([6, 6, 12]);
  expect((await rows())['3'].counted).toBe(20);
  const { body } = await client.request('GET', `/api/v1/reconciliation/summary?runId=${before.id}`);
  expect(body).toEqual(before.totals);
  expect((await client.request('GET', '/api/v1/reconciliation?runId=999999')).status).toBe(404);
});

test('a past run shows what had been decided by then, and nothing that was decided later', async () => {
  const { client, on, recount, rows } = await startScene();
  const lastRun = async () => (await client.request('GET', '/api/v1/reconciliation/runs')).body.items[0].id;
  const before = await lastRun();
  await on('2', 'PUT', '/acceptance', { reason: 'a gift' });
  await on('2', 'PUT', '/note', { text: 'asked them' });
  const accepted = await lastRun();
  await recount(13);
  expect((await rows(`runId=${before}`))['2']).toMatchObject({
    status: 'under_billed',
    acceptance: null,
    note: null,
  });
  expect((await rows(`runId=${accepted}`))['2']).toMatchObject({
    status: 'accepted',
    acceptance: { reason: 'a gift', reopenedAt: null, reopenedBecause: null },
    note: null,
  });
  expect((await rows())['2']).toMatchObject({
    status: 'under_billed',
    acceptance: { reason: 'a gift', reopenedBecause: 'the variance is now +3, +2 was accepted' },
    note: { text: 'asked them' },
  });
});

test('the trend tells what was accepted, by its sign, and what was corrected by a changed quantity', async () => {
  const { client, on, recount, bill } = await startScene();
  const amounts = async () => {
    const { body } = await client.request('GET', '/api/v1/reconciliation/trend');
    const day = body.items.at(-1);
    const of = (money: string) => day[`${money}`].map(({ amount }: { amount: string }) => amount);
    return {
      found: [of('underBilled'), of('overBilled')],
      accepted: [of('acceptedUnderBilled'), of('acceptedOverBilled')],
      corrected: [of('correctedUnderBilled'), of('correctedOverBilled')],
    };
  };
  // Lines 1 and 2 share 12 devices and bill 10; line 3 bills 5 of the 12.
  expect(await amounts()).toEqual({
    found: [['112.50'], ['0.00']],
    accepted: [['0.00'], ['0.00']],
    corrected: [['0.00'], ['0.00']],
  });
  await on('2', 'PUT', '/acceptance', { reason: 'a gift' });
  expect(await amounts()).toMatchObject({
    found: [['87.50'], ['0.00']],
    accepted: [['25.00'], ['0.00']],
    corrected: [['0.00'], ['0.00']],
  });
  await bill({ '3': '8' });
  expect(await amounts()).toMatchObject({ found: [['50.00'], ['0.00']], corrected: [['37.50'], ['0.00']] });
  await bill({ '3': '14' });
  expect(await amounts()).toMatchObject({ found: [['0.00'], ['25.00']], corrected: [['87.50'], ['0.00']] });
  // That a device came is no correction.
  await recount(14);
  expect(await amounts()).toMatchObject({ found: [['50.00'], ['0.00']], corrected: [['87.50'], ['0.00']] });
});

test('the trend carries the last run of a day on, and leaves out the days before the first and those to come', async () => {
  const { client, recount } = await startScene();
  const today = new Date().toISOString().slice(0, 10);
  const before = await client.request('GET', `/api/v1/reconciliation/trend?to=${today}`);
  expect(before.body.items).toMatchObject([{ day: today, byStatus: { under_billed: 2 } }]);
  await recount(10);
  const after = await client.request(
    'GET',
    `/api/v1/reconciliation/trend?from=${today}&to=${today}&status=under_billed`,
  );
  expect(after.body.items).toMatchObject([{ day: today, byStatus: { under_billed: 1, over_billed: 0 } }]);
  const ahead = await client.request('GET', `/api/v1/reconciliation/trend?from=${today}&to=${NEXT_WEEK}`);
  expect(ahead.body.items.map(({ day }: { day: string }) => day)).toEqual([today]);
  expect(
    (await client.request('GET', `/api/v1/reconciliation/trend?from=${today}&to=2020-01-01`)).status,
  ).toBe(400);
});
