import { expect, test } from 'vitest';
import { type Answer, startTestInstance, TEST_PASSWORD } from '../http/testing.ts';
import { passkeyHost } from './passkeys.ts';
import { type AuthenticatorSettings, createAuthenticator } from './testing-authenticator.ts';
import { openTestBrowser, type TestBrowser } from './testing-browser.ts';

const PATH = '/api/auth/passkey';

type Authenticator = ReturnType<typeof createAuthenticator>;

/** Two people of one workspace in their browsers, on this machine. */
async function startScene(publicUrl: string | null = null) {
  const instance = await startTestInstance(new Map(), { publicUrl });
  const { workspaceId } = await instance.client();
  const url = instance.url.replace('127.0.0.1', 'localhost');
  const open = () => openTestBrowser(url);
  const enter = async (name: string) => {
    const { id, email } = await instance.person(name, 'owner', workspaceId);
    const browser = open();
    await browser.request('POST', '/api/auth/sign-in/email', { email, password: TEST_PASSWORD });
    return { id, email, ...browser };
  };
  const [ada, ben] = await Promise.all([enter('Ada'), enter('Ben')]);
  const device = (more: Partial<AuthenticatorSettings> = {}) => createAuthenticator({ origin: url, ...more });
  return {
    instance,
    workspaceId,
    url,
    open,
    ada,
    ben,
    device,
    pool: instance.context.db.pool,
  };
}

async function add(browser: TestBrowser, device: Authenticator, body: object = { name: 'Laptop' }) {
  const options = await browser.request('GET', `${PATH}/generate-register-options`);
  const response = device.register(options.body);
  return browser.request('POST', `${PATH}/verify-registration`, { response, ...body });
}

async function enterBy(browser: TestBrowser, device: Authenticator) {
  const options = await browser.request('GET', `${PATH}/generate-authenticate-options`);
  const response = device.assert(options.body);
  const answer = await browser.request('POST', `${PATH}/verify-authentication`, { response });
  return { answer, response };
}

const stateOf = async (browser: TestBrowser) =>
  (await browser.request('GET', '/api/v1/session')).body.state as string;
const listOf = async (browser: TestBrowser) =>
  (await browser.request('GET', `${PATH}/list-user-passkeys`)).body as Record<string, unknown>[];

test('a passkey is added, named, signs in without password and code, and is gone once removed', async () => {
  const { open, ada, device } = await startScene();
  const laptop = device();
  const { status, body } = await add(ada, laptop, { name: '  Laptop ' });
  expect([status, body]).toEqual([200, expect.objectContaining({ name: 'Laptop', userId: ada.id })]);
  expect(await listOf(ada)).toMatchObject([{ name: 'Laptop', lastUsedAt: null }]);

  const browser = open();
  expect((await enterBy(browser, laptop)).answer.status).toBe(200);
  expect((await browser.request('GET', '/api/v1/session')).body.user).toMatchObject({ email: ada.email });
  const [used] = await listOf(browser);
  expect(Date.parse(String(used?.lastUsedAt))).toBeGreaterThan(Date.now() - 60_000);

  const { id } = body as { id: string };
  expect((await ada.request('POST', `${PATH}/update-passkey`, { id, name: 'Old laptop' })).status).toBe(200);
  expect(await listOf(ada)).toMatchObject([{ name: 'Old laptop' }]);
  expect((await ada.request('POST', `${PATH}/delete-passkey`, { id })).status).toBe(200);
  expect(await listOf(ada)).toEqual([]);
  const late = open();
  expect((await enterBy(late, laptop)).answer.status).toBe(401);
  expect(await stateOf(late)).toBe('signed_out');
});

