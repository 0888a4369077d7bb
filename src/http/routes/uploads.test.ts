import { describe, expect, test } from 'vitest';
import { loadConnectors } from '../../connectors/registry.ts';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  line,
  scriptVendor,
  syncToEnd,
  untilEnd,
} from '../../sync/testing.ts';
import { type Answer, startTestInstance, type TestClient, type TestInstance } from '../testing.ts';

const DEVICES = 'Client,Hostname,Type\nContoso,PC-1,Laptop\nContoso,PC-2,Desktop\nFabrikam,SRV-1,Server\n';

type Scene = { instance: TestInstance; client: TestClient; id: string };

async function startScene(): Promise<Scene> {
  const instance = await startTestInstance(await loadConnectors());
  const client = await instance.client();
  return { instance, client, id: await addFiles(client) };
}

async function addFiles(client: TestClient, name = 'Files'): Promise<string> {
  const { body } = await client.request('POST', '/api/v1/integrations', { vendor: 'csv', name });
  return body.id;
}

/** Sends a file as the page does. */
async function send(
  { instance, id }: Pick<Scene, 'instance' | 'id'>,
  client: TestClient,
  content: string | Uint8Array,
  { fileName = 'list.csv', headers = {} }: { fileName?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const url = `${instance.url}/api/v1/integrations/${id}/uploads?fileName=${encodeURIComponent(fileName)}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${client.key}`, 'content-type': 'text/csv', ...headers },
    body: Buffer.from(content),
  });
  return { status: response.status, body: await response.json() };
}

/** Uploads and imports as guessed. @returns the sync run when it has ended. */
async function importFile(scene: Scene, content: string, options: object = {}) {
  const { body } = await send(scene, scene.client, content);
  const answer = await scene.client.request('POST', `/api/v1/uploads/${body.id}/import`, {
    profile: body.profile,
    ...options,
  });
  expect(answer).toMatchObject({ status: 202 });
  return untilEnd(scene.client, answer.body.syncRunId);
}

const integrationOf = async ({ client, id }: Scene) =>
  (await client.request('GET', `/api/v1/integrations/${id}`)).body;

const devicesOf = async ({ instance, id }: Scene) =>
  (
    await instance.context.db.pool.query('SELECT name FROM device WHERE integration_id = $1 ORDER BY name', [
      id,
    ])
  ).rows.map(({ name }) => name);

test('a file is looked at, tried, and taken over by a sync', async () => {
  const scene = await startScene();
  const { client, id } = scene;
  expect(await integrationOf(scene)).toMatchObject({ capabilities: [], lastGoodSyncAt: null });

  const sent = await send(scene, client, DEVICES, { fileName: '../../etc/Client list.csv' });
  expect(sent).toMatchObject({
    status: 201,
    body: {
      integrationId: id,
      fileName: 'Client list.csv',
      sizeBytes: DEVICES.length,
      format: 'text',
      isSavedProfile: false,
      profile: { kind: 'devices', encoding: 'utf-8', delimiter: ',', headerRow: 1 },
      rows: [{ row: 2, cells: ['Contoso', 'PC-1', 'Laptop'] }, { row: 3 }, { row: 4 }],
    },
  });
  expect(sent.body.fields.map((field: { id: string }) => field.id)).toContain('serialNumber');

  const { profile } = sent.body;
  const checked = await client.request('POST', `/api/v1/uploads/${sent.body.id}/check`, { profile });
  expect(checked).toMatchObject({ status: 200, body: { rows: 3, records: 3, companies: 2, errorCount: 0 } });
  expect(await devicesOf(scene)).toEqual([]);

  const { status, body } = await client.request('POST', `/api/v1/uploads/${sent.body.id}/import`, {
    profile,
  });
  expect(status).toBe(202);
  expect(await untilEnd(client, body.syncRunId)).toMatchObject({ status: 'succeeded', rows: { added: 5 } });
  expect(await devicesOf(scene)).toEqual(['PC-1', 'PC-2', 'SRV-1']);
  expect(await integrationOf(scene)).toMatchObject({
    capabilities: ['devices'],
    counts: { companies: 2, devices: 3 },
    lastGoodSyncAt: sent.body.createdAt,
  });
});

