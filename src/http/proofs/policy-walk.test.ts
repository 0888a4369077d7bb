import { expect, test } from 'vitest';
import { ROLES, type Role } from '../policy.ts';
import { startTestInstance, type TestInstance } from '../testing.ts';
import { OPERATIONS, type Operation } from './testing-requests.ts';
import { ask, fill, listRoutes, type Route, type Seen } from './testing-walk.ts';

/** The policy, said a second time: the roles that may, by what a route needs. */
const MAY: Record<'read' | 'work' | 'administer', readonly Role[]> = {
  read: ['owner', 'admin', 'biller', 'viewer'],
  work: ['owner', 'admin', 'biller'],
  administer: ['owner', 'admin'],
};

/** What the OpenAPI document leaves out: the page, the sign-in library's own routes, the document itself. */
const HIDDEN = ['/*', '/', '/reconciliation', '/api/auth/*', '/api/openapi.json', '/index.html'];

type Asker = { name: string; headers: Record<string, string>; role: Role | 'nobody' | 'outsider' };

/** A request that finds nothing: whoever may make it is told so, and nothing is changed. */
const askAs = (instance: TestInstance, route: Route, { headers }: Asker) =>
  ask(instance, { ...fill(route, () => 'nothing-here'), body: undefined }, headers);

async function listAskers(instance: TestInstance, workspaceId: string): Promise<Asker[]> {
  const askers: Asker[] = [{ name: 'nobody', headers: {}, role: 'nobody' }];
  for (const role of ROLES) {
    const { key } = await instance.client(role, workspaceId);
    const { cookie } = await instance.person(role, role, workspaceId);
    askers.push({ name: `a key of a ${role}`, headers: { authorization: `Bearer ${key}` }, role });
    const headers = { cookie, origin: instance.url, 'x-workspace': workspaceId };
    askers.push({ name: `a ${role}`, headers, role });
  }
  const elsewhere = await instance.client();
  const { cookie } = await instance.person('Stranger', 'owner', elsewhere.workspaceId);
  const headers = { cookie, origin: instance.url, 'x-workspace': workspaceId };
  return [...askers, { name: 'an owner of another workspace', headers, role: 'outsider' }];
}

function expectedOf({ needs }: Operation, { role }: Asker): 'answered' | '401' | '403' {
  if (needs === 'open') {
    return 'answered';
  }
  if (needs === 'operator') {
    return '401';
  }
  if (role === 'nobody') {
    return '401';
  }
  return role !== 'outsider' && MAY[needs].includes(role) ? 'answered' : '403';
}

function happened({ status, type }: Seen): string {
  if (status === 401 && type === 'not-signed-in') {
    return '401';
  }
  if (status === 403 && type === 'not-allowed') {
    return '403';
  }
  return status < 500 && status !== 401 && status !== 403 ? 'answered' : `${status} ${type}`;
}

async function startScene(plan = 'enterprise') {
  const instance = await startTestInstance(new Map());
  const { workspaceId } = await instance.client();
  await instance.context.db.pool.query('UPDATE workspace SET plan = $1', [plan]);
  const routes = await listRoutes(instance);
  return { instance, workspaceId, routes, askers: await listAskers(instance, workspaceId) };
}

test('every route is in the OpenAPI document, and has its line in the table of who may do what', async () => {
  const { instance, routes } = await startScene();
  const known = routes.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`);
  const others = instance.routes.filter((one) => !one.startsWith('HEAD ') && !known.includes(one));
  const unknown = others.filter((one) => {
    const url = one.slice(one.indexOf(' ') + 1);
    return !HIDDEN.includes(url) && !url.startsWith('/api/docs');
  });
  expect(unknown).toEqual([]);
  expect(routes.map(({ operationId }) => operationId)).toEqual(Object.keys(OPERATIONS));
});

test('every route lets in exactly whom the policy says, by session and by key', async () => {
  const { instance, routes, askers } = await startScene();
  for (const asker of askers) {
    const seen: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const route of routes) {
      seen[route.operationId] = happened(await askAs(instance, route, asker));
      expected[route.operationId] = expectedOf(route.operation, asker);
    }
    expect(seen, asker.name).toEqual(expected);
  }
});

test('the operator reaches the workspaces and nothing in them', async () => {
  const { instance, routes } = await startScene();
  const headers = { authorization: `Bearer ${instance.context.config.operatorKey}` };
  for (const route of routes.filter(({ operation }) => operation.needs !== 'open')) {
    const seen = await askAs(instance, route, { name: 'the operator', headers, role: 'nobody' });
    const isTheirs = route.operation.needs === 'operator';
    expect([route.operationId, happened(seen)]).toEqual([route.operationId, isTheirs ? 'answered' : '401']);
  }
});

test('on the free plan exactly what builds on reconciliation asks for another plan', async () => {
  const { instance, routes, askers } = await startScene('free');
  const owners = askers.filter(({ role }) => role === 'owner');
  for (const asker of owners) {
    for (const route of routes) {
      const { status, type } = await askAs(instance, route, asker);
      const isGated = status === 403 && type === 'plan-required';
      const { feature } = route.operation;
      expect([route.operationId, isGated]).toEqual([route.operationId, feature === 'reconciliation']);
    }
  }
});
