import { describe, expect, test } from 'vitest';
import { VendorError } from '../connectors/connector.ts';
import { loadSources } from '../database/queries/sources.ts';
import { startTestInstance, type TestClient, type TestInstance } from '../http/testing.ts';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  device,
  devices,
  license,
  line,
  type ScriptedVendor,
  scriptVendor,
  startSync,
  syncToEnd,
  untilEnd,
} from './testing.ts';

type Scene = { instance: TestInstance; client: TestClient; vendor: ScriptedVendor; integrationId: string };

async function startScene(
  capabilities: Parameters<typeof scriptVendor>[1] = ['devices', 'licenses'],
): Promise<Scene> {
  const vendor = scriptVendor('rmm', capabilities);
  const instance = await startTestInstance(connectorsOf(vendor));
  const client = await instance.client();
  return { instance, client, vendor, integrationId: await connect(client, 'rmm') };
}

async function sourceOf({ instance, client, integrationId }: Scene) {
  return (await loadSources(instance.context.db.pool, client.workspaceId)).get(integrationId);
}

const TABLES = ['company', 'agreement', 'line_item', 'device', 'license'];

/** Every vendor row with the transaction that wrote it: a row that is written again differs. */
async function snapshot({ instance, integrationId }: Scene) {
  const parts = TABLES.map(
    (
      name,
    ) => `SELECT '${name}' AS name, external_id, xmin::text AS xmin, xmax::text AS xmax, to_jsonb(t) AS row
               FROM ${name} t WHERE integration_id = $1`,
  );
  const { rows } = await instance.context.db.pool.query(`${parts.join(' UNION ALL ')} ORDER BY 1, 2`, [
    integrationId,
  ]);
  return rows;
}

async function integrationOf({ client, integrationId }: Scene) {
  return (await client.request('GET', `/api/v1/integrations/${integrationId}`)).body;
}

async function troubleOf({ instance, integrationId }: Scene): Promise<string | null> {
  const { rows } = await instance.context.db.pool.query('SELECT trouble FROM integration WHERE id = $1', [
    integrationId,
  ]);
  return rows[0].trouble;
}