test('the next file replaces the one before, read by its profile', async () => {
  const scene = await startScene();
  await importFile(scene, DEVICES);
  const next = DEVICES.replace('Contoso,PC-2,Desktop', 'Contoso,PC-3,Desktop');
  const { body } = await send(scene, scene.client, next.replaceAll(',', ';'));
  expect(body).toMatchObject({ isSavedProfile: true, missingColumns: [], profile: { delimiter: ';' } });
  const checked = await scene.client.request('POST', `/api/v1/uploads/${body.id}/check`, {
    profile: body.profile,
  });
  expect(checked.body.changes).toEqual({ added: 1, removed: 1, removedNames: ['PC-2 (contoso)'] });
  const run = await importFile(scene, next);
  expect(run).toMatchObject({ status: 'succeeded', rows: { added: 1, changed: 0, removed: 1 } });
  expect(await devicesOf(scene)).toEqual(['PC-1', 'PC-3', 'SRV-1']);
  expect(await importFile(scene, next)).toMatchObject({ rows: { added: 0, changed: 0, removed: 0 } });
  const { rows } = await scene.instance.context.db.pool.query('SELECT count(*)::int AS n FROM upload');
  expect(rows).toEqual([{ n: 2 }]);
});

test('reading the same file again makes it no younger', async () => {
  const scene = await startScene();
  await importFile(scene, DEVICES);
  await scene.instance.context.db.pool.query(
    `UPDATE upload SET created_at = '2026-01-02T03:04:05Z'; UPDATE integration SET last_good_sync_at = NULL`,
  );
  const { body } = await scene.client.request('POST', `/api/v1/integrations/${scene.id}/sync`);
  expect(await untilEnd(scene.client, body.syncRunId)).toMatchObject({
    status: 'succeeded',
    rows: { added: 0 },
  });
  expect((await integrationOf(scene)).lastGoodSyncAt).toBe('2026-01-02T03:04:05.000Z');
});

test('a sync before the first file says that there is none', async () => {
  const scene = await startScene();
  const { body } = await scene.client.request('POST', `/api/v1/integrations/${scene.id}/sync`);
  expect(await untilEnd(scene.client, body.syncRunId)).toMatchObject({
    status: 'failed',
    error: { code: 'no_file', message: 'No file has been uploaded yet.' },
  });
  const test = await scene.client.request('POST', `/api/v1/integrations/${scene.id}/test`);
  expect(test.body).toMatchObject({ ok: false });
});

test('a file that would remove most is held; discarded, the file before it is the one in use', async () => {
  const scene = await startScene();
  const many = Array.from({ length: 40 }, (_, index) => `Contoso,PC-${index},Laptop`).join('\n');
  await importFile(scene, `Client,Hostname,Type\n${many}\n`);
  const run = await importFile(scene, DEVICES);
  expect(run).toMatchObject({ status: 'held' });
  expect(await devicesOf(scene)).toHaveLength(40);
  await scene.client.request('POST', `/api/v1/sync-runs/${run.id}/discard`);
  const { body } = await scene.client.request('POST', `/api/v1/integrations/${scene.id}/sync`);
  expect(await untilEnd(scene.client, body.syncRunId)).toMatchObject({
    status: 'succeeded',
    rows: { removed: 0 },
  });

  const again = await importFile(scene, DEVICES);
  const released = await scene.client.request('POST', `/api/v1/sync-runs/${again.id}/release`);
  expect(released.body).toMatchObject({ status: 'succeeded' });
  expect(await devicesOf(scene)).toEqual(['PC-1', 'PC-2', 'SRV-1']);
});

