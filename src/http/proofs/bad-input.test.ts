import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openTestBrowser } from '../../accounts/testing-browser.ts';
import { OWNER, startOwnedInstance } from '../../accounts/testing-owner.ts';
import { startTestInstance, TEST_PASSWORD, type TestInstance } from '../testing.ts';
import { ask, fill, listRoutes } from './testing-walk.ts';

const MIB = 1024 * 1024;
const SESSION = 'better-auth.session_token';

async function startScene() {
  const { instance, owner, open } = await startOwnedInstance();
  const cookie = decodeURIComponent(owner.cookies.get(SESSION) ?? '');
  const as = (value: string) =>
    instance.send('GET', '/api/v1/workspace', undefined, `${SESSION}=${encodeURIComponent(value)}`);
  return { instance, owner, open, cookie, as };
}

test('a session that somebody made up, changed or signed with another secret is none', async () => {
  const { as, cookie } = await startScene();
  const [token = '', signature = ''] = cookie.split('.');
  const signed = (secret: string) =>
    `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`;
  const changed = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  expect((await as(cookie)).status).toBe(200);
  for (const forged of [
    ...['', 'x', token, `${token}.`, `${token}.${changed}`, `x${cookie}`],
    ...[`${token.slice(0, -1)}.${signature}`, signed('another secret'), signed(''), `${token}.${token}`],
  ]) {
    const { status, body } = await as(forged);
    expect([forged, status, body.type]).toEqual([forged, 401, expect.stringMatching(/not-signed-in$/)]);
  }
});

test('a session that has expired, or was ended, is none any more', async () => {
  const { instance, owner, open, cookie, as } = await startScene();
  const other = open();
  await other.request('POST', '/api/auth/sign-in/email', { email: OWNER.email, password: OWNER.password });
  const kept = decodeURIComponent(other.cookies.get(SESSION) ?? '');
  expect((await as(kept)).status).toBe(200);
  expect((await other.request('POST', '/api/auth/sign-out', {})).status).toBe(200);
  expect((await as(kept)).status).toBe(401);
  const { pool } = instance.context.db;
  await pool.query(`UPDATE auth_session SET "expiresAt" = now() - interval '1 second'`);
  expect((await as(cookie)).status).toBe(401);
  expect((await owner.request('GET', '/api/v1/session')).body.state).toBe('signed_out');
});

test('no route lets another site change anything with the cookie of a person', async () => {
  const { instance, owner } = await startScene();
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const changing = (await listRoutes(instance)).filter(
    ({ method, operation }) => method !== 'GET' && !['open', 'operator'].includes(operation.needs),
  );
  expect(changing.length).toBeGreaterThan(40);
  for (const origin of ['https://evil.example', 'null', `${instance.url}.evil.example`]) {
    for (const route of changing) {
      const request = { ...fill(route, () => 'nothing-here'), body: undefined };
      const { status, text } = await ask(instance, request, { cookie, origin });
      expect([route.operationId, status, text]).toEqual([
        route.operationId,
        403,
        expect.stringContaining('comes from another site'),
      ]);
    }
    const paths = ['sign-out', 'update-user', 'change-password', 'two-factor/enable'];
    for (const path of [...paths, 'passkey/verify-registration', 'passkey/delete-passkey']) {
      const request = { method: 'POST', path: `/api/auth/${path}`, body: {} };
      expect((await ask(instance, request, { cookie, origin })).status).toBe(403);
    }
  }
  expect((await owner.request('GET', '/api/v1/session')).body.state).toBe('signed_in');
});

