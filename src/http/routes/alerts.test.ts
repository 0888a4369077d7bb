import { expect, test } from 'vitest';
import { startInbox } from '../../accounts/testing-mail.ts';
import { startTestInstance } from '../testing.ts';

const PUBLIC_URL = 'https://tieout.example.com';

async function startScene(smtpUrl: string | null = null) {
  const instance = await startTestInstance(new Map(), {
    publicUrl: PUBLIC_URL,
    mail: smtpUrl === null ? null : { smtpUrl, from: 'Tieout <t@x.example>' },
  });
  const client = await instance.client();
  const anna = await instance.person('Anna', 'viewer', client.workspaceId);
  return { instance, client, anna };
}

test('nobody gets e-mails who did not choose them, and each chooses for themselves', async () => {
  const { instance, client, anna } = await startScene();
  const bert = await instance.person('Bert', 'owner', client.workspaceId);
  const off = { syncProblems: false, digest: null, nextDigestAt: null, lastSent: null, lastFailure: null };
  expect((await anna.request('GET', '/api/v1/alerts')).body).toMatchObject({
    ...off,
    ...{ email: 'anna@people.example', sendsMail: false, hasDigest: true, timeZone: 'UTC' },
  });
  const digest = { every: 'week', hour: 8, weekday: 1 };
  const chosen = await anna.request('POST', '/api/v1/alerts', { syncProblems: true, digest });
  expect(chosen).toMatchObject({ status: 200, body: { syncProblems: true, digest } });
  expect((await anna.request('GET', '/api/v1/alerts')).body).toEqual(chosen.body);
  expect((await bert.request('GET', '/api/v1/alerts')).body).toMatchObject(off);
  const changed = await anna.request('POST', '/api/v1/alerts', { syncProblems: false, digest: null });
  expect(changed.body).toMatchObject(off);
});

test('an hour, weekday or day that is none is refused, and so is a weekday for every day', async () => {
  const { anna } = await startScene();
  const choose = async (digest: object) =>
    (await anna.request('POST', '/api/v1/alerts', { syncProblems: false, digest })).status;
  expect([
    await choose({ every: 'day', hour: 24 }),
    await choose({ every: 'week', hour: 8, weekday: 0 }),
    await choose({ every: 'month', hour: 8, dayOfMonth: 31 }),
    await choose({ every: 'day', hour: 8, weekday: 1 }),
  ]).toEqual([400, 400, 400, 400]);
});

test('an API key is told that it is nobody to write to', async () => {
  const { client } = await startScene();
  for (const [method, path] of [
    ['GET', '/api/v1/alerts'],
    ['POST', '/api/v1/alerts'],
    ['POST', '/api/v1/alerts/test'],
  ] as const) {
    const body = path.endsWith('test') || method === 'GET' ? undefined : { syncProblems: true, digest: null };
    const answer = await client.request(method, path, body);
    expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringContaining('Sign in') } });
  }
});

test('a test e-mail goes to whoever asks for it, and the answer is what the mail server said', async () => {
  const inbox = await startInbox();
  const { anna } = await startScene(inbox.smtpUrl);
  const { body } = await anna.request('POST', '/api/v1/alerts/test');
  expect(body).toEqual({ ok: true, message: '250 taken' });
  expect(await inbox.next()).toMatch(/To: anna@people\.example[\s\S]*Hello Anna,/);
  for (let tries = 0; tries < 4; tries++) await anna.request('POST', '/api/v1/alerts/test');
  expect((await anna.request('POST', '/api/v1/alerts/test')).status).toBe(429);
});

test('a test e-mail that cannot be sent says why', async () => {
  const unset = await startScene();
  expect((await unset.anna.request('POST', '/api/v1/alerts/test')).body).toEqual({
    ok: false,
    message: 'No mail server is set.',
  });
  const away = await startScene('smtp://127.0.0.1:1');
  const { body } = await away.anna.request('POST', '/api/v1/alerts/test');
  expect(body).toMatchObject({ ok: false, message: expect.stringContaining('ECONNREFUSED') });
});