describe('rows that cannot be read', () => {
  const BAD = 'Customer,Product,Quantity\nContoso,Mail,10\nFabrikam,Mail,1\n';
  const WORSE = BAD.replace('Contoso,Mail,10', 'Contoso,Mail,ten');

  test('are refused by row, unless a person leaves them out', async () => {
    const scene = await startScene();
    const { body } = await send(scene, scene.client, WORSE);
    const path = `/api/v1/uploads/${body.id}/import`;
    expect(await scene.client.request('POST', path, { profile: body.profile })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'rows.2.Quantity', message: 'is not a number: “ten”' }] },
    });
    expect((await scene.client.request('GET', '/api/v1/sync-runs')).body.total).toBe(0);
  });

  test('leave their company as it was and in doubt, and the others as they are now', async () => {
    const scene = await startScene();
    await importFile(scene, BAD);
    const { body } = await send(scene, scene.client, WORSE);
    const checked = await scene.client.request('POST', `/api/v1/uploads/${body.id}/check`, {
      profile: body.profile,
    });
    expect(checked.body.changes).toMatchObject({ added: 0, removed: 0 });
    const run = await importFile(scene, WORSE.replace('Fabrikam,Mail,1', 'Fabrikam,Mail,2'), {
      leaveOutErrors: true,
    });
    expect(run).toMatchObject({
      status: 'succeeded',
      rows: { changed: 1, removed: 0, rejected: 1 },
      failedCompanies: [{ name: 'Contoso', message: 'Row 2, Quantity: is not a number: “ten”' }],
    });
    const { rows } = await scene.instance.context.db.pool.query(
      'SELECT company_external_id AS company, quantity FROM subscription ORDER BY 1',
    );
    expect(rows).toEqual([
      { company: 'contoso', quantity: '10' },
      { company: 'fabrikam', quantity: '2' },
    ]);
  });

  test('are not left out when no other is there', async () => {
    const scene = await startScene();
    const { body } = await send(scene, scene.client, 'Customer,Product,Quantity\nContoso,Mail,ten\n');
    const answer = await scene.client.request('POST', `/api/v1/uploads/${body.id}/import`, {
      profile: body.profile,
      leaveOutErrors: true,
    });
    expect(answer).toMatchObject({ status: 422 });
  });
});

