import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { DAILY, startAlertScene } from './testing.ts';

/** At the hour that it is, so that the next but one is not due while an e-mail is tried again. */
const DAILY_NOW = { digest: { every: 'day', hour: new Date().getUTCHours() } };

test('of several instances that look at once, one sends', async () => {
  const { inbox, recount, send, choose } = await startAlertScene();
  await choose({ ...DAILY, syncProblems: true });
  await recount(13);
  await Promise.all([send(), send(), send(), send()]);
  expect(inbox.letters).toHaveLength(1);
});

test('who left, whose workspace is suspended or on the Free plan, or who wants none any more gets none', async () => {
  const { inbox, instance, client, person, recount, send, choose } = await startAlertScene();
  const { pool } = instance.context.db;
  const cleo = await instance.person('Cleo', 'viewer', client.workspaceId);
  await choose(DAILY);
  await choose(DAILY, cleo);
  await recount(13);
  await pool.query(`UPDATE workspace SET suspended_at = now()`);
  await send(1);
  await pool.query(`UPDATE workspace SET suspended_at = NULL, plan = 'free'`);
  await send(2);
  await pool.query(`UPDATE workspace SET plan = 'pro'`);
  await client.request('DELETE', `/api/v1/members/${cleo.id}`);
  await choose({}, person);
  await send(3);
  expect(inbox.letters).toEqual([]);
});

test('an e-mail that is not taken is tried again a few times, and the page says what the mail server said', async () => {
  const refusing = createServer((socket) => {
    socket.write('220 here\r\n');
    socket.on('data', (chunk) =>
      socket.write(String(chunk).startsWith('EHLO') ? '250 fine\r\n' : '550 no such sender here\r\n'),
    );
  });
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void refusing.close());
  const { port } = refusing.address() as { port: number };
  const { recount, send, choose, alerts, instance } = await startAlertScene(`smtp://127.0.0.1:${port}`);
  await choose(DAILY_NOW);
  await recount(13);
  await send(1);
  const { lastFailure, lastSent } = await alerts();
  expect(lastFailure).toMatchObject({
    about: 'digest',
    message: expect.stringContaining('550 no such sender'),
  });
  expect(Date.parse(lastFailure.retriesAt) - Date.parse(lastFailure.at)).toBe(60_000);
  expect(lastSent).toBeNull();
  for (const hours of [1, 2, 3, 8, 12]) await send(1 + hours / 24);
  expect((await alerts()).lastFailure.retriesAt).toBeNull();
  const { rows } = await instance.context.db.pool.query('SELECT status, attempts FROM alert_mail');
  expect(rows).toEqual([{ status: 'failed', attempts: 5 }]);
});

test('what could not be sent is in the next digest', async () => {
  const { inbox, instance, recount, send, choose } = await startAlertScene();
  await choose(DAILY_NOW);
  await recount(13);
  const { mailer } = instance.context;
  const { deliver } = mailer;
  mailer.deliver = () => Promise.reject(new Error('the server is away'));
  for (const hours of [0, 1, 2, 3, 8]) await send(1 + hours / 24);
  mailer.deliver = deliver;
  await send(2.5);
  expect(await inbox.next()).toContain('2 new findings');
});

test('an e-mail whose sender was stopped midway is given up: it may have gone out', async () => {
  const { inbox, instance, recount, send, choose, alerts } = await startAlertScene();
  await choose({ syncProblems: true, ...DAILY });
  await recount(13);
  const { mailer } = instance.context;
  const { deliver } = mailer;
  mailer.deliver = () => new Promise(() => undefined);
  void send(1);
  await expect
    .poll(async () => (await instance.context.db.pool.query('SELECT status FROM alert_mail')).rows)
    .toEqual([{ status: 'sending' }]);
  mailer.deliver = deliver;
  await send(1);
  await send(1.1);
  expect(inbox.letters).toEqual([]);
  expect((await alerts()).lastFailure).toMatchObject({
    message: expect.stringContaining('may have gone out'),
    retriesAt: null,
  });
});

test('without a mail server nothing is queued, and what was due meanwhile is told when there is one', async () => {
  const { recount, send, choose, instance } = await startAlertScene(null);
  await choose(DAILY);
  await recount(13);
  await send(5);
  expect((await instance.context.db.pool.query('SELECT FROM alert_mail')).rowCount).toBe(0);
  const sent: string[] = [];
  Object.assign(instance.context.mailer, {
    isSending: true,
    deliver: async ({ subject }: { subject: string }) => sent.push(subject),
  });
  await send(6);
  expect(sent).toEqual(['Tieout: 2 new findings in A workspace']);
});
