import { describe, expect, test } from 'vitest';
import { VendorError } from '../../connectors/connector.ts';
import { SecretBox } from '../../secret-box.ts';
import {
  agreement,
  batch,
  CREDENTIALS,
  company,
  connect,
  connectorsOf,
  device,
  line,
  scriptVendor,
  syncToEnd,
} from '../../sync/testing.ts';
import { startTestInstance } from '../testing.ts';

async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  return { psa, rmm, instance, client: await instance.client() };
}

const defaultPsa = async ({ client }: Awaited<ReturnType<typeof startScene>>) =>
  (await client.request('GET', '/api/v1/workspace')).body.defaultPsaIntegrationId;

test('the catalogue lists every vendor with the fields of its form', async () => {
  const { client } = await startScene();
  const { status, body } = await client.request('GET', '/api/v1/vendors');
  expect(status).toBe(200);
  expect(body).toMatchObject({ total: 2, nextCursor: null });
  expect(body.items[0]).toMatchObject({ id: 'psa', name: 'Vendor psa', capabilities: ['agreements'] });
  expect(body.items[0].credentialFields[1]).toMatchObject({
    name: 'clientSecret',
    secret: true,
    required: true,
  });
});

describe('connecting a vendor', () => {
  test('answers the integration without its secrets, which are nowhere to be read', async () => {
    const { client, instance } = await startScene();
    const created = await client.request('POST', '/api/v1/integrations', {
      vendor: 'psa',
      credentials: CREDENTIALS,
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      vendor: 'psa',
      name: 'Vendor psa',
      credentials: { clientId: 'northwind' },
      secretsSet: ['clientSecret'],
      isDefaultPsa: true,
      lastSync: null,
      lastGoodSyncAt: null,
    });
    await client.request('PATCH', `/api/v1/integrations/${created.body.id}`, {
      credentials: { clientSecret: 'next-secret' },
    });
    const uncounted = await client.request('GET', '/api/v1/integrations?counts=false');
    const { counts: _, ...listed } = (await client.request('GET', '/api/v1/integrations')).body.items[0];
    expect(uncounted.body.items).toEqual([listed]);
    const answers = [
      created,
      await client.request('GET', '/api/v1/integrations'),
      await client.request('GET', `/api/v1/integrations/${created.body.id}`),
    ];
    const { rows } = await instance.context.db.pool.query('SELECT to_jsonb(i) AS i FROM integration i');
    const audit = await instance.context.db.pool.query('SELECT before, after FROM audit_log');
    const everything = JSON.stringify([answers, rows, audit.rows]);
    expect(everything).toContain('northwind');
    expect(everything).not.toContain('hunter2');
    expect(everything).not.toContain('next-secret');
  });

  test('names every field that is missing or unknown', async () => {
    const { client } = await startScene();
    const credentials = { clientId: ' ', nonsense: 'x' };
    const { status, body } = await client.request('POST', '/api/v1/integrations', {
      vendor: 'psa',
      credentials,
    });
    expect(status).toBe(400);
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'credentials.clientId',
      'credentials.clientSecret',
      'credentials.nonsense',
    ]);
    const unknown = await client.request('POST', '/api/v1/integrations', {
      vendor: 'nobody',
      credentials: {},
    });
    expect(unknown).toMatchObject({ status: 400, body: { errors: [{ path: 'vendor' }] } });
  });

  test('makes the first PSA the default one, and no other', async () => {
    const scene = await startScene();
    await connect(scene.client, 'rmm');
    expect(await defaultPsa(scene)).toBeNull();
    const first = await connect(scene.client, 'psa');
    const second = await connect(scene.client, 'psa');
    expect(await defaultPsa(scene)).toBe(first);
    const { body } = await scene.client.request('GET', '/api/v1/integrations?limit=2');
    expect(body.total).toBe(3);
    const rest = await scene.client.request('GET', `/api/v1/integrations?limit=2&cursor=${body.nextCursor}`);
    const ids = [...body.items, ...rest.body.items].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(ids).toContain(second);
  });

  test('is for owners and admins', async () => {
    const { client, instance } = await startScene();
    const biller = await instance.client('biller', client.workspaceId);
    const body = { vendor: 'psa', credentials: CREDENTIALS };
    expect((await biller.request('POST', '/api/v1/integrations', body)).status).toBe(403);
    const id = await connect(client, 'psa');
    expect((await biller.request('DELETE', `/api/v1/integrations/${id}`)).status).toBe(403);
    expect((await biller.request('GET', '/api/v1/integrations')).body.total).toBe(1);
    const viewer = await instance.client('viewer', client.workspaceId);
    expect((await viewer.request('POST', `/api/v1/integrations/${id}/sync`)).status).toBe(403);
  });
});