test('nobody says themselves where they come from', async () => {
  const { instance, owner } = await startScene();
  const response = await fetch(`${instance.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: {
      ...{ origin: instance.url, 'content-type': 'application/json' },
      ...{
        'x-tieout-client-address': '203.0.113.7',
        'x-forwarded-for': '203.0.113.8',
        forwarded: 'for=203.0.113.9',
      },
    },
    body: JSON.stringify({ email: OWNER.email, password: OWNER.password }),
  });
  expect(response.status).toBe(200);
  const { body } = await owner.request('GET', '/api/auth/list-sessions');
  expect(body.map(({ ipAddress }: { ipAddress: string }) => ipAddress)).toEqual(['127.0.0.1', '127.0.0.1']);
});

test('a proxy that the operator trusts says where people come from, and limits go by that', async () => {
  const trusting = await startTestInstance(new Map(), {}, { config: { trustedProxies: ['127.0.0.0/8'] } });
  const { workspaceId } = await trusting.client();
  const { email, request } = await trusting.person('Ada', 'owner', workspaceId);
  const signInFrom = (address: string): Promise<Response> =>
    fetch(`${trusting.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: {
        ...{ origin: trusting.url, 'content-type': 'application/json' },
        // What a client wrote itself stands before what the proxy saw.
        'x-forwarded-for': `198.51.100.1, ${address}`,
      },
      body: JSON.stringify({ email, password: TEST_PASSWORD }),
    });
  expect((await signInFrom('203.0.113.8')).status).toBe(200);
  const { body } = await request('GET', '/api/auth/list-sessions');
  expect(body.map(({ ipAddress }: { ipAddress: string }) => ipAddress)).toContain('203.0.113.8');
  const asAnotherSite = await fetch(`${trusting.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: {
      ...{ origin: 'https://other.example', 'content-type': 'application/json' },
      ...{ 'x-forwarded-for': '203.0.113.11', 'x-forwarded-host': 'other.example' },
    },
    body: JSON.stringify({ email, password: TEST_PASSWORD }),
  });
  expect(asAnotherSite.status).toBe(403);
  const tries = await Promise.all(Array.from({ length: 12 }, () => signInFrom('203.0.113.9')));
  expect(tries.some(({ status }) => status === 429)).toBe(true);
  expect((await signInFrom('203.0.113.10')).status).toBe(200);
});

test('a key that asks too often is told when to ask again; others go on, and so do people', async () => {
  const limited = await startTestInstance(new Map(), {}, { config: { keyRequestsPerMinute: 5 } });
  const busy = await limited.client();
  const other = await limited.client('viewer', busy.workspaceId);
  const person = await limited.person('Ada', 'owner', busy.workspaceId);
  const ask = (): Promise<Response> =>
    fetch(`${limited.url}/api/v1/workspace`, { headers: { authorization: `Bearer ${busy.key}` } });
  const answers = await Promise.all(Array.from({ length: 6 }, ask));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429]);
  const refused = answers.find(({ status }) => status === 429);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused?.json()).toMatchObject({ type: expect.stringContaining('too-many-requests') });
  expect((await other.request('GET', '/api/v1/workspace')).status).toBe(200);
  for (let times = 0; times < 10; times += 1) {
    expect((await person.request('GET', '/api/v1/workspace')).status).toBe(200);
  }
});

test('refused requests and sign-ins are in the log, and nothing that was sent', async () => {
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) });
  const instance = await startTestInstance(new Map(), {}, { logger });
  const { workspaceId } = await instance.client();
  const { id, email, request } = await instance.person('Vera', 'viewer', workspaceId);
  await request('POST', '/api/v1/organizations', { name: 'A name that was sent' });
  await instance.send('GET', '/api/v1/workspace');
  for (const password of ['a password that was sent', TEST_PASSWORD]) {
    await openTestBrowser(instance.url).request('POST', '/api/auth/sign-in/email', { email, password });
  }
  const address = '127.0.0.1';
  const signIn = { path: '/api/auth/sign-in/email', address };
  const told = lines.filter(({ msg }) => !String(msg).startsWith('Server listening'));
  expect(told).toMatchObject([
    {
      refused: 'not-allowed',
      method: 'POST',
      route: '/api/v1/organizations',
      actor: id,
      workspaceId,
      address,
    },
    { refused: 'not-signed-in', method: 'GET', route: '/api/v1/workspace', address },
    { ...signIn, status: 401, level: 40 },
    { ...signIn, status: 200, level: 30 },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/that was sent|a long enough password|people.example/);
});

test('a form of another site cannot send what the API reads', async () => {
  const { instance, owner } = await startScene();
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const response = await fetch(`${instance.url}/api/v1/organizations`, {
      method: 'POST',
      headers: { cookie, 'content-type': type },
      body: '{"name":"Alder"}',
    });
    expect([type, response.status]).toEqual([type, 415]);
  }
});

test('texts that cannot be stored, deep nesting and names of prototypes are refused', async () => {
  const { instance } = await startScene();
  const { key } = await instance.client();
  const post = async (body: string) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const response = await fetch(`${instance.url}/api/v1/organizations`, { method: 'POST', headers, body });
    return response.status;
  };
  expect(await post('{"name":"Alder"}')).toBe(201);
  for (const body of [
    ...['{"name":"a\\u0000b"}', '{"name":"a\\ud800"}', '{"a\\u0000":1}', '{"__proto__":{"name":"x"}}'],
    ...[`{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, '{"name":"x"', '"x"', ''],
  ]) {
    expect([body.slice(0, 40), await post(body)]).toEqual([body.slice(0, 40), 400]);
  }
  const { status } = await instance.send('GET', '/api/v1/session?q=%00');
  expect(status).toBe(400);
});

