import { expect, test } from 'vitest';
import { startTestInstance, TEST_PASSWORD } from '../testing.ts';

const PATH = '/api/v1/invitations';
const ACCOUNT = { name: 'Ben Clerk', password: TEST_PASSWORD };

async function startScene() {
  const instance = await startTestInstance(new Map());
  const { workspaceId, key } = await instance.client();
  const owner = await instance.person('Ada', 'owner', workspaceId);
  const invite = async (email = 'Ben@People.example', role = 'biller') => {
    const { status, body } = await owner.request('POST', PATH, { email, role });
    expect(status).toBe(201);
    return { id: body.invitation.id as string, token: tokenOf(body.path) };
  };
  const accept = (token: string, account: object = ACCOUNT, cookie?: string) =>
    instance.send('POST', `${PATH}/accept`, { token, ...account }, cookie);
  const audit = async () =>
    (await owner.request('GET', '/api/v1/audit')).body.items.map(
      ({ action, actor, subject }: Record<string, { name: string }>) => [action, actor?.name, subject?.name],
    );
  return { instance, workspaceId, key, owner, invite, accept, audit };
}

function tokenOf(path: string): string {
  return new URL(path, 'http://here').searchParams.get('token') ?? '';
}

test('someone is invited, sees what for, makes an account with the link and is in, with the role given', async () => {
  const { instance, workspaceId, owner, invite, accept, audit } = await startScene();
  const { id, token } = await invite();
  const { body: open } = await owner.request('GET', PATH);
  expect(open).toMatchObject({ total: 1, items: [{ id, email: 'ben@people.example', role: 'biller' }] });
  expect(JSON.stringify(open)).not.toContain(token);
  const look = await instance.send('POST', `${PATH}/look-up`, { token });
  expect(look.body).toMatchObject({
    ...{ email: 'ben@people.example', role: 'biller', workspaceName: 'A workspace' },
    ...{ invitedBy: 'Ada', hasAccount: false },
  });
  const { status, body, cookie } = await accept(token);
  expect([status, body]).toEqual([200, { workspaceId }]);
  const session = await instance.send('GET', '/api/v1/session', undefined, cookie);
  expect(session.body).toMatchObject({
    user: { name: 'Ben Clerk', email: 'ben@people.example' },
    workspaces: [{ id: workspaceId, role: 'biller' }],
  });
  expect((await instance.send('GET', PATH, undefined, cookie)).status).toBe(403);
  expect((await owner.request('GET', PATH)).body.total).toBe(0);
  expect(await audit()).toEqual([
    ['invitation.accept', 'Ben Clerk', 'ben@people.example'],
    ['invitation.create', 'Ada', 'ben@people.example'],
  ]);
});

test('the link ends a week after it was made, and is stored as a hash', async () => {
  const { instance, owner, invite, accept } = await startScene();
  const { id, token } = await invite();
  const { db } = instance.context;
  const [shown] = (await owner.request('GET', PATH)).body.items;
  expect(Date.parse(shown.expiresAt) - Date.parse(shown.createdAt)).toBe(7 * 24 * 60 * 60 * 1000);
  const { rows } = await db.pool.query('SELECT i::text AS text FROM invitation i');
  expect(rows[0].text).not.toContain(token);
  await db.pool.query('UPDATE invitation SET expires_at = now() WHERE id = $1', [id]);
  const { status, body } = await accept(token);
  expect([status, body.detail]).toEqual([422, expect.stringContaining('has expired')]);
  expect((await owner.request('GET', PATH)).body.total).toBe(0);
  await invite();
});