describe('a line compared with a file', () => {
  const HEADER = 'Customer,Product,Quantity\n';

  async function startBilling() {
    const psa = scriptVendor('psa', ['agreements']);
    psa.batches = [
      batch({
        companies: [company('c1', 'Contoso')],
        agreements: [
          agreement('a1', 'c1', [
            line('l1', { quantitySource: 'manual' }),
            line('l2', { quantitySource: 'asset_count', productName: 'Managed server' }),
          ]),
        ],
      }),
    ];
    const instance = await startTestInstance(new Map([...connectorsOf(psa), ...(await loadConnectors())]));
    const client = await instance.client();
    await syncToEnd(client, await connect(client, 'psa'));
    const { body } = await client.request('GET', '/api/v1/line-items');
    const lineOf = (externalId: string) =>
      body.items.find((one: { externalId: string }) => one.externalId === externalId).id;
    return { instance, client, id: await addFiles(client), lineOf };
  }

  const rowOf = async (client: TestClient) =>
    (await client.request('GET', '/api/v1/reconciliation')).body.items[0];

  test('gets its count and its evidence from it; a row that cannot be read makes it unknown, never smaller', async () => {
    const scene = await startBilling();
    const { client, id, lineOf } = scene;
    await importFile(scene, `${HEADER}Contoso,Backup,9\nContoso,Backup,3\nContoso,Mail,5\n`);
    const filter = { productIds: ['backup'] };
    const path = `/api/v1/line-items/${lineOf('l1')}/mapping`;
    const mapped = await client.request('PUT', path, { integrationId: id, metric: 'subscriptions', filter });
    expect(mapped.status).toBe(200);
    expect(await rowOf(client)).toMatchObject({ counted: 12, variance: 2, status: 'under_billed' });
    const evidence = await client.request('GET', `/api/v1/reconciliation/${lineOf('l1')}/evidence`);
    expect(evidence.body.counted).toMatchObject([{ quantity: 9 }, { quantity: 3 }]);
    expect(evidence.body.leftOut).toMatchObject([{ name: 'Mail' }]);

    await importFile(scene, `${HEADER}Contoso,Backup,9\nContoso,Backup,many\nFabrikam,Backup,1\n`, {
      leaveOutErrors: true,
    });
    expect(await rowOf(client)).toMatchObject({ counted: null, variance: null, status: 'unknown' });
    await importFile(scene, `${HEADER}Contoso,Backup,10\n`);
    expect(await rowOf(client)).toMatchObject({ counted: 10, status: 'matched' });
  });

  test('is offered only what the file tells', async () => {
    const scene = await startBilling();
    const { client, id, lineOf } = scene;
    await importFile(scene, 'Client,Hostname\nContoso,PC-1\n');
    const { body } = await client.request('GET', `/api/v1/line-items/${lineOf('l1')}/options`);
    expect(body.integrations).toMatchObject([{ id, metrics: ['devices'], deviceCategories: [] }]);
    const path = `/api/v1/line-items/${lineOf('l2')}/mapping`;
    const byCategory = { integrationId: id, metric: 'devices', filter: { categories: ['server'] } };
    expect(await client.request('PUT', path, byCategory)).toMatchObject({
      status: 422,
      body: { detail: 'Files does not say of what kind a device is: count without categories.' },
    });
    const users = { integrationId: id, metric: 'users', filter: {} };
    const manual = `/api/v1/line-items/${lineOf('l1')}/mapping`;
    expect((await client.request('PUT', manual, users)).status).toBe(422);
    expect((await client.request('PUT', path, { ...byCategory, filter: {} })).status).toBe(200);
  });
});

test('a later file may not tell less, because what it does not tell would count as 0', async () => {
  const scene = await startScene();
  await importFile(scene, DEVICES);
  const attempts = [
    'Company,E-mail,Enabled\nContoso,a@contoso.example,yes\n',
    'Client,Hostname\nContoso,PC-1\n',
  ];
  for (const content of attempts) {
    const { body } = await send(scene, scene.client, content);
    const kind = content.includes('E-mail') ? 'users' : 'devices';
    const { body: looked } = await scene.client.request('GET', `/api/v1/uploads/${body.id}?kind=${kind}`);
    const answer = await scene.client.request('POST', `/api/v1/uploads/${body.id}/import`, {
      profile: looked.profile,
    });
    expect({ content, status: answer.status }).toEqual({ content, status: 422 });
  }
  expect(await devicesOf(scene)).toHaveLength(3);
});

test('an upload is read otherwise as a person chooses', async () => {
  const scene = await startScene();
  const { body } = await send(scene, scene.client, 'A report;\nClient,Hostname;1\nContoso,PC-1;2\n');
  const path = `/api/v1/uploads/${body.id}`;
  const chosen = await scene.client.request(
    'GET',
    `${path}?delimiter=${encodeURIComponent(',')}&headerRow=2`,
  );
  expect(chosen.body).toMatchObject({
    profile: { delimiter: ',', headerRow: 2, columns: { company: 'Client' } },
  });
  expect((await scene.client.request('GET', `${path}?delimiter=x`)).status).toBe(400);
  expect((await scene.client.request('GET', `${path}?nonsense=1`)).status).toBe(400);
});

test('what is no table is refused and not kept', async () => {
  const scene = await startScene();
  const answer = await send(scene, scene.client, '%PDF-1.7');
  expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringContaining('PDF') } });
  expect((await scene.instance.context.db.pool.query('SELECT FROM upload')).rowCount).toBe(0);
});

