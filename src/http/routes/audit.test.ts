import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  license,
  line,
  lineIds,
  scriptVendor,
  syncToEnd,
} from '../../sync/testing.ts';
import { startTestInstance } from '../testing.ts';

const EXPORT = '/api/v1/audit/export';

async function startScene() {
  const instance = await startTestInstance(new Map());
  const client = await instance.client();
  const make = (name: string) => client.request('POST', '/api/v1/organizations', { name });
  return { instance, client, make };
}

test('entries of the audit log are added, and never changed or removed', async () => {
  const { instance, client, make } = await startScene();
  await make('Alder');
  const { pool } = instance.context.db;
  for (const statement of [
    `UPDATE audit_log SET actor_name = 'Nobody'`,
    `UPDATE audit_log SET after = NULL WHERE workspace_id = '${client.workspaceId}'`,
    'DELETE FROM audit_log',
    'TRUNCATE audit_log',
    'TRUNCATE workspace CASCADE',
    `DELETE FROM workspace WHERE workspace_id = '${client.workspaceId}'`,
  ]) {
    await expect(pool.query(statement), statement).rejects.toThrow(/append-only|violates foreign key/);
  }
  expect((await client.request('GET', '/api/v1/audit')).body).toMatchObject({
    total: 1,
    items: [{ action: 'organization.create', subject: { name: 'Alder' } }],
  });
});

test('the log is exported whole, as CSV and as JSON, by the same filters as the list', async () => {
  const { instance, client, make } = await startScene();
  await make('Alder, "the" client\nof ours');
  await make('=HYPERLINK("https://evil.example")');
  await instance.context.db.pool.query(
    `INSERT INTO audit_log (workspace_id, actor_kind, actor_name, action, subject_kind)
     SELECT $1, 'system', 'Tieout', 'test.fill', 'filling' FROM generate_series(1, 1200)`,
    [client.workspaceId],
  );
  const rows: Record<string, string>[] = parse((await client.request('GET', EXPORT)).body, { columns: true });
  const entries = (await client.request('GET', `${EXPORT}?format=json`)).body;
  expect([rows.length, entries.length]).toEqual([1202, 1202]);
  const listed = (await client.request('GET', '/api/v1/audit?subjectKind=organization')).body.items;
  const exported = (await client.request('GET', `${EXPORT}?format=json&subjectKind=organization`)).body;
  expect(exported).toEqual(listed);
  expect(rows.slice(-2).map(({ subjectName }) => subjectName)).toEqual([
    `'=HYPERLINK("https://evil.example")`,
    'Alder, "the" client\nof ours',
  ]);
  expect(rows.at(-1)).toMatchObject({
    ...{ at: listed[1].at, actorKind: 'key', action: 'organization.create' },
    after: JSON.stringify(listed[1].after),
  });
  expect((await client.request('GET', `${EXPORT}?format=json&to=2020-01-01`)).body).toEqual([]);
  expect((await client.request('GET', `${EXPORT}?format=xml`)).status).toBe(400);
});

test('an entry names the lines, SKUs and rules whose ids it has', async () => {
  const psa = scriptVendor('psa', ['agreements']);
  const cloud = scriptVendor('cloud', ['licenses']);
  const lines = [
    line('1', { quantitySource: 'license_count', productName: 'Seats' }),
    line('3', { productId: 'p3', quantitySource: 'license_count', productName: 'More seats' }),
    line('2', { productId: 'p2', productName: 'Loyalty discount', quantity: '1', unitPrice: '-20' }),
  ];
  psa.batches = [batch({ companies: [company('c1', 'Alder')], agreements: [agreement('a1', 'c1', lines)] })];
  const seats = license('l1', 'r1');
  cloud.batches = [batch({ companies: [company('r1', 'Alder')], licenses: [seats] })];
  const client = await (await startTestInstance(connectorsOf(psa, cloud))).client();
  const integrationId = await connect(client, 'cloud');
  for (const id of [await connect(client, 'psa'), integrationId]) await syncToEnd(client, id);
  const ids = await lineIds(client);
  const act = (method: string, path: string, sent: unknown) =>
    client.request(method, `/api/v1/line-items/${path}`, sent);
  const latest = async () => (await client.request('GET', '/api/v1/audit')).body.items[0];

  const filter = { skuIds: [seats.skuId], basis: 'purchased' };
  const mapped = await act('PUT', `${ids['1']}/mapping`, { integrationId, metric: 'licenses', filter });
  expect(mapped.status, JSON.stringify(mapped.body)).toBe(200);
  const named = { integrationId, id: seats.skuId.toLowerCase(), name: seats.skuName };
  expect(await latest()).toMatchObject({ action: 'mapping.update', names: [named] });

  await act('PUT', `${ids['2']}/link`, { parentLineItemId: ids['1'], effect: 'price' });
  expect(await latest()).toMatchObject({
    action: 'line_item.link',
    names: [{ integrationId: null, id: ids['1'], name: 'Seats' }],
  });

  const mapping = { integrationId, metric: 'licenses', filter };
  const rule = await client.request('POST', '/api/v1/rules', { namePattern: 'more *', mapping });
  expect(rule.status, JSON.stringify(rule.body)).toBe(201);
  const { body } = await client.request('GET', `/api/v1/audit?subjectId=${ids['3']}`);
  expect(body.items[0]).toMatchObject({
    action: 'mapping.update',
    names: [{ integrationId: null, id: rule.body.id, name: 'more *' }, named],
  });
});

test('another workspace exports nothing of it', async () => {
  const { instance, make } = await startScene();
  await make('Alder');
  const stranger = await instance.client();
  expect((await stranger.request('GET', `${EXPORT}?format=json`)).body).toEqual([]);
});