test('the browser is asked for a passkey that is kept on the device and asks who one is', async () => {
  const { ada } = await startScene();
  const { body } = await ada.request('GET', `${PATH}/generate-register-options`);
  expect(body).toMatchObject({
    rp: { name: 'Tieout', id: 'localhost' },
    user: { name: ada.email },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
});

test('a second factor is not asked for beside a passkey, which is two in one', async () => {
  const { open, ada, device, pool } = await startScene();
  const laptop = device();
  await add(ada, laptop);
  await pool.query('UPDATE auth_user SET "twoFactorEnabled" = true WHERE id = $1', [ada.id]);
  const browser = open();
  await enterBy(browser, laptop);
  expect(await stateOf(browser)).toBe('signed_in');
});

test('a passkey that asks for nothing is neither added nor lets in', async () => {
  const { open, ada, device } = await startScene();
  const laptop = device();
  laptop.state.isVerifying = false;
  expect((await add(ada, laptop)).status).toBe(401);
  expect(await listOf(ada)).toEqual([]);
  laptop.state.isVerifying = true;
  await add(ada, laptop);
  laptop.state.isVerifying = false;
  const browser = open();
  expect((await enterBy(browser, laptop)).answer.status).toBe(401);
  expect(await stateOf(browser)).toBe('signed_out');
  expect(await listOf(ada)).toMatchObject([{ lastUsedAt: null }]);
});

test('an assertion that is forged, of another site or host, or older than the last one is refused', async () => {
  const { open, ada, url, device } = await startScene();
  const laptop = device();
  await add(ada, laptop);
  const browser = open();
  const statuses: number[] = [];
  const attempt = async (by: Authenticator, at = browser) =>
    statuses.push((await enterBy(at, by)).answer.status);
  await attempt(device({ id: laptop.id }));
  await attempt(device());
  laptop.state.origin = 'https://evil.example';
  await attempt(laptop);
  laptop.state.origin = url;
  const elsewhere = device({ id: laptop.id, host: 'evil.example' });
  await attempt(elsewhere);
  expect(await stateOf(browser)).toBe('signed_out');
  await attempt(laptop);
  expect(await stateOf(browser)).toBe('signed_in');
  laptop.state.count = 0;
  const late = open();
  await attempt(laptop, late);
  expect(statuses).toEqual([401, 401, 400, 400, 200, 400]);
  expect(await stateOf(late)).toBe('signed_out');
});

test('a challenge works once, for what it was made for, in the browser that asked for it, and for its time', async () => {
  const { open, ada, device, pool } = await startScene();
  const laptop = device();
  await add(ada, laptop);
  const verify = (browser: TestBrowser, response: object) =>
    browser.request('POST', `${PATH}/verify-authentication`, { response });
  const ask = (browser: TestBrowser) => browser.request('GET', `${PATH}/generate-authenticate-options`);

  const browser = open();
  const { body: first } = await ask(browser);
  const cookies = new Map(browser.cookies);
  const response = laptop.assert(first);
  expect((await verify(browser, response)).status).toBe(200);
  const thief = open();
  for (const [name, value] of cookies) {
    thief.cookies.set(name, value);
  }
  expect((await verify(thief, response)).status).toBe(400);
  expect((await verify(thief, laptop.assert(first))).status).toBe(400);

  const { body: second } = await ask(thief);
  expect((await verify(open(), laptop.assert(second))).status).toBe(400);
  const { body: third } = await ada.request('GET', `${PATH}/generate-register-options`);
  expect((await verify(ada, laptop.assert(third))).status).toBe(400);
  const { body: fourth } = await ask(thief);
  await pool.query(`UPDATE auth_verification SET "expiresAt" = now() - interval '1 second'`);
  expect((await verify(thief, laptop.assert(fourth))).status).toBe(400);
  expect(await stateOf(thief)).toBe('signed_out');
});

test("another person's passkey is neither seen, renamed nor removed, and its id is not taken again", async () => {
  const { open, ada, ben, device } = await startScene();
  const laptop = device();
  const { id } = (await add(ada, laptop)).body;
  expect(await listOf(ben)).toEqual([]);
  for (const [path, body] of [
    ['delete-passkey', { id }],
    ['update-passkey', { id, name: 'Mine' }],
  ] as const) {
    expect((await ben.request('POST', `${PATH}/${path}`, body)).status).toBe(401);
    expect((await open().request('POST', `${PATH}/${path}`, body)).status).toBe(401);
  }
  expect((await add(ben, device({ id: laptop.id }))).status).toBe(400);
  expect(await listOf(ada)).toMatchObject([{ id, name: 'Laptop' }]);
  const browser = open();
  await enterBy(browser, laptop);
  expect((await browser.request('GET', '/api/v1/session')).body.user).toMatchObject({ email: ada.email });
});

test('what is not a passkey, its name or its id is refused as such', async () => {
  const { open, ada, device } = await startScene();
  const { id } = (await add(ada, device())).body;
  const refused: Promise<Answer['status']>[] = [];
  const send = async (path: string, body: unknown) =>
    (await ada.request('POST', `${PATH}/${path}`, body)).status;
  for (const name of ['', ' ', 'x'.repeat(101), 7, null]) {
    refused.push(send('update-passkey', { id, name }));
  }
  for (const odd of ['', '\u0000', 'x'.repeat(65), { $ne: '' }, [id], null]) {
    refused.push(send('delete-passkey', { id: odd }));
  }
  expect(await Promise.all(refused)).toEqual(Array.from({ length: 11 }, () => 400));
  const statuses: number[] = [];
  for (const response of [null, {}, { id: '\u0000' }, { id: 'AA' }, { id: 'AA', response: {} }]) {
    await ada.request('GET', `${PATH}/generate-register-options`);
    statuses.push(await send('verify-registration', { response, name: 'Laptop' }));
  }
  statuses.push((await add(ada, device(), { name: 'Laptop', createSession: true })).status);
  statuses.push((await add(ada, device(), {})).status);
  statuses.push((await add(ada, device({ origin: 'https://evil.example' }))).status);
  expect(statuses).toEqual(Array.from({ length: 8 }, () => 400));
  const browser = open();
  for (const response of [null, 'x', {}, { id: '\u0000' }, { id: ['AA'] }]) {
    await browser.request('GET', `${PATH}/generate-authenticate-options`);
    const { status } = await browser.request('POST', `${PATH}/verify-authentication`, { response });
    expect(status).toBe(400);
  }
  expect(await listOf(ada)).toHaveLength(1);
});

test('whoever signed in long ago neither adds nor removes one before they sign in anew', async () => {
  const { ada, device, pool } = await startScene();
  const { id } = (await add(ada, device())).body;
  await pool.query(`UPDATE auth_session SET "createdAt" = now() - interval '25 hours'`);
  const refused = [
    await ada.request('GET', `${PATH}/generate-register-options`),
    await ada.request('POST', `${PATH}/verify-registration`, {
      response: device().register({ challenge: 'x' }),
      name: 'x',
    }),
    await ada.request('POST', `${PATH}/delete-passkey`, { id }),
  ];
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
    refused.map(() => [403, 'SESSION_NOT_FRESH']),
  );
  expect(await listOf(ada)).toHaveLength(1);
});

test('nobody adds one without being signed in, and trying is limited', async () => {
  const { open } = await startScene();
  const stranger = open();
  expect((await stranger.request('GET', `${PATH}/generate-register-options`)).status).toBe(401);
  expect((await stranger.request('GET', `${PATH}/list-user-passkeys`)).status).toBe(401);
  const statuses: number[] = [];
  for (let count = 0; count < 11; count++) {
    const body = { response: { id: 'AA' } };
    statuses.push((await stranger.request('POST', `${PATH}/verify-authentication`, body)).status);
  }
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429]);
});

