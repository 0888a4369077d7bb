import { expect, test } from 'vitest';
import { startInbox } from './testing-mail.ts';
import { OWNER, startOwnedInstance } from './testing-owner.ts';

const NEW_PASSWORD = 'another long password';

async function startScene() {
  const inbox = await startInbox();
  const mail = { smtpUrl: inbox.smtpUrl, from: 'Tieout <tieout@northwind.example>' };
  const owned = await startOwnedInstance({ mail, publicUrl: 'http://tieout.northwind.example' });
  const stranger = owned.open();
  const ask = (email = OWNER.email) =>
    stranger.request('POST', '/api/auth/request-password-reset', { email });
  const askedToken = async () => {
    await ask();
    return /\/reset-password\?token=(\S+)/.exec(await inbox.next())?.[1] ?? '';
  };
  const reset = (token: string, newPassword = NEW_PASSWORD) =>
    stranger.request('POST', '/api/auth/reset-password', { token, newPassword });
  const signIn = (password: string) =>
    owned.open().request('POST', '/api/auth/sign-in/email', { email: OWNER.email, password });
  return { ...owned, inbox, ask, askedToken, reset, signIn };
}

test('a new password comes by a link in a letter, and signs out everywhere else', async () => {
  const { owner, inbox, askedToken, reset, signIn } = await startScene();
  const token = await askedToken();
  expect(inbox.letters[0]).toMatch(/^To: ada@northwind\.example$/m);
  expect(inbox.letters[0]).toContain(`http://tieout.northwind.example/reset-password?token=${token}`);
  expect((await reset(token)).status).toBe(200);
  expect((await signIn(OWNER.password)).status).toBe(401);
  expect((await signIn(NEW_PASSWORD)).status).toBe(200);
  expect((await owner.request('GET', '/api/v1/session')).body).toMatchObject({ state: 'signed_out' });
});

test('the link works once, and never for a password that is too short', async () => {
  const { askedToken, reset, signIn } = await startScene();
  const token = await askedToken();
  expect((await reset(token, 'short')).status).toBe(400);
  expect((await reset(token)).status).toBe(200);
  expect((await reset(token, 'a third long password')).status).toBe(400);
  expect((await signIn(NEW_PASSWORD)).status).toBe(200);
});

test('of two uses of a link at the same moment one counts', async () => {
  const { askedToken, reset } = await startScene();
  const token = await askedToken();
  const answers = await Promise.all([reset(token), reset(token, 'a third long password')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test('the link ends after an hour, and is not in the database', async () => {
  const { instance, askedToken, reset } = await startScene();
  const token = await askedToken();
  const { pool } = instance.context.db;
  const { rows } = await pool.query('SELECT "identifier", "value", "expiresAt" FROM auth_verification');
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
  const minutes = (new Date(rows[0].expiresAt).getTime() - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(58);
  expect(minutes).toBeLessThanOrEqual(60);
  await pool.query(`UPDATE auth_verification SET "expiresAt" = now() - interval '1 second'`);
  expect((await reset(token)).status).toBe(400);
});

test('an address without an account gets the same answer and no letter', async () => {
  const { inbox, ask } = await startScene();
  const nobody = await ask('nobody@northwind.example');
  const ada = await ask();
  expect(nobody).toEqual(ada);
  await inbox.next();
  expect(inbox.letters).toHaveLength(1);
});

test('the link never leads where the request said it came from', async () => {
  const { instance, inbox } = await startScene();
  const { port } = new URL(instance.url);
  await fetch(`http://127.0.0.1:${port}/api/auth/request-password-reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-host': 'evil.example' },
    body: JSON.stringify({ email: OWNER.email }),
  });
  const letter = await inbox.next();
  expect(letter).toContain('http://tieout.northwind.example/');
  expect(letter).not.toContain('evil.example');
});

test('asking is limited', async () => {
  const { ask } = await startScene();
  const statuses: number[] = [];
  for (let count = 0; count < 7; count++) {
    statuses.push((await ask('nobody@northwind.example')).status);
  }
  expect(statuses.slice(0, 5)).toEqual([200, 200, 200, 200, 200]);
  expect(statuses.at(-1)).toBe(429);
});
