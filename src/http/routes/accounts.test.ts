import { describe, expect, test } from 'vitest';
import { bootstrapWorkspace } from '../../accounts/set-up.ts';
import { startTestInstance } from '../testing.ts';

const OWNER = {
  name: 'Ada Clerk',
  email: 'Ada@Northwind.example',
  password: 'a long enough password',
  workspaceName: 'Northwind IT',
};

async function startScene() {
  const instance = await startTestInstance(new Map());
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(instance.url + path, {
      method,
      headers: {
        origin: instance.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
  const session = async (cookie = '') =>
    JSON.parse(await (await send('GET', '/api/v1/session', undefined, { cookie })).text());
  const setUp = (change: object = {}) =>
    send('POST', '/api/v1/setup', { code: instance.setUpCode.code, ...OWNER, ...change });
  return { instance, send, session, setUp };
}

/** The cookies an answer sets, as a browser would send them. */
function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
}

describe('the set-up of a new instance', () => {
  test('makes its owner with the code from the terminal, and signs in', async () => {
    const { session, setUp } = await startScene();
    expect(await session()).toMatchObject({ state: 'needs_setup', user: null });
    const answer = await setUp();
    expect(answer.status).toBe(201);
    expect(await session(cookieOf(answer))).toMatchObject({
      state: 'signed_in',
      user: { name: 'Ada Clerk', email: 'ada@northwind.example' },
      workspaces: [
        { name: 'Northwind IT', plan: 'enterprise', role: 'owner', may: ['read', 'work', 'administer'] },
      ],
    });
    expect(await session()).toMatchObject({ state: 'signed_out' });
  });

  test('is refused with another code, and closed after too many', async () => {
    const { session, setUp } = await startScene();
    expect((await setUp({ code: '00000000x' })).status).toBe(400);
    for (let attempt = 0; attempt < 25; attempt++) {
      await setUp({ code: '1' });
    }
    expect((await setUp()).status).toBe(403);
    expect(await session()).toMatchObject({ state: 'needs_setup' });
  });

  test('happens once', async () => {
    const { setUp } = await startScene();
    await setUp();
    expect((await setUp({ email: 'eve@northwind.example' })).status).toBe(409);
  });

  test('wants a password of twelve characters, and says so', async () => {
    const { setUp } = await startScene();
    const answer = await setUp({ password: 'short' });
    expect(answer.status).toBe(400);
    expect(JSON.parse(await answer.text()).errors).toMatchObject([{ path: 'password' }]);
  });

  test('takes over the workspace of an unattended set-up', async () => {
    const { instance, session, setUp } = await startScene();
    const key = 'a key for unattended set-up';
    expect(await bootstrapWorkspace(instance.context.db, key)).toBe(true);
    expect(await bootstrapWorkspace(instance.context.db, 'another key of some length')).toBe(false);
    const { workspaces } = await session(cookieOf(await setUp()));
    const byKey = await fetch(`${instance.url}/api/v1/workspace`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(await byKey.json()).toMatchObject({
      id: workspaces[0].id,
      name: 'Northwind IT',
      plan: 'enterprise',
    });
  });
});

describe('signing in', () => {
  test('works with the password, and ends with signing out', async () => {
    const { send, session, setUp } = await startScene();
    await setUp();
    const { email, password } = OWNER;
    const answer = await send('POST', '/api/auth/sign-in/email', { email, password });
    expect(answer.status).toBe(200);
    const cookie = cookieOf(answer);
    expect(await session(cookie)).toMatchObject({ state: 'signed_in' });
    const origin = new URL(answer.url).origin;
    expect((await send('POST', '/api/auth/sign-out', {}, { cookie, origin })).status).toBe(200);
    expect(await session(cookie)).toMatchObject({ state: 'signed_out' });
  });

  test('is refused with another password', async () => {
    const { send, setUp } = await startScene();
    await setUp();
    const answer = await send('POST', '/api/auth/sign-in/email', {
      email: OWNER.email,
      password: 'not the password',
    });
    expect(answer.status).toBe(401);
  });

  test('cannot be caused by another site', async () => {
    const { send, setUp } = await startScene();
    await setUp();
    const { email, password } = OWNER;
    const origin = 'https://evil.example';
    const answer = await send('POST', '/api/auth/sign-in/email', { email, password }, { origin });
    expect(answer.status).toBe(403);
  });

  test('nobody can sign up by themselves', async () => {
    const { send, setUp } = await startScene();
    await setUp();
    const answer = await send('POST', '/api/auth/sign-up/email', {
      name: 'Eve',
      email: 'eve@x.example',
      password: 'a long enough password',
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});

describe('a request', () => {
  test('without a session or key is asked to sign in', async () => {
    const { send } = await startScene();
    const answer = await send('GET', '/api/v1/workspace');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.parse(await answer.text()).type).toMatch(/\/not-signed-in$/);
  });

  test('with a key that is not known is refused', async () => {
    const { send } = await startScene();
    expect(
      (await send('GET', '/api/v1/workspace', undefined, { authorization: 'Bearer nonsense' })).status,
    ).toBe(401);
  });

  test('by a viewer may read and not change', async () => {
    const { instance } = await startScene();
    const viewer = await instance.client('viewer');
    expect((await viewer.request('GET', '/api/v1/workspace')).status).toBe(200);
    expect((await viewer.request('PATCH', '/api/v1/workspace', { name: 'Mine' })).status).toBe(403);
  });

  test('that another site causes with the cookie changes nothing', async () => {
    const { send, setUp } = await startScene();
    const cookie = cookieOf(await setUp());
    const answer = await send(
      'PATCH',
      '/api/v1/workspace',
      { name: 'Owned' },
      { cookie, origin: 'https://evil.example' },
    );
    expect(answer.status).toBe(403);
  });

  test('for a workspace one does not belong to is refused', async () => {
    const { instance, send, setUp } = await startScene();
    const cookie = cookieOf(await setUp());
    const { workspaceId } = await instance.client();
    expect(
      (await send('GET', '/api/v1/workspace', undefined, { cookie, 'x-workspace': workspaceId })).status,
    ).toBe(403);
  });
});

describe('the page', () => {
  test('has its old address redirected, the query kept', async () => {
    const { send } = await startScene();
    const answer = await send('GET', '/reconciliation?organizationId=org_1&q=a%20b');
    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe(
      '/billing/reconciliation/reconciliation?organizationId=org_1&q=a%20b',
    );
  });

  test('is served at every address that is not the API’s', async () => {
    const { send } = await startScene();
    const answer = await send('GET', '/billing/reconciliation/unmapped');
    expect(await answer.text()).toContain('<title>Tieout</title>');
    expect((await send('GET', '/api/v1/nothing')).status).toBe(404);
  });
});

test('a key of idempotency gets the first answer again, and does nothing twice', async () => {
  const { instance } = await startScene();
  const { key } = await instance.client();
  const post = (name: string) =>
    fetch(`${instance.url}/api/v1/organizations`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': 'one',
      },
      body: JSON.stringify({ name }),
    });
  const first = await post('Alder Dental');
  const second = await post('Alder Dental');
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(await second.json()).toEqual(await first.json());
  expect((await post('Birch Law')).status).toBe(422);
});

test('the OpenAPI document describes every route', async () => {
  const { send } = await startScene();
  const document = JSON.parse(await (await send('GET', '/api/openapi.json')).text());
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/api/v1/line-items/{id}/mapping',
      '/api/v1/reconciliation/summary',
      '/api/v1/sync-runs/{id}/events',
    ]),
  );
  expect((await send('GET', '/api/docs/')).status).toBe(200);
});