test('a removed member and one of a suspended workspace come no further by a passkey than by a password', async () => {
  const { workspaceId, ada, ben, open, device, pool } = await startScene();
  const [laptop, phone] = [device(), device()];
  await add(ada, laptop);
  await add(ben, phone);
  expect((await ada.request('DELETE', `/api/v1/members/${ben.id}`)).status).toBe(204);
  const removed = open();
  await enterBy(removed, phone);
  expect((await removed.request('GET', '/api/v1/workspace')).status).toBe(403);
  expect((await removed.request('GET', '/api/v1/session')).body.workspaces).toEqual([]);
  await pool.query('UPDATE workspace SET suspended_at = now() WHERE workspace_id = $1', [workspaceId]);
  const suspended = open();
  await enterBy(suspended, laptop);
  const refused = await suspended.request('GET', '/api/v1/workspace');
  expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('suspended')]);
});

test('with a public address passkeys are bound to it, whatever host a request names', async () => {
  const publicUrl = 'https://tieout.example.com';
  const { open, ada, url, device } = await startScene(publicUrl);
  const bound = { origin: publicUrl, host: 'tieout.example.com' };
  const laptop = device(bound);
  expect((await add(ada, device())).status).toBe(400);
  expect((await add(ada, laptop)).status).toBe(200);
  expect((await open().request('GET', '/api/v1/session')).body.passkeyHost).toBe('tieout.example.com');
  laptop.state.origin = url;
  expect((await enterBy(open(), laptop)).answer.status).toBe(400);
  laptop.state.origin = publicUrl;
  expect((await enterBy(open(), laptop)).answer.status).toBe(200);
});

test.each([
  [null, 'localhost'],
  ['http://localhost:4180', 'localhost'],
  ['https://tieout.example.com', 'tieout.example.com'],
  ['https://tieout.example.com:8443', 'tieout.example.com'],
  ['http://tieout.example.com', null],
  ['http://127.0.0.1:4180', null],
  ['https://192.0.2.7', null],
  ['https://[2001:db8::7]', null],
])('people at %s have passkeys of the host %s', (publicUrl, host) => {
  expect(passkeyHost(publicUrl)).toBe(host);
});
