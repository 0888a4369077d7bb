import { expect, test } from 'vitest';
import { startAlertScene } from './testing.ts';

const SYNCS = { syncProblems: true };

function failing(vendor: { beforeBatch: (index: number) => Promise<void> }, isFailing: boolean): void {
  vendor.beforeBatch = async () => {
    if (isFailing) throw new Error('gone');
  };
}

test('a sync that fails is told once, and again only after it had succeeded in between', async () => {
  const { inbox, rmm, recount, send, choose } = await startAlertScene();
  await choose(SYNCS);
  await send();
  failing(rmm, true);
  await recount(10);
  await send();
  const letter = await inbox.next();
  expect(letter).toContain('Subject: Tieout: the sync of Vendor rmm failed in A workspace');
  expect(letter).toMatch(/The data of \d+ \w+ \d{4}, \d\d:\d\d stay in use/);
  expect(letter).toContain('https://tieout.example.com/integrations');
  await recount(10);
  await send(2);
  expect(inbox.letters).toHaveLength(1);
  failing(rmm, false);
  await recount(10);
  failing(rmm, true);
  await recount(10);
  await send(3);
  expect(inbox.letters).toHaveLength(2);
});

test('a held sync is told once, though every sync after it is held too', async () => {
  const { inbox, recount, send, choose } = await startAlertScene();
  await recount(60);
  await choose(SYNCS);
  expect((await recount(3)).status).toBe('held');
  await send();
  expect(await inbox.next()).toContain('the sync of Vendor rmm is held in A workspace');
  expect((await recount(4)).status).toBe('held');
  await send(2);
  expect(inbox.letters).toHaveLength(1);
});

test('trouble that is over before the e-mail goes out is not told', async () => {
  const { inbox, rmm, instance, client, recount, send, choose } = await startAlertScene();
  await choose(SYNCS);
  failing(rmm, true);
  await recount(10);
  const { queueAlerts } = await import('./queue.ts');
  await queueAlerts(instance.context.db, client.workspaceId, new Date());
  failing(rmm, false);
  await recount(10);
  await send();
  expect(inbox.letters).toEqual([]);
});

test('trouble from before it was chosen is told when the sync fails again', async () => {
  const { inbox, rmm, recount, send, choose } = await startAlertScene();
  failing(rmm, true);
  await recount(10);
  await choose(SYNCS);
  await send();
  expect(inbox.letters).toEqual([]);
  await recount(10);
  await send();
  expect(inbox.letters).toHaveLength(1);
});

test('a sync that a stop has cut off is given the time to start anew', async () => {
  const { inbox, instance, client, rmmId, rmm, recount, send, choose } = await startAlertScene();
  await choose(SYNCS);
  failing(rmm, true);
  await recount(10);
  await instance.context.db.pool.query(
    `UPDATE sync_run SET error_code = 'interrupted' WHERE workspace_id = $1 AND integration_id = $2 AND status = 'failed'`,
    [client.workspaceId, rmmId],
  );
  await send(0);
  expect(inbox.letters).toEqual([]);
  await send(1);
  expect(inbox.letters).toHaveLength(1);
});
