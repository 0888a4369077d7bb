import { expect, test } from 'vitest';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  devices,
  line,
  scriptVendor,
  syncToEnd,
} from '../sync/testing.ts';
import { startTestInstance } from './testing.ts';

const LIST = '/api/v1/reconciliation?sort=product';
type Row = {
  note: { text: string } | null;
  status: string;
  counted: number | null;
  organizationName: string;
  sharedWith: string[];
};

const SUMMARY = '/api/v1/reconciliation/summary';

async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  psa.batches = [
    batch({
      companies: [company('c1', 'Alder')],
      agreements: [agreement('a1', 'c1', [line('l1'), line('l2')])],
    }),
  ];
  rmm.batches = [batch({ companies: [company('r1', 'Alder')], devices: devices(12, 'r1') })];
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  const client = await instance.client();
  await syncToEnd(client, await connect(client, 'psa'));
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, rmmId);
  const { body } = await client.request('GET', '/api/v1/line-items');
  const lineItemId: string = body.items[0].id;
  const map = (id: string) =>
    client.request('PUT', `/api/v1/line-items/${id}/mapping`, {
      integrationId: rmmId,
      metric: 'devices',
      filter: {},
    });
  await map(lineItemId);
  const get = async (url: string) => (await client.request('GET', url)).body;
  return { client, rmm, psa, rmmId, lineItemId, otherId: body.items[1].id as string, map, get, instance };
}

test('an answer is given again only while nothing it shows has changed', async () => {
  const { client, rmm, rmmId, lineItemId, otherId, map, get } = await startScene();
  const path = `/api/v1/reconciliation/${lineItemId}`;
  const first = await get(LIST);
  expect(await get(LIST)).toEqual(first);
  const acts: [string, () => Promise<unknown>, (row: Row) => unknown][] = [
    ['a note', () => client.request('PUT', `${path}/note`, { text: 'Ask them' }), (row) => row.note?.text],
    [
      'an acceptance',
      () => client.request('PUT', `${path}/acceptance`, { reason: 'Agreed' }),
      (row) => row.status,
    ],
    ['reopening', () => client.request('DELETE', `${path}/acceptance`), (row) => row.status],
    [
      'a sync',
      () => {
        rmm.batches = [batch({ companies: [company('r1', 'Alder')], devices: devices(15, 'r1') })];
        return syncToEnd(client, rmmId);
      },
      (row) => row.counted,
    ],
    [
      'another name',
      async () => {
        const { items } = await get('/api/v1/organizations');
        return client.request('PATCH', `/api/v1/organizations/${items[0].id}`, { name: 'Alder & Sons' });
      },
      (row) => row.organizationName,
    ],
    ['another line', () => map(otherId), (row) => row.sharedWith.length],
  ];
  for (const [what, act, shown] of acts) {
    const before = (await get(LIST)).items.map(shown);
    await act();
    expect((await get(LIST)).items.map(shown), what).not.toEqual(before);
  }
});

test('a summary follows a failed sync too', async () => {
  const { client, rmm, rmmId, get } = await startScene();
  expect((await get(SUMMARY)).byStatus.unknown).toBe(0);
  rmm.beforeBatch = async () => {
    throw new Error('gone');
  };
  await client.request('POST', '/api/v1/sync', { integrationIds: [rmmId] });
  await expect.poll(async () => (await get(SUMMARY)).byStatus.unknown).toBe(1);
});

test('who may not read gets no kept answer', async () => {
  const { instance, get } = await startScene();
  await get(SUMMARY);
  const answer = await fetch(`${instance.url}${SUMMARY}`);
  expect(answer.status).toBe(401);
});