describe('a sync', () => {
  test('takes over what the vendor lists, text as it is, and says how much', async () => {
    const scene = await startScene();
    const odd = 'Käse\\n "Büro"\t{1,2}\n\u0000end';
    scene.vendor.batches = [
      batch({ companies: [company('c1', 'Contoso', { domains: ['contoso.com', 'a"b\\c,d'] })] }),
      batch({ devices: [device('d1', 'c1', { name: odd, osName: '\\N' })], licenses: [license('l1', 'c1')] }),
    ];

    const run = await syncToEnd(scene.client, scene.integrationId);

    expect(run).toMatchObject({
      status: 'succeeded',
      rows: { added: 3, changed: 0, removed: 0, rejected: 0 },
      error: null,
    });
    const rows = await snapshot(scene);
    expect(rows.find(({ name }) => name === 'device')?.row).toMatchObject({
      name: odd.replace('\u0000', ''),
      os_name: '\\N',
      serial_number: null,
      last_seen_at: '2026-01-02T03:04:05+00:00',
    });
    expect(rows.find(({ name }) => name === 'company')?.row.domains).toEqual(['contoso.com', 'a"b\\c,d']);
    expect(rows.find(({ name }) => name === 'license')?.row.sku_name).toBe(
      'Microsoft 365 "Business" \\ Premium\t',
    );
    expect(await integrationOf(scene)).toMatchObject({
      lastGoodSyncAt: run.startedAt,
      counts: { companies: 1, devices: 1, licenses: 1 },
      lastSync: { id: run.id },
    });
  });

  test('of an unchanged source writes no row', async () => {
    const scene = await startScene(['agreements', 'devices']);
    scene.vendor.batches = [
      batch({ companies: [company('c1', 'Contoso')], devices: devices(30, 'c1') }),
      batch({ agreements: [agreement('a1', 'c1', [line('l1'), line('l2', { quantity: '1.50' })])] }),
    ];
    await syncToEnd(scene.client, scene.integrationId);
    const before = await snapshot(scene);

    const run = await syncToEnd(scene.client, scene.integrationId);

    expect(run).toMatchObject({ status: 'succeeded', rows: { added: 0, changed: 0, removed: 0 } });
    expect(await snapshot(scene)).toEqual(before);
  });

  test('writes only the rows that differ, and removes what is no longer listed', async () => {
    const scene = await startScene();
    const companies = [company('c1', 'Contoso')];
    scene.vendor.batches = [
      batch({ companies, devices: [device('d1', 'c1'), device('d2', 'c1'), device('d3', 'c1')] }),
    ];
    await syncToEnd(scene.client, scene.integrationId);
    const before = await snapshot(scene);

    scene.vendor.batches = [
      batch({ companies, devices: [device('d1', 'c1'), device('d2', 'c1', { osName: null })] }),
    ];
    const run = await syncToEnd(scene.client, scene.integrationId);

    expect(run.rows).toMatchObject({ added: 0, changed: 1, removed: 1 });
    const after = await snapshot(scene);
    expect(after.map(({ external_id }) => external_id)).toEqual(['c1', 'd1', 'd2']);
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
  });

  test('keeps agreements and lines that are gone, under their old ids when they return', async () => {
    const scene = await startScene(['agreements']);
    const companies = [company('c1', 'Contoso')];
    const listed = [batch({ companies, agreements: [agreement('a1', 'c1', [line('l1'), line('l2')])] })];
    scene.vendor.batches = listed;
    await syncToEnd(scene.client, scene.integrationId);
    const idsOf = (rows: Awaited<ReturnType<typeof snapshot>>) =>
      rows.map(({ row }) => [row.id, row.is_gone]);
    const before = idsOf(await snapshot(scene));

    scene.vendor.batches = [batch({ companies, agreements: [agreement('a1', 'c1', [line('l2')])] })];
    await syncToEnd(scene.client, scene.integrationId);
    const lines = (await snapshot(scene)).filter(({ name }) => name === 'line_item');
    expect(lines.map(({ external_id, row }) => [external_id, row.is_gone])).toEqual([
      ['l1', true],
      ['l2', false],
    ]);

    scene.vendor.batches = listed;
    await syncToEnd(scene.client, scene.integrationId);
    expect(idsOf(await snapshot(scene))).toEqual(before);
  });

  test('takes the last of two records with one id, also when pages overlap', async () => {
    const scene = await startScene(['agreements', 'devices']);
    scene.vendor.batches = [
      batch({
        companies: [company('c1', 'Old name')],
        agreements: [agreement('a1', 'c1', [line('l1'), line('l2')])],
      }),
      batch({
        companies: [company('c1', 'New name')],
        devices: [device('d1', 'c1'), device('d1', 'c1', { name: 'LAST' })],
      }),
      batch({ agreements: [agreement('a1', 'c1', [line('l2')])] }),
    ];

    const run = await syncToEnd(scene.client, scene.integrationId);

    expect(run).toMatchObject({ status: 'succeeded', rows: { added: 4 } });
    const rows = await snapshot(scene);
    expect(rows.map(({ external_id }) => external_id)).toEqual(['a1', 'c1', 'd1', 'l2']);
    expect(rows.find(({ name }) => name === 'device')?.row.name).toBe('LAST');
    expect(rows.find(({ name }) => name === 'company')?.row.name).toBe('New name');
  });

  test('counts records of companies that are not listed as rejected, with a sample', async () => {
    const scene = await startScene(['agreements', 'devices']);
    scene.vendor.batches = [
      batch({
        companies: [company('c1', 'Contoso')],
        devices: [device('d1', 'c1'), device('d2', 'elsewhere'), device('d3', 'elsewhere')],
        agreements: [agreement('a9', 'elsewhere', [line('l9')])],
        rejected: [{ kind: 'devices', message: 'The device has no name.', sample: '{}' }],
      }),
    ];

    const run = await syncToEnd(scene.client, scene.integrationId);

    expect(run).toMatchObject({ status: 'succeeded', rows: { added: 2, rejected: 4 } });
    expect(run.rejectedSamples).toHaveLength(3);
    expect(run.rejectedSamples.find(({ kind }: { kind: string }) => kind === 'agreements').sample).toContain(
      'a9',
    );
  });

  test('keeps what it knows of a company that could not be read, and clears the mark when it can', async () => {
    const scene = await startScene(['devices', 'agreements']);
    const companies = [company('c1', 'Contoso'), company('c2', 'Fabrikam')];
    const all = batch({
      companies,
      devices: [device('d1', 'c1'), device('d2', 'c2')],
      agreements: [agreement('a1', 'c1', [line('l1')]), agreement('a2', 'c2', [line('l2')])],
    });
    scene.vendor.batches = [all];
    await syncToEnd(scene.client, scene.integrationId);
    const before = (await snapshot(scene)).filter(({ external_id }) => /[adl]1/.test(external_id));

    scene.vendor.batches = [
      batch({ companies, failedCompanies: [{ companyExternalId: 'c1', message: 'No consent.' }] }),
    ];
    const run = await syncToEnd(scene.client, scene.integrationId);
    expect(run).toMatchObject({
      status: 'succeeded',
      failedCompanies: [{ companyExternalId: 'c1', name: 'Contoso', message: 'No consent.' }],
      rows: { removed: 3 },
    });
    expect((await snapshot(scene)).filter(({ external_id }) => /[adl]1/.test(external_id))).toEqual(before);
    expect(await failedMessages(scene)).toEqual(['No consent.', null]);

    scene.vendor.batches = [all];
    await syncToEnd(scene.client, scene.integrationId);
    expect(await failedMessages(scene)).toEqual([null, null]);
  });

  test('keeps a kind of record that the credentials may not read, and takes over the rest', async () => {
    const scene = await startScene(['devices', 'licenses']);
    const companies = [company('c1', 'Contoso')];
    const all = batch({ companies, devices: [device('d1', 'c1')], licenses: [license('l1', 'c1')] });
    scene.vendor.batches = [all];
    await syncToEnd(scene.client, scene.integrationId);
    const devicesOf = async () => (await snapshot(scene)).filter(({ name }) => name === 'device');
    const before = await devicesOf();

    const unread = [{ capability: 'devices' as const, message: 'Grant the permission to read assets.' }];
    scene.vendor.batches = [batch({ companies, devices: [device('d2', 'c1')] }), batch({ unread })];
    const run = await syncToEnd(scene.client, scene.integrationId);
    expect(run).toMatchObject({ status: 'succeeded', unread, rows: { added: 0, removed: 1 } });
    expect(await devicesOf()).toEqual(before);
    expect(await sourceOf(scene)).toMatchObject({ trouble: null, unread: ['devices'] });

    scene.vendor.batches = [all];
    expect(await syncToEnd(scene.client, scene.integrationId)).toMatchObject({ unread: [] });
    expect(await sourceOf(scene)).toMatchObject({ unread: [] });
  });

  test('that is released still misses what it could not read, and removes none of it', async () => {
    const scene = await startScene(['devices', 'licenses']);
    const companies = [company('c1', 'Contoso')];
    const licenses = Array.from({ length: 40 }, (_, index) => license(`l${index}`, 'c1'));
    scene.vendor.batches = [batch({ companies, devices: [device('d1', 'c1')], licenses })];
    await syncToEnd(scene.client, scene.integrationId);

    const unread = [{ capability: 'devices' as const, message: 'Grant the permission to read assets.' }];
    scene.vendor.batches = [batch({ companies, unread })];
    const held = await syncToEnd(scene.client, scene.integrationId);
    expect(held.status).toBe('held');
    await scene.client.request('POST', `/api/v1/sync-runs/${held.id}/release`);
    expect(await untilEnd(scene.client, String(held.id))).toMatchObject({ status: 'succeeded', unread });
    const left = (await snapshot(scene)).filter(({ name }) => name === 'device' || name === 'license');
    expect(left.map(({ external_id }) => external_id)).toEqual(['d1']);
    expect(await sourceOf(scene)).toMatchObject({ unread: ['devices'] });
  });

  test('that fails midway changes nothing but says so', async () => {
    const scene = await startScene();
    scene.vendor.batches = [batch({ companies: [company('c1', 'Contoso')], devices: [device('d1', 'c1')] })];
    const good = await syncToEnd(scene.client, scene.integrationId);
    const before = await snapshot(scene);

    scene.vendor.batches = [
      batch({ companies: [company('c2', 'Fabrikam')], devices: devices(9, 'c2') }),
      batch({}),
    ];
    scene.vendor.beforeBatch = async (index) => {
      if (index === 1) {
        throw new VendorError('unreachable', 'The vendor does not answer.');
      }
    };
    const run = await syncToEnd(scene.client, scene.integrationId);

    expect(run).toMatchObject({
      status: 'failed',
      error: { code: 'unreachable', message: 'The vendor does not answer.' },
      rows: { added: 0 },
    });
    expect(await snapshot(scene)).toEqual(before);
    expect(await troubleOf(scene)).toBe('sync_failed');
    expect((await integrationOf(scene)).lastGoodSyncAt).toBe(good.startedAt);

    scene.vendor.beforeBatch = async () => undefined;
    await syncToEnd(scene.client, scene.integrationId);
    expect(await troubleOf(scene)).toBeNull();
  });

  test('a record the database refuses fails the sync in words that give nothing away', async () => {
    const scene = await startScene();
    scene.vendor.batches = [
      batch({
        companies: [company('c1', 'Contoso')],
        devices: [device('d1', 'c1', { lastSeenAt: 'yesterday-ish' })],
      }),
    ];

    const run = await syncToEnd(scene.client, scene.integrationId);

    expect(run).toMatchObject({ status: 'failed', error: { code: 'internal' } });
    expect(run.error.message).not.toContain('yesterday');
    expect(await snapshot(scene)).toEqual([]);
  });
});