test('a file of more than 20 MB is refused', async () => {
  const scene = await startScene();
  expect((await send(scene, scene.client, Buffer.alloc(21 * 1024 * 1024, 'a'))).status).toBe(413);
});

test('files are taken by that one address only, and forms of other sites cannot send there', async () => {
  const scene = await startScene();
  expect(
    (await send(scene, scene.client, DEVICES, { headers: { 'content-type': 'text/plain' } })).status,
  ).toBe(415);
  expect(
    await send(scene, scene.client, '{}', { headers: { 'content-type': 'application/json' } }),
  ).toMatchObject({
    status: 400,
  });
  const response = await fetch(`${scene.instance.url}/api/v1/organizations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${scene.client.key}`, 'content-type': 'text/csv' },
    body: DEVICES,
  });
  expect(response.status).toBe(415);
});

test('the same upload sent twice with one key is one upload', async () => {
  const scene = await startScene();
  const headers = { 'idempotency-key': 'once' };
  const first = await send(scene, scene.client, DEVICES, { headers });
  expect((await send(scene, scene.client, DEVICES, { headers })).body.id).toBe(first.body.id);
  expect((await send(scene, scene.client, `${DEVICES}x`, { headers })).status).toBe(422);
});

test('a file is taken over once, and not while a sync is under way', async () => {
  const scene = await startScene();
  const { body } = await send(scene, scene.client, DEVICES);
  const take = () =>
    scene.client.request('POST', `/api/v1/uploads/${body.id}/import`, { profile: body.profile });
  const first = await take();
  expect((await take()).status).toBe(409);
  await untilEnd(scene.client, first.body.syncRunId);
  expect((await take()).status).toBe(409);
});

test('an integration that is read from its vendor takes no files', async () => {
  const { instance, client } = await startScene();
  const { body } = await client.request('POST', '/api/v1/integrations', {
    vendor: 'ninjaone',
    credentials: { clientId: 'a', clientSecret: 'b' },
  });
  expect(await send({ instance, id: body.id }, client, DEVICES)).toMatchObject({ status: 422 });
});

test('viewers look and do not upload; other workspaces find nothing', async () => {
  const scene = await startScene();
  const { body } = await send(scene, scene.client, DEVICES);
  const viewer = await scene.instance.client('viewer', scene.client.workspaceId);
  expect((await viewer.request('GET', `/api/v1/uploads/${body.id}`)).status).toBe(200);
  expect((await send(scene, viewer, DEVICES)).status).toBe(403);
  const { profile } = body;
  expect((await viewer.request('POST', `/api/v1/uploads/${body.id}/import`, { profile })).status).toBe(403);
  const stranger = await scene.instance.client();
  expect((await send(scene, stranger, DEVICES)).status).toBe(404);
  expect((await stranger.request('GET', `/api/v1/uploads/${body.id}`)).status).toBe(404);
  expect((await stranger.request('POST', `/api/v1/uploads/${body.id}/check`, { profile })).status).toBe(404);
  expect((await stranger.request('POST', `/api/v1/uploads/${body.id}/import`, { profile })).status).toBe(404);
});

test('removing the integration removes its files', async () => {
  const scene = await startScene();
  await importFile(scene, DEVICES);
  await send(scene, scene.client, DEVICES);
  expect((await scene.client.request('DELETE', `/api/v1/integrations/${scene.id}`)).status).toBe(204);
  const { rows } = await scene.instance.context.db.pool.query(
    'SELECT (SELECT count(*)::int FROM upload) AS uploads, (SELECT file_profile FROM integration) AS profile',
  );
  expect(rows).toEqual([{ uploads: 0, profile: null }]);
});

test('the document of the API tells that a file is the body', async () => {
  const { client } = await startScene();
  const { body } = await client.request('GET', '/api/openapi.json');
  const { requestBody } = body.paths['/api/v1/integrations/{id}/uploads'].post;
  expect(requestBody.content['text/csv'].schema).toMatchObject({ type: 'string', format: 'binary' });
});