test('a change of credentials keeps the secrets that are not sent', async () => {
  const { client, rmm } = await startScene();
  const id = await connect(client, 'rmm');
  const opened: Record<string, string>[] = [];
  const { open } = rmm.connector;
  rmm.connector.open = (credentials, context) => {
    opened.push(credentials);
    return open(credentials, context);
  };
  const patched = await client.request('PATCH', `/api/v1/integrations/${id}`, {
    name: 'Ours',
    credentials: { clientId: 'other' },
  });
  expect(patched).toMatchObject({ status: 200, body: { name: 'Ours', credentials: { clientId: 'other' } } });
  await client.request('POST', `/api/v1/integrations/${id}/test`);
  expect(opened).toEqual([{ clientId: 'other', clientSecret: CREDENTIALS.clientSecret }]);
  expect(
    (await client.request('PATCH', `/api/v1/integrations/${id}`, { credentials: { clientSecret: '' } }))
      .status,
  ).toBe(400);
});

test('credentials stored with another secret of the instance can be entered again', async () => {
  const { client, instance } = await startScene();
  const id = await connect(client, 'rmm');
  const foreign = new SecretBox('quite another secret of thirty-two characters').seal('{}', 'elsewhere');
  await instance.context.db.pool.query('UPDATE integration SET secrets = $1', [foreign]);
  const path = `/api/v1/integrations/${id}`;
  expect((await client.request('POST', `${path}/test`)).body).toMatchObject({ ok: false });
  expect((await client.request('PATCH', path, { name: 'Ours' })).body).toMatchObject({ name: 'Ours' });
  expect((await client.request('PATCH', path, { credentials: { clientId: 'x' } })).status).toBe(400);
  expect((await client.request('PATCH', path, { credentials: CREDENTIALS })).status).toBe(200);
  expect((await client.request('POST', `${path}/test`)).body).toMatchObject({ ok: true });
});

test('a test says what the vendor said, also when it refuses', async () => {
  const { client, rmm } = await startScene();
  const id = await connect(client, 'rmm');
  const test = () => client.request('POST', `/api/v1/integrations/${id}/test`);
  expect(await test()).toMatchObject({ status: 200, body: { ok: true, message: 'Signed in to rmm' } });
  rmm.connector.open = () => {
    throw new VendorError('bad_credentials', 'The vendor does not know this client.');
  };
  expect(await test()).toMatchObject({
    status: 200,
    body: { ok: false, message: 'The vendor does not know this client.' },
  });
});

