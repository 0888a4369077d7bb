import { expect, test } from 'vitest';
import { startTestInstance } from '../http/testing.ts';
import { nextDue } from '../integrations/schedule.ts';
import { resumeInterrupted, startDueSyncs } from './scheduled.ts';
import { batch, company, connect, connectorsOf, scriptVendor, untilEnd } from './testing.ts';

async function startScene() {
  const rmm = scriptVendor('rmm', ['devices']);
  rmm.batches = [batch({ companies: [company('r1', 'Alder')] })];
  const instance = await startTestInstance(connectorsOf(rmm));
  const client = await instance.client();
  const id = await connect(client, 'rmm');
  const get = async () => (await client.request('GET', `/api/v1/integrations/${id}`)).body;
  const patch = (body: object) => client.request('PATCH', `/api/v1/integrations/${id}`, body);
  const runs = async () => (await client.request('GET', '/api/v1/sync-runs')).body.items as { id: string }[];
  return { rmm, instance, client, id, get, patch, runs };
}

test('a new integration syncs every night by the workspace’s clock, and follows it when the time zone changes', async () => {
  const { instance, client, get } = await startScene();
  const { schedule } = await get();
  expect(schedule).toMatchObject({ cron: expect.stringMatching(/^\d+ 2 \* \* \*$/), timeZone: 'UTC' });
  expect(schedule.nextAt).toBe(nextDue(schedule.cron, 'UTC', new Date()).toISOString());
  await client.request('PATCH', '/api/v1/workspace', { timeZone: 'America/New_York' });
  expect((await get()).schedule).toMatchObject({ timeZone: 'America/New_York', nextAt: null });
  expect(await startDueSyncs(instance.context, new Date())).toBe(0);
  expect((await get()).schedule.nextAt).toBe(
    nextDue(schedule.cron, 'America/New_York', new Date()).toISOString(),
  );
});

test('what is due is synced once, whoever looks, and is due again at its next time', async () => {
  const { instance, get, runs } = await startScene();
  const { cron, nextAt } = (await get()).schedule;
  const due = new Date(Date.parse(nextAt) + 1000);
  const started = await Promise.all([
    startDueSyncs(instance.context, due),
    startDueSyncs(instance.context, due),
  ]);
  expect(started.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(await runs()).toHaveLength(1);
  expect((await get()).schedule.nextAt).toBe(nextDue(cron, 'UTC', due).toISOString());
});

test('a time that passed while no instance ran is made up for once', async () => {
  const { instance, get, runs, client } = await startScene();
  const { cron } = (await get()).schedule;
  const late = new Date(Date.now() + 5 * 86_400_000);
  expect(await startDueSyncs(instance.context, late)).toBe(1);
  const [run] = await runs();
  await untilEnd(client, run?.id ?? '');
  expect(await startDueSyncs(instance.context, late)).toBe(0);
  expect((await get()).schedule.nextAt).toBe(nextDue(cron, 'UTC', late).toISOString());
});

test('a sync that a person has started is not doubled', async () => {
  const { rmm, instance, client, id, get, runs } = await startScene();
  const { promise, resolve } = Promise.withResolvers<void>();
  rmm.beforeBatch = () => promise;
  await client.request('POST', '/api/v1/sync', { integrationIds: [id] });
  const due = new Date(Date.parse((await get()).schedule.nextAt) + 1000);
  expect(await startDueSyncs(instance.context, due)).toBe(1);
  expect(await runs()).toHaveLength(1);
  resolve();
});

test('a schedule is changed, switched off and refused with what is wrong about it; the log tells', async () => {
  const { instance, client, get, patch } = await startScene();
  expect((await patch({ schedule: '0 */6 * * *' })).body.schedule.cron).toBe('0 */6 * * *');
  const often = await patch({ schedule: '* * * * *' });
  expect(often.status).toBe(400);
  expect(often.body.errors).toEqual([{ path: 'schedule', message: expect.stringContaining('15 minutes') }]);
  expect((await get()).schedule.cron).toBe('0 */6 * * *');
  expect((await patch({ name: 'Other' })).body.schedule.cron).toBe('0 */6 * * *');
  expect((await patch({ schedule: null })).body.schedule).toBeNull();
  expect(await startDueSyncs(instance.context, new Date(Date.now() + 40 * 86_400_000))).toBe(0);
  const log = (await client.request('GET', '/api/v1/audit?subjectKind=integration')).body.items;
  expect(log[0]).toMatchObject({ before: { schedule: '0 */6 * * *' }, after: { schedule: null } });
});

test('the integrations of a suspended workspace, and removed ones, do not sync', async () => {
  const { instance, client, id } = await startScene();
  const late = new Date(Date.now() + 5 * 86_400_000);
  await instance.context.db.pool.query('UPDATE workspace SET suspended_at = now()');
  expect(await startDueSyncs(instance.context, late)).toBe(0);
  await instance.context.db.pool.query('UPDATE workspace SET suspended_at = NULL');
  await client.request('DELETE', `/api/v1/integrations/${id}`);
  expect(await startDueSyncs(instance.context, late)).toBe(0);
});

test('a paused integration keeps its schedule, is passed over by the clock, and goes on at its next time once resumed', async () => {
  const { instance, client, get, patch, runs } = await startScene();
  const { cron } = (await get()).schedule;
  const paused = await patch({ paused: true });
  expect(paused.body).toMatchObject({ pausedAt: expect.any(String), schedule: { cron, nextAt: null } });
  const late = new Date(Date.now() + 5 * 86_400_000);
  expect(await startDueSyncs(instance.context, late)).toBe(0);
  await instance.context.db.pool.query("UPDATE integration SET next_sync_at = now() - interval '3 days'");
  const resumed = await patch({ paused: false });
  expect(resumed.body).toMatchObject({ pausedAt: null, schedule: { cron } });
  expect(Date.parse(resumed.body.schedule.nextAt)).toBeGreaterThan(Date.now());
  expect(await startDueSyncs(instance.context, new Date())).toBe(0);
  expect(await runs()).toHaveLength(0);
  const due = new Date(Date.parse(resumed.body.schedule.nextAt) + 1000);
  expect(await startDueSyncs(instance.context, due)).toBe(1);
  const log = (await client.request('GET', '/api/v1/audit?subjectKind=integration')).body.items;
  const pauses = log.map(({ after }: { after: { paused?: boolean } | null }) => after?.paused);
  expect(pauses.filter((one: boolean | undefined) => one !== undefined)).toEqual([false, true]);
});

test('a sync that was cut off is not started anew while its integration is paused', async () => {
  const { instance, id, client, patch, runs } = await startScene();
  const { body } = await client.request('POST', '/api/v1/sync', { integrationIds: [id] });
  await untilEnd(client, body.syncRunIds[0]);
  await instance.context.db.pool.query(
    "UPDATE sync_run SET status = 'failed', error_code = 'interrupted', error_message = '', finished_at = now()",
  );
  await patch({ paused: true });
  await resumeInterrupted(instance.context);
  expect(await runs()).toHaveLength(1);
  await patch({ paused: false });
  await resumeInterrupted(instance.context);
  expect(await runs()).toHaveLength(2);
});
