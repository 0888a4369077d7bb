import { expect, test } from 'vitest';
import { lockSyncRun } from '../database/queries/sync-locks.ts';
import { claimSyncRun, insertSyncRun } from '../database/queries/sync-runs.ts';
import { openSession } from '../database/session.ts';
import { startTestInstance } from '../http/testing.ts';
import { createId } from '../ids.ts';
import { createJobs } from '../jobs.ts';
import {
  batch,
  company,
  connect,
  connectorsOf,
  devices,
  scriptVendor,
  startSync,
  syncToEnd,
  untilEnd,
} from './testing.ts';

async function startScene() {
  const vendor = scriptVendor('rmm', ['devices']);
  const instance = await startTestInstance(connectorsOf(vendor));
  const client = await instance.client();
  const integrationId = await connect(client, 'rmm');
  const { db } = instance.context;
  const runOf = (id: string) => client.request('GET', `/api/v1/sync-runs/${id}`).then(({ body }) => body);
  const start = () => createJobs({ ...instance.context, log: { error: () => undefined } });
  const restart = async () => (await start()).stop();
  return { vendor, client, integrationId, db, runOf, start, restart };
}

type Scene = Awaited<ReturnType<typeof startScene>>;

/** A run that a process has begun: queued by nobody's job, claimed and locked in a session of its own. */
async function beginElsewhere({ db, client: { workspaceId }, integrationId }: Scene) {
  const run = { workspaceId, syncRunId: createId('sync') };
  await insertSyncRun(db.pool, { ...run, integrationId });
  const session = await openSession(db);
  await lockSyncRun(session.client, run);
  await claimSyncRun(db.pool, run);
  return { ...run, session };
}

test('a run that another process is carrying out is left alone by one that starts', async () => {
  const scene = await startScene();
  const { syncRunId, session } = await beginElsewhere(scene);
  await scene.restart();
  expect(await scene.runOf(syncRunId)).toMatchObject({ status: 'running', error: null });
  session.close();
});

test('a run whose process died reads as interrupted as soon as an instance is back', async () => {
  const scene = await startScene();
  const { syncRunId, session } = await beginElsewhere(scene);
  session.close();
  await scene.restart();
  expect(await scene.runOf(syncRunId)).toMatchObject({ status: 'failed', error: { code: 'interrupted' } });
  const { rows } = await scene.db.pool.query('SELECT trouble FROM integration');
  expect(rows).toEqual([{ trouble: 'sync_failed' }]);
});

test('a run whose process died blocks no new one, even before any instance restarts', async () => {
  const scene = await startScene();
  const { syncRunId, session } = await beginElsewhere(scene);
  session.close();
  const run = await syncToEnd(scene.client, scene.integrationId);
  expect(run.status).toBe('succeeded');
  expect(await scene.runOf(syncRunId)).toMatchObject({ status: 'failed', error: { code: 'interrupted' } });
});

test('a queued run whose job is gone reads as interrupted', async () => {
  const scene = await startScene();
  const run = { workspaceId: scene.client.workspaceId, syncRunId: createId('sync') };
  await insertSyncRun(scene.db.pool, { ...run, integrationId: scene.integrationId });
  await scene.restart();
  expect(await scene.runOf(run.syncRunId)).toMatchObject({
    status: 'failed',
    error: { code: 'interrupted' },
  });
});

test('a sync that was under way when the instance stopped reads as interrupted by the next one', async () => {
  const vendor = scriptVendor('rmm', ['devices']);
  const instance = await startTestInstance(connectorsOf(vendor));
  const client = await instance.client();
  const integrationId = await connect(client, 'rmm');
  const reached = Promise.withResolvers<void>();
  vendor.batches = [batch({})];
  vendor.beforeBatch = () => {
    reached.resolve();
    return new Promise(() => undefined);
  };
  const syncRunId = await startSync(client, integrationId);
  await reached.promise;

  await instance.context.jobs.stop();
  const jobs = await createJobs({ ...instance.context, log: { error: () => undefined } });
  await jobs.stop();

  const { body } = await client.request('GET', `/api/v1/sync-runs/${syncRunId}`);
  expect(body).toMatchObject({ status: 'failed', error: { code: 'interrupted' } });
});

/** The runs of the scene's integration, the newest first, by status and error. */
async function historyOf({ client }: Pick<Scene, 'client'>): Promise<string[]> {
  const { body } = await client.request('GET', '/api/v1/sync-runs?limit=50');
  return body.items.map(({ status, error }: { status: string; error: { code: string } | null }) =>
    error === null ? status : error.code,
  );
}

test('a sync that was cut off starts anew by itself, and not for ever', async () => {
  const scene = await startScene();
  const first = await beginElsewhere(scene);
  first.session.close();
  const jobs = await scene.start();
  await expect.poll(() => historyOf(scene)).toEqual(['succeeded', 'interrupted']);
  await jobs.stop();

  const second = await beginElsewhere(scene);
  await scene.db.pool.query(
    `UPDATE sync_run SET status = 'failed', error_code = 'interrupted', error_message = '', finished_at = now()
     WHERE id = $1`,
    [second.syncRunId],
  );
  const third = await beginElsewhere(scene);
  second.session.close();
  third.session.close();
  await scene.restart();
  expect(await historyOf(scene)).toEqual(['interrupted', 'interrupted', 'succeeded', 'interrupted']);
});

test('a released run whose process died is held again, with what it read', async () => {
  const scene = await startScene();
  const { vendor, client, integrationId, db } = scene;
  const companies = [company('c1', 'Contoso')];
  vendor.batches = [batch({ companies, devices: devices(50, 'c1') })];
  await syncToEnd(client, integrationId);
  vendor.batches = [batch({ companies, devices: devices(5, 'c1') })];
  const held = await syncToEnd(client, integrationId);
  await db.pool.query(`UPDATE sync_run SET status = 'running', released_at = now() WHERE id = $1`, [held.id]);

  await scene.restart();

  expect(await scene.runOf(held.id)).toMatchObject({ status: 'held', error: { code: 'interrupted' } });
  await client.request('POST', `/api/v1/sync-runs/${held.id}/release`);
  expect(await untilEnd(client, held.id)).toMatchObject({ status: 'succeeded', rows: { removed: 45 } });
});