describe('removing an integration', () => {
  test('takes its records and secrets away and keeps what it billed, as gone', async () => {
    const scene = await startScene();
    const { client, psa, rmm, instance } = scene;
    psa.batches = [
      batch({ companies: [company('c1', 'Contoso')], agreements: [agreement('a1', 'c1', [line('l1')])] }),
    ];
    rmm.batches = [batch({ companies: [company('s1', 'Contoso')], devices: [device('d1', 's1')] })];
    const first = await connect(client, 'psa');
    const second = await connect(client, 'psa');
    const third = await connect(client, 'rmm');
    await syncToEnd(client, first);
    await syncToEnd(client, third);

    expect((await client.request('DELETE', `/api/v1/integrations/${first}`)).status).toBe(204);
    expect((await client.request('DELETE', `/api/v1/integrations/${third}`)).status).toBe(204);

    expect(await defaultPsa(scene)).toBe(second);
    for (const path of ['', '/sync', '/test']) {
      const method = path === '' ? 'GET' : 'POST';
      expect((await client.request(method, `/api/v1/integrations/${first}${path}`)).status).toBe(404);
    }
    const { rows } = await instance.context.db.pool.query(
      `SELECT (SELECT count(*)::int FROM company) AS companies, (SELECT count(*)::int FROM device) AS devices,
         (SELECT bool_and(is_gone) FROM agreement) AS agreements, (SELECT bool_and(is_gone) FROM line_item) AS lines,
         (SELECT string_agg(secrets, '') FROM integration WHERE removed_at IS NOT NULL) AS secrets,
         (SELECT count(*)::int FROM reconciliation_run WHERE trigger = 'integration removed') AS runs`,
    );
    expect(rows).toEqual([{ companies: 0, devices: 0, agreements: true, lines: true, secrets: '', runs: 2 }]);

    await client.request('DELETE', `/api/v1/integrations/${second}`);
    expect(await defaultPsa(scene)).toBeNull();
  });

  test('ends its sync, which writes nothing any more', async () => {
    const { client, rmm, instance } = await startScene();
    const go = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    rmm.batches = [batch({ companies: [company('s1', 'Contoso')], devices: [device('d1', 's1')] })];
    rmm.beforeBatch = () => {
      reached.resolve();
      return go.promise;
    };
    const id = await connect(client, 'rmm');
    const { body } = await client.request('POST', `/api/v1/integrations/${id}/sync`);
    await reached.promise;
    await client.request('DELETE', `/api/v1/integrations/${id}`);
    go.resolve();
    await instance.context.jobs.stop();
    expect((await client.request('GET', `/api/v1/sync-runs/${body.syncRunId}`)).body.status).toBe(
      'cancelled',
    );
    expect((await instance.context.db.pool.query('SELECT FROM device')).rowCount).toBe(0);
  });
});

describe('starting syncs', () => {
  test('takes the default PSA by default, those named, or all', async () => {
    const { client } = await startScene();
    expect((await client.request('POST', '/api/v1/sync')).status).toBe(422);
    const psa = await connect(client, 'psa');
    const rmm = await connect(client, 'rmm');
    const integrationsOf = async (body?: object) => {
      const answer = await client.request('POST', '/api/v1/sync', body);
      expect(answer.status).toBe(202);
      const runs = [];
      for (const id of answer.body.syncRunIds) {
        runs.push((await client.request('GET', `/api/v1/sync-runs/${id}`)).body.integrationId);
        await client.request('GET', `/api/v1/sync-runs/${id}/events`).catch(() => undefined);
      }
      return runs.sort();
    };
    expect(await integrationsOf()).toEqual([psa]);
    await expect
      .poll(async () => (await client.request('GET', '/api/v1/sync-runs?status=queued,running')).body.total)
      .toBe(0);
    expect(await integrationsOf({ integrationIds: [rmm, rmm] })).toEqual([rmm]);
    await expect
      .poll(async () => (await client.request('GET', '/api/v1/sync-runs?status=queued,running')).body.total)
      .toBe(0);
    expect(await integrationsOf({ all: true })).toEqual([psa, rmm].sort());
    expect((await client.request('GET', `/api/v1/sync-runs?integrationId=${rmm}`)).body.total).toBe(2);
  });

  test('knows nothing of another workspace', async () => {
    const { client, instance } = await startScene();
    const stranger = await instance.client();
    const id = await connect(client, 'rmm');
    const run = await syncToEnd(client, id);
    const attempts: [string, string, unknown?][] = [
      ['GET', `/api/v1/integrations/${id}`],
      ['PATCH', `/api/v1/integrations/${id}`, { name: 'Mine' }],
      ['DELETE', `/api/v1/integrations/${id}`],
      ['POST', `/api/v1/integrations/${id}/test`],
      ['POST', `/api/v1/integrations/${id}/sync`],
      ['POST', '/api/v1/sync', { integrationIds: [id] }],
      ['GET', `/api/v1/sync-runs?integrationId=${id}`],
      ['GET', `/api/v1/sync-runs/${run.id}`],
      ['GET', `/api/v1/sync-runs/${run.id}/events`],
      ['POST', `/api/v1/sync-runs/${run.id}/cancel`],
      ['POST', `/api/v1/sync-runs/${run.id}/release`],
      ['POST', `/api/v1/sync-runs/${run.id}/discard`],
      ['GET', `/api/v1/companies?integrationId=${id}`],
    ];
    for (const [method, path, body] of attempts) {
      expect({ path, status: (await stranger.request(method, path, body)).status }).toEqual({
        path,
        status: 404,
      });
    }
    expect((await stranger.request('GET', '/api/v1/sync-runs')).body.total).toBe(0);
    expect((await client.request('GET', `/api/v1/integrations/${id}`)).body.name).toBe('Vendor rmm');
  });
});