async function failedMessages({ instance, integrationId }: Scene) {
  const { rows } = await instance.context.db.pool.query(
    'SELECT failed_message FROM company WHERE integration_id = $1 ORDER BY external_id',
    [integrationId],
  );
  return rows.map((row) => row.failed_message);
}

describe('a sync that is under way', () => {
  test('refuses a second one of the same integration, and is left out of "all"', async () => {
    const scene = await startScene();
    const { client, integrationId, vendor } = scene;
    const held = Promise.withResolvers<void>();
    vendor.batches = [batch({})];
    vendor.beforeBatch = () => held.promise;
    const syncRunId = await startSync(client, integrationId);

    expect((await client.request('POST', `/api/v1/integrations/${integrationId}/sync`)).status).toBe(409);
    expect((await client.request('POST', '/api/v1/sync', { integrationIds: [integrationId] })).status).toBe(
      409,
    );
    expect((await client.request('POST', '/api/v1/sync', { all: true })).status).toBe(409);
    const second = await connect(client, 'rmm');
    const all = await client.request('POST', '/api/v1/sync', { all: true });
    expect(all.status).toBe(202);
    expect(all.body.syncRunIds).toHaveLength(1);

    held.resolve();
    expect(await untilEnd(client, syncRunId)).toMatchObject({ integrationId, status: 'succeeded' });
    expect(await untilEnd(client, all.body.syncRunIds[0])).toMatchObject({
      integrationId: second,
      status: 'succeeded',
    });
  });

  test('ends when it is cancelled, even while the vendor does not answer, and changes nothing', async () => {
    const scene = await startScene();
    scene.vendor.batches = [batch({ companies: [company('c1', 'Contoso')] }), batch({})];
    const reached = Promise.withResolvers<void>();
    scene.vendor.beforeBatch = (index) => {
      if (index === 1) {
        reached.resolve();
        return new Promise(() => undefined);
      }
      return Promise.resolve();
    };
    const syncRunId = await startSync(scene.client, scene.integrationId);
    await reached.promise;

    const cancelled = await scene.client.request('POST', `/api/v1/sync-runs/${syncRunId}/cancel`);

    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect(await snapshot(scene)).toEqual([]);
    expect(await troubleOf(scene)).toBeNull();
    expect((await scene.client.request('POST', `/api/v1/sync-runs/${syncRunId}/cancel`)).status).toBe(409);
  });

  test('tells its progress and its end as server-sent events', async () => {
    const scene = await startScene();
    scene.vendor.batches = [batch({ companies: [company('c1', 'Contoso')] }), batch({})];
    scene.vendor.beforeBatch = (index) => new Promise((resolve) => setTimeout(resolve, index * 700));
    const syncRunId = await startSync(scene.client, scene.integrationId);

    const response = await fetch(`${scene.instance.url}/api/v1/sync-runs/${syncRunId}/events`, {
      headers: { authorization: `Bearer ${scene.client.key}` },
    });

    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = (await response.text())
      .split('\n\n')
      .filter((text) => text.startsWith('data: '))
      .map((text) => JSON.parse(text.slice('data: '.length)));
    expect(events.map(({ phase }) => phase)).toContain('Reading');
    expect(events.at(-1)).toMatchObject({ id: syncRunId, status: 'succeeded' });
  });
});

