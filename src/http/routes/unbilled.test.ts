import { expect, test } from 'vitest';
import { VendorError } from '../../connectors/connector.ts';
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

/** Alder is billed for its desktops, at 12.50; its two servers by nobody. Birch has three desktops and no line for them. */
async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  psa.batches = [
    batch({
      companies: [company('c1', 'Alder'), company('c2', 'Birch')],
      agreements: [
        agreement('a1', 'c1', [line('l1'), line('l2', { productId: 'p2', productName: 'Backup' })]),
        agreement('a2', 'c2', [line('l3', { productId: 'p3', productName: 'Hours' })]),
      ],
    }),
  ];
  rmm.batches = [
    batch({
      companies: [company('r1', 'Alder'), company('r2', 'Birch')],
      devices: [
        device('d1', 'r1'),
        device('d2', 'r1'),
        device('s1', 'r1', { category: 'server', name: 'ALDER-DC01' }),
        device('s2', 'r1', { category: 'server', name: 'ALDER-DC02' }),
        ...['b1', 'b2', 'b3'].map((id) => device(id, 'r2', { name: `BIRCH-${id}` })),
      ],
    }),
  ];
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  const client = await instance.client();
  await syncToEnd(client, await connect(client, 'psa'));
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, rmmId);
  const lines = (await client.request('GET', '/api/v1/line-items')).body.items;
  const idOf = (externalId: string): string =>
    lines.find((item: { externalId: string }) => item.externalId === externalId).id;
  const map = (lineItemId: string, categories: string[]) =>
    client.request('PUT', `/api/v1/line-items/${lineItemId}/mapping`, {
      integrationId: rmmId,
      metric: 'devices',
      filter: { categories },
    });
  const organizations = (await client.request('GET', '/api/v1/organizations')).body.items;
  const organization = (name: string): string =>
    organizations.find((one: { name: string }) => one.name === name).id;
  const unbilled = async (query = '') => (await client.request('GET', `/api/v1/unbilled?${query}`)).body;
  expect((await map(idOf('l1'), ['desktop'])).status).toBe(200);
  return { client, rmm, rmmId, idOf, map, organization, unbilled };
}

test('what no line counts is grouped and valued at the usual price, and what nobody sells has none', async () => {
  const { organization, rmmId, unbilled } = await startScene();
  const body = await unbilled();
  expect(body).toMatchObject({ total: 2, unvalued: 1, unknown: [], nextCursor: null });
  expect(body.items[0]).toMatchObject({
    organizationId: organization('Birch'),
    organizationName: 'Birch',
    integrationId: rmmId,
    kind: 'desktop',
    records: 3,
    units: 3,
    price: { median: { amount: '12.50', currency: 'USD' }, lines: 1 },
    monthly: { amount: '37.50', currency: 'USD' },
  });
  expect(body.items[1]).toMatchObject({ kind: 'server', units: 2, price: null, monthly: null });
  expect(body.monthly).toEqual([{ amount: '37.50', currency: 'USD' }]);
  expect((await unbilled('valued=true')).total).toBe(1);
  expect((await unbilled('q=ALDER')).items).toMatchObject([{ kind: 'server' }]);
  expect((await unbilled(`organizationId=${organization('Birch')}`)).total).toBe(1);
});

test('the list pages, each group once', async () => {
  const { unbilled } = await startScene();
  const first = await unbilled('limit=1');
  const second = await unbilled(`limit=1&cursor=${first.nextCursor}`);
  expect([first.items[0].kind, second.items[0].kind]).toEqual(['desktop', 'server']);
  expect(second.nextCursor).toBeNull();
});

test('a record that a person said needs no line is not billable, until that is taken back', async () => {
  const { client, rmmId, organization, unbilled } = await startScene();
  const subject = { integrationId: rmmId, metric: 'devices', externalIds: ['b1', 'b2'] };
  const ignored = await client.request('POST', '/api/v1/unbilled/ignore', { ...subject, reason: 'Spare' });
  expect(ignored.status).toBe(204);
  expect((await unbilled()).items).toMatchObject([{ kind: 'desktop', units: 1 }, { kind: 'server' }]);
  const path = `/api/v1/organizations/${organization('Birch')}/estate`;
  const { items } = (
    await client.request('GET', `${path}/records?integrationId=${rmmId}&metric=devices&part=not_billable`)
  ).body;
  expect(items).toMatchObject([
    { name: 'BIRCH-b1', isIgnored: true, reason: { text: 'Spare' } },
    { name: 'BIRCH-b2', isIgnored: true },
  ]);
  expect((await client.request('POST', '/api/v1/unbilled/restore', subject)).status).toBe(204);
  expect((await unbilled()).items[0]).toMatchObject({ units: 3 });
  const log = (await client.request('GET', '/api/v1/audit?subjectKind=integration')).body.items;
  expect(log.map(({ action }: { action: string }) => action).slice(0, 2)).toEqual([
    'unbilled.restore',
    'unbilled.ignore',
  ]);
});

test('the parts of an estate add up to its records, each record with the lines that count it', async () => {
  const { client, rmmId, idOf, map, organization } = await startScene();
  await map(idOf('l2'), ['desktop', 'server']);
  const path = `/api/v1/organizations/${organization('Alder')}/estate`;
  const { items } = (await client.request('GET', path)).body;
  expect(items).toEqual([
    {
      integrationId: rmmId,
      metric: 'devices',
      reason: null,
      parts: {
        billed_once: { records: 2, units: 2 },
        billed_more_than_once: { records: 2, units: 2 },
        unbilled: { records: 0, units: 0 },
        not_billable: { records: 0, units: 0 },
      },
    },
  ]);
  const records = (
    await client.request('GET', `${path}/records?integrationId=${rmmId}&metric=devices&kind=desktop`)
  ).body;
  expect(records.total).toBe(2);
  expect(records.items[0].lines.map(({ lineItemId }: { lineItemId: string }) => lineItemId).sort()).toEqual(
    [idOf('l1'), idOf('l2')].sort(),
  );
});

test('where a source did not come in, what is unbilled is unknown and never nothing', async () => {
  const { client, rmm, rmmId, organization, unbilled } = await startScene();
  rmm.beforeBatch = async () => {
    throw new VendorError('unreachable', 'The vendor does not answer.');
  };
  await syncToEnd(client, rmmId);
  const body = await unbilled();
  expect(body.items).toEqual([]);
  expect(body.unknown).toMatchObject([
    { organizationName: 'Alder', integrationId: rmmId, reason: 'sync_failed' },
    { organizationName: 'Birch', reason: 'sync_failed' },
  ]);
  const path = `/api/v1/organizations/${organization('Birch')}/estate`;
  expect((await client.request('GET', path)).body.items).toMatchObject([
    { reason: 'sync_failed', parts: null },
  ]);
  const records = await client.request('GET', `${path}/records?integrationId=${rmmId}&metric=devices`);
  expect(records.status).toBe(422);
});

test('an organization or an integration that is not there is not found', async () => {
  const { client: own } = await startScene();
  expect((await own.request('GET', '/api/v1/organizations/org_nobody/estate')).status).toBe(404);
  const bad = await own.request('POST', '/api/v1/unbilled/ignore', {
    integrationId: 'int_nobody',
    metric: 'devices',
    externalIds: ['b1'],
    reason: 'x',
  });
  expect(bad.status).toBe(404);
});