test('an invitation is accepted once, also by two at the same moment', async () => {
  const { instance, owner, invite, accept } = await startScene();
  const { token } = await invite();
  const answers = await Promise.all([accept(token), accept(token)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  const again = await accept(token);
  expect([again.status, again.body.detail]).toEqual([422, expect.stringContaining('has been used')]);
  expect((await instance.send('POST', `${PATH}/look-up`, { token })).status).toBe(422);
  expect((await owner.request('GET', '/api/v1/members')).body.total).toBe(2);
});

test('a withdrawn invitation is refused, and so is a link that nobody made', async () => {
  const { owner, invite, accept, audit } = await startScene();
  const { id, token } = await invite();
  expect((await owner.request('DELETE', `${PATH}/${id}`)).status).toBe(204);
  expect((await owner.request('DELETE', `${PATH}/${id}`)).status).toBe(404);
  const { status, body } = await accept(token);
  expect([status, body.detail]).toEqual([422, expect.stringContaining('has been withdrawn')]);
  expect((await accept(`${token}x`)).status).toBe(404);
  expect((await audit())[0]).toEqual(['invitation.withdraw', 'Ada', 'ben@people.example']);
});

test('a second invitation for an address replaces the first', async () => {
  const { owner, invite, accept } = await startScene();
  const first = await invite();
  const second = await invite('ben@people.example', 'viewer');
  expect((await owner.request('GET', PATH)).body.items).toMatchObject([{ id: second.id, role: 'viewer' }]);
  expect((await accept(first.token)).status).toBe(422);
  expect((await accept(second.token)).status).toBe(200);
});

test('someone with an account signs in with it first, and is added to the workspace', async () => {
  const { instance, workspaceId, owner, invite, accept } = await startScene();
  const other = await instance.client();
  const ben = await instance.person('Ben', 'viewer', other.workspaceId);
  const { token } = await invite();
  expect((await instance.send('POST', `${PATH}/look-up`, { token })).body.hasAccount).toBe(true);
  const signedOut = await accept(token);
  expect([signedOut.status, signedOut.body.detail]).toEqual([409, expect.stringContaining('Sign in')]);
  expect(signedOut.cookie).toBe('');
  expect((await ben.request('POST', `${PATH}/accept`, { token })).status).toBe(200);
  const { body } = await ben.request('GET', '/api/v1/session');
  const roles = Object.fromEntries(body.workspaces.map(({ id, role }: Record<string, string>) => [id, role]));
  expect(roles).toEqual({ [other.workspaceId]: 'viewer', [workspaceId]: 'biller' });
  expect((await owner.request('POST', PATH, { email: ben.email, role: 'viewer' })).status).toBe(409);
});

test('an invitation is not for someone else who is signed in, nor for another site', async () => {
  const { instance, workspaceId, invite, accept } = await startScene();
  const eve = await instance.person('Eve', 'viewer', (await instance.client()).workspaceId);
  const { token } = await invite();
  const { status, body } = await eve.request('POST', `${PATH}/accept`, { token, ...ACCOUNT });
  expect([status, body.detail]).toEqual([422, expect.stringContaining('eve@people.example')]);
  expect((await eve.request('GET', '/api/v1/session')).body.workspaces).toHaveLength(1);
  const foreign = await fetch(`${instance.url}${PATH}/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    body: JSON.stringify({ token, ...ACCOUNT }),
  });
  expect(foreign.status).toBe(403);
  expect((await accept(token)).body).toEqual({ workspaceId });
});

test('a new account needs a name and a password of twelve characters; the link holds until then', async () => {
  const { invite, accept } = await startScene();
  const { token } = await invite();
  const none = await accept(token, {});
  expect([none.status, none.body.errors.map(({ path }: { path: string }) => path)]).toEqual([
    400,
    ['name', 'password'],
  ]);
  expect((await accept(token, { ...ACCOUNT, password: 'short' })).status).toBe(400);
  expect((await accept(token)).status).toBe(200);
});

test('nobody gives, or takes back, more than they have', async () => {
  const { instance, workspaceId, invite } = await startScene();
  const admin = await instance.client('admin', workspaceId);
  const ownerToBe = await invite('carl@people.example', 'owner');
  expect((await admin.request('POST', PATH, { email: 'x@people.example', role: 'owner' })).status).toBe(403);
  expect((await admin.request('POST', PATH, { email: 'carl@people.example', role: 'viewer' })).status).toBe(
    403,
  );
  expect((await admin.request('DELETE', `${PATH}/${ownerToBe.id}`)).status).toBe(403);
  expect((await admin.request('POST', PATH, { email: 'x@people.example', role: 'admin' })).status).toBe(201);
});

test('another workspace sees none of it', async () => {
  const { instance, invite, accept } = await startScene();
  const { id, token } = await invite();
  const other = await instance.client();
  expect((await other.request('GET', PATH)).body.total).toBe(0);
  expect((await other.request('DELETE', `${PATH}/${id}`)).status).toBe(404);
  expect((await accept(token)).status).toBe(200);
});

test('a suspended workspace takes nobody in', async () => {
  const { instance, workspaceId, invite, accept } = await startScene();
  const { token } = await invite();
  await instance.context.db.pool.query('UPDATE workspace SET suspended_at = now() WHERE workspace_id = $1', [
    workspaceId,
  ]);
  const { status, body } = await accept(token);
  expect([status, body.detail]).toEqual([422, expect.stringContaining('suspended')]);
});

test('links are guessed at ten times a minute, no more', async () => {
  const { accept } = await startScene();
  for (let attempt = 0; attempt < 10; attempt++) {
    expect((await accept('a guess')).status).toBe(404);
  }
  expect((await accept('a guess')).status).toBe(429);
});

test('an answer that holds a secret is not stored, even for a key of idempotency', async () => {
  const { instance, key } = await startScene();
  const post = async (path: string, body: object) => {
    const answer = await fetch(instance.url + path, {
      method: 'POST',
      headers: {
        ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        'idempotency-key': `one for ${path}`,
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text() };
  };
  for (const [path, body] of [
    [PATH, { email: 'ben@people.example', role: 'viewer' }],
    ['/api/v1/api-keys', { name: 'Exporter', role: 'viewer' }],
  ] as const) {
    expect((await post(path, body)).status).toBe(201);
    expect(await post(path, body)).toMatchObject({
      status: 409,
      text: expect.stringContaining('not stored'),
    });
  }
  const { rows } = await instance.context.db.pool.query('SELECT status, body FROM idempotent_answer');
  expect(rows).toEqual([
    { status: 201, body: '' },
    { status: 201, body: '' },
  ]);
});
