import { expect, test } from 'vitest';
import { startTestInstance } from '../testing.ts';

const OPERATOR = 'operator-key-of-the-tests';
const PATH = '/api/v1/operator/workspaces';

async function startScene() {
  const instance = await startTestInstance(new Map());
  const request = async (key: string, method: string, path: string, body?: unknown) => {
    const answer = await fetch(instance.url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  };
  const create = async (name: string, plan: string) =>
    (await request(OPERATOR, 'POST', PATH, { name, plan })).body as {
      workspace: { id: string };
      apiKey: string;
    };
  return { instance, request, create };
}

test('the operator makes a workspace whose key works in it, and sees nothing but its name and plan', async () => {
  const { request, create } = await startScene();
  const { workspace, apiKey } = await create('Alder IT', 'pro');
  expect(workspace).toMatchObject({ name: 'Alder IT', plan: 'pro', suspendedAt: null });
  const own = await request(apiKey, 'GET', '/api/v1/workspace');
  expect(own.body).toMatchObject({ id: workspace.id, name: 'Alder IT', plan: 'pro' });
  const { body } = await request(OPERATOR, 'GET', PATH);
  expect(body.items).toEqual([workspace]);
  expect((await request(OPERATOR, 'GET', '/api/v1/line-items')).status).toBe(401);
});

test('no other key operates workspaces', async () => {
  const { request, create } = await startScene();
  const { workspace, apiKey } = await create('Alder IT', 'pro');
  for (const key of [apiKey, 'operator-key-of-the-test', `${OPERATOR}x`]) {
    expect((await request(key, 'GET', PATH)).status).toBe(401);
    expect((await request(key, 'POST', PATH, { name: 'B', plan: 'free' })).status).toBe(401);
    expect((await request(key, 'PATCH', `${PATH}/${workspace.id}`, { plan: 'free' })).status).toBe(401);
  }
});

test('a workspace on the free plan is told what billing reconciliation needs, and gets it with the plan', async () => {
  const { request, create } = await startScene();
  const { workspace, apiKey } = await create('Alder IT', 'free');
  for (const path of ['/line-items', '/agreements', '/reconciliation', '/reconciliation/summary']) {
    const { status, body } = await request(apiKey, 'GET', `/api/v1${path}`);
    expect([path, status, body.type]).toEqual([path, 403, expect.stringMatching(/\/plan-required$/)]);
  }
  expect((await request(apiKey, 'GET', '/api/v1/integrations')).status).toBe(200);
  const changed = await request(OPERATOR, 'PATCH', `${PATH}/${workspace.id}`, { plan: 'enterprise' });
  expect(changed.body.plan).toBe('enterprise');
  expect((await request(apiKey, 'GET', '/api/v1/line-items')).status).toBe(200);
});

test('a suspended workspace lets nobody in until it is resumed', async () => {
  const { request, create } = await startScene();
  const { workspace, apiKey } = await create('Alder IT', 'pro');
  const other = await create('Birch IT', 'pro');
  await request(OPERATOR, 'PATCH', `${PATH}/${workspace.id}`, { suspended: true });
  const refused = await request(apiKey, 'GET', '/api/v1/workspace');
  expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('suspended')]);
  expect((await request(other.apiKey, 'GET', '/api/v1/workspace')).status).toBe(200);
  await request(OPERATOR, 'PATCH', `${PATH}/${workspace.id}`, { suspended: false });
  expect((await request(apiKey, 'GET', '/api/v1/workspace')).status).toBe(200);
  expect((await request(OPERATOR, 'PATCH', `${PATH}/nothing`, { plan: 'pro' })).status).toBe(404);
});

test('a key is shown once, signs in with its role, and ends when it is revoked or its time is over', async () => {
  const { instance, request, create } = await startScene();
  const { apiKey } = await create('Alder IT', 'pro');
  const made = await request(apiKey, 'POST', '/api/v1/api-keys', { name: 'Exporter', role: 'viewer' });
  expect(made.status).toBe(201);
  const { id, key } = made.body;
  expect((await request(key, 'GET', '/api/v1/workspace')).status).toBe(200);
  expect((await request(key, 'GET', '/api/v1/api-keys')).status).toBe(403);
  const { body } = await request(apiKey, 'GET', '/api/v1/api-keys');
  expect(body.items.map(({ name, role }: { name: string; role: string }) => [name, role])).toEqual([
    ['Exporter', 'viewer'],
    ['First key', 'owner'],
  ]);
  expect(JSON.stringify(body)).not.toContain(key);
  expect((await request(apiKey, 'DELETE', `/api/v1/api-keys/${id}`)).status).toBe(204);
  expect((await request(key, 'GET', '/api/v1/workspace')).status).toBe(401);
  const soon = new Date(Date.now() + 60_000).toISOString();
  const brief = (
    await request(apiKey, 'POST', '/api/v1/api-keys', { name: 'Brief', role: 'viewer', expiresAt: soon })
  ).body;
  expect((await request(brief.key, 'GET', '/api/v1/workspace')).status).toBe(200);
  await instance.context.db.pool.query('UPDATE api_key SET expires_at = now() WHERE id = $1', [brief.id]);
  expect((await request(brief.key, 'GET', '/api/v1/workspace')).status).toBe(401);
});

test('nobody makes a key that may more than they do, or one that has expired', async () => {
  const { request, create } = await startScene();
  const { apiKey } = await create('Alder IT', 'pro');
  const admin = (await request(apiKey, 'POST', '/api/v1/api-keys', { name: 'Admin', role: 'admin' })).body
    .key;
  expect((await request(admin, 'POST', '/api/v1/api-keys', { name: 'Owner', role: 'owner' })).status).toBe(
    403,
  );
  expect((await request(admin, 'POST', '/api/v1/api-keys', { name: 'Clerk', role: 'biller' })).status).toBe(
    201,
  );
  const past = { name: 'Past', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' };
  expect((await request(apiKey, 'POST', '/api/v1/api-keys', past)).status).toBe(400);
  const other = await create('Birch IT', 'pro');
  const [foreign] = (await request(other.apiKey, 'GET', '/api/v1/api-keys')).body.items;
  expect((await request(apiKey, 'DELETE', `/api/v1/api-keys/${foreign.id}`)).status).toBe(404);
});