describe('a sync that would remove more than half', () => {
  async function startHeld() {
    const scene = await startScene();
    const companies = [company('c1', 'Contoso')];
    scene.vendor.batches = [
      batch({ companies, devices: devices(50, 'c1'), licenses: [license('l1', 'c1')] }),
    ];
    const good = await syncToEnd(scene.client, scene.integrationId);
    const before = await snapshot(scene);
    scene.vendor.batches = [
      batch({ companies, devices: devices(24, 'c1'), licenses: [license('l1', 'c1')] }),
    ];
    const held = await syncToEnd(scene.client, scene.integrationId);
    return { ...scene, good, before, held };
  }

  test('is held: the old data stay and are in doubt', async () => {
    const scene = await startHeld();
    expect(scene.held).toMatchObject({ status: 'held', error: { code: 'sync_held' }, rows: { removed: 26 } });
    expect(scene.held.error.message).toContain('26 of 50 devices');
    expect(await snapshot(scene)).toEqual(scene.before);
    expect(await troubleOf(scene)).toBe('sync_held');
  });

  test('is merged when a person releases it, with the time of its reading', async () => {
    const scene = await startHeld();
    const released = await scene.client.request('POST', `/api/v1/sync-runs/${scene.held.id}/release`);
    expect(released).toMatchObject({
      status: 200,
      body: { status: 'succeeded', rows: { removed: 26 }, error: null },
    });
    expect((await snapshot(scene)).length).toBe(scene.before.length - 26);
    expect(await integrationOf(scene)).toMatchObject({
      lastGoodSyncAt: scene.held.startedAt,
      counts: { devices: 24 },
    });
    expect(await troubleOf(scene)).toBeNull();
    expect((await scene.client.request('POST', `/api/v1/sync-runs/${scene.held.id}/release`)).status).toBe(
      409,
    );
  });

  test('is dropped when a person discards it, back at the last good sync', async () => {
    const scene = await startHeld();
    const discarded = await scene.client.request('POST', `/api/v1/sync-runs/${scene.held.id}/discard`);
    expect(discarded).toMatchObject({
      status: 200,
      body: { status: 'cancelled', error: { code: 'discarded' } },
    });
    expect(await snapshot(scene)).toEqual(scene.before);
    expect((await integrationOf(scene)).lastGoodSyncAt).toBe(scene.good.startedAt);
    expect(await troubleOf(scene)).toBeNull();
    expect((await scene.client.request('POST', `/api/v1/sync-runs/${scene.held.id}/release`)).status).toBe(
      409,
    );
  });

  test('cannot be released once a newer sync has read the source', async () => {
    const scene = await startHeld();
    scene.vendor.batches = [
      batch({
        companies: [company('c1', 'Contoso')],
        devices: devices(49, 'c1'),
        licenses: [license('l1', 'c1')],
      }),
    ];
    expect(await syncToEnd(scene.client, scene.integrationId)).toMatchObject({ status: 'succeeded' });
    expect((await scene.client.request('POST', `/api/v1/sync-runs/${scene.held.id}/release`)).status).toBe(
      409,
    );
    expect((await integrationOf(scene)).counts.devices).toBe(49);
  });

  test('is not held while it loses no more than twenty', async () => {
    const scene = await startScene();
    const companies = [company('c1', 'Contoso')];
    scene.vendor.batches = [batch({ companies, devices: devices(21, 'c1') })];
    await syncToEnd(scene.client, scene.integrationId);
    scene.vendor.batches = [batch({ companies, devices: devices(1, 'c1') })];
    expect(await syncToEnd(scene.client, scene.integrationId)).toMatchObject({
      status: 'succeeded',
      rows: { removed: 20 },
    });
  });
});