describe('a paused integration', () => {
  test('is passed over when all are synced, and refused by name when it is asked for alone', async () => {
    const { client } = await startScene();
    const psa = await connect(client, 'psa');
    const rmm = await connect(client, 'rmm');
    const pause = (id: string, paused: boolean) =>
      client.request('PATCH', `/api/v1/integrations/${id}`, { paused });
    expect((await pause(psa, true)).body.pausedAt).not.toBeNull();
    for (const body of [undefined, { integrationIds: [rmm, psa] }]) {
      const refused = await client.request('POST', '/api/v1/sync', body);
      expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('is paused') } });
      expect(refused.body.detail).toContain('Resume it');
    }
    expect((await client.request('POST', `/api/v1/integrations/${psa}/sync`)).status).toBe(409);
    const { body } = await client.request('POST', '/api/v1/sync', { all: true });
    expect(body.syncRunIds).toHaveLength(1);
    await expect
      .poll(async () => (await client.request('GET', '/api/v1/sync-runs?status=queued,running')).body.total)
      .toBe(0);
    await pause(rmm, true);
    expect(await client.request('POST', '/api/v1/sync', { all: true })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Every integration is paused') },
    });
    await pause(psa, false);
    expect((await client.request('POST', `/api/v1/integrations/${psa}/sync`)).status).toBe(202);
  });

  test('keeps its data, and finishes the sync it is in', async () => {
    const { client, rmm } = await startScene();
    const go = Promise.withResolvers<void>();
    rmm.batches = [batch({ companies: [company('s1', 'Contoso')], devices: [device('d1', 's1')] })];
    rmm.beforeBatch = () => go.promise;
    const id = await connect(client, 'rmm');
    const path = `/api/v1/integrations/${id}`;
    const { body } = await client.request('POST', `${path}/sync`);
    await client.request('PATCH', path, { paused: true });
    go.resolve();
    await expect
      .poll(async () => (await client.request('GET', `/api/v1/sync-runs/${body.syncRunId}`)).body.status)
      .toBe('succeeded');
    expect((await client.request('GET', path)).body.counts.devices).toBe(1);
  });

  test('is paused and resumed by owners and admins', async () => {
    const { client, instance } = await startScene();
    const id = await connect(client, 'rmm');
    const biller = await instance.client('biller', client.workspaceId);
    const { status } = await biller.request('PATCH', `/api/v1/integrations/${id}`, { paused: true });
    expect(status).toBe(403);
  });
});