test('a body that is too large is refused, and so is a file', async () => {
  const { instance } = await startScene();
  const { key, request } = await instance.client();
  expect((await request('POST', '/api/v1/organizations', { name: 'x'.repeat(5 * MIB) })).status).toBe(413);
  const response = await fetch(`${instance.url}/api/v1/integrations/nothing-here/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
    body: Buffer.alloc(21 * MIB, 'x'),
  });
  expect(response.status).toBe(413);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
});

/** Writes to the server's socket as it is. @returns what it answers until it hangs up. */
function speak({ url }: TestInstance, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

test('what is no HTTP, or ambiguous, is answered with a refusal and a hang-up', async () => {
  const { instance } = await startScene();
  for (const text of [
    'GARBAGE\r\n\r\n',
    'TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nBad Header\r\n\r\n',
    'POST /api/v1/setup HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
  ]) {
    expect(await speak(instance, text)).toMatch(/^HTTP\/1\.1 4\d\d /);
  }
  const broken = await fetch(`${instance.url}/api/v1/organizations/%ff`);
  expect([broken.status, broken.headers.get('content-type')]).toEqual([
    400,
    expect.stringContaining('application/problem+json'),
  ]);
});

test('a request that never ends is given up', async () => {
  const instance = await startTestInstance(new Map(), {}, { requestTimeoutMs: 400 });
  const head =
    'POST /api/v1/setup HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{';
  expect(await speak(instance, head)).toMatch(/^HTTP\/1\.1 408 /);
});

test('answers tell browsers to load nothing from elsewhere, to frame nothing and to keep nothing', async () => {
  const { instance } = await startScene();
  for (const path of ['/', '/settings', '/api/v1/session', '/api/v1/nothing', '/api/docs/']) {
    const { headers } = await fetch(instance.url + path, { headers: { origin: 'https://evil.example' } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    const policy = headers.get('content-security-policy') ?? '';
    expect([path, policy]).toEqual([path, expect.stringMatching(/default-src 'self'/)]);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
    if (path.startsWith('/api/v1')) {
      expect(headers.get('cache-control')).toBe('no-store');
    }
  }
});

test('cookies are kept from scripts and other sites; behind HTTPS they and all visits stay on it', async () => {
  for (const publicUrl of [null, 'https://tieout.example'] as const) {
    const instance = await startTestInstance(new Map(), { publicUrl });
    const response = await fetch(`${instance.url}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...OWNER, code: instance.setUpCode.code }),
    });
    const isSecure = publicUrl !== null;
    const cookies = response.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; SameSite=Lax/);
      expect([cookie, /; Secure/.test(cookie), cookie.startsWith('__Secure-')]).toEqual([
        cookie,
        isSecure,
        isSecure,
      ]);
    }
    const hsts = response.headers.get('strict-transport-security');
    expect(hsts).toBe(isSecure ? 'max-age=31536000; includeSubDomains' : null);
  }
});
