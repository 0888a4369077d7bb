import { expect, test } from 'vitest';
import { startTestInstance } from '../testing.ts';
import { dumpWorkspace } from './testing-rows.ts';
import { markVendors } from './testing-vendors.ts';
import { ask, countIds, type Filled, fill, from, listRoutes, type Route } from './testing-walk.ts';
import { type FullWorkspace, fillWorkspace } from './testing-workspace.ts';

async function startScene() {
  const vendors = await markVendors();
  const instance = await startTestInstance(vendors.connectors);
  const ours = await fillWorkspace(instance, vendors, 'Northwind');
  const theirs = await fillWorkspace(instance, vendors, 'Tailspin');
  const routes = (await listRoutes(instance)).filter(({ operation }) =>
    ['read', 'work', 'administer'].includes(operation.needs),
  );
  const dump = ({ workspaceId }: FullWorkspace) => dumpWorkspace(instance.context.db, workspaceId);
  const as = ({ client }: FullWorkspace) => ({ authorization: `Bearer ${client.key}` });
  return { instance, ours, theirs, routes, dump, as };
}

/** The request with one, and with every, id taken from the other workspace. */
function foreignRequests(route: Route, ours: FullWorkspace, theirs: FullWorkspace): Filled[] {
  const own = from(ours.things);
  const foreign = from(theirs.things);
  const one = Array.from({ length: countIds(route) }, (_, at) =>
    fill(route, (name, position) => (position === at ? foreign : own)(name)),
  );
  return one.length > 1 ? [...one, fill(route, foreign)] : one;
}

/** What says that a text is of the other workspace: its marker, and its ids that the request did not name. */
function leaksOf(text: string, { path, body }: Filled, theirs: FullWorkspace): string[] {
  const asked = `${path} ${JSON.stringify(body)}`;
  const ids = [theirs.workspaceId, ...Object.values(theirs.things)].filter((id) => id.includes('_'));
  return [theirs.marker, ...ids].filter((mark) => text.includes(mark) && !asked.includes(mark));
}

test('a workspace of the tests has a row in every table that has rows of workspaces', async () => {
  const { ours, dump } = await startScene();
  const empty = [...(await dump(ours))].filter(([, rows]) => rows.length === 0).map(([name]) => name);
  expect(empty).toEqual([]);
});

test("another workspace's ids, wherever a request names them, show nothing and change nothing", async () => {
  const { instance, ours, theirs, routes, dump, as } = await startScene();
  const before = await dump(theirs);
  const wrong: unknown[] = [];
  let count = 0;
  for (const route of routes) {
    for (const request of foreignRequests(route, ours, theirs)) {
      const { status, text } = await ask(instance, request, as(ours));
      count++;
      const leaks = leaksOf(text, request, theirs);
      const isRefused = [400, 404, 409, 422].includes(status);
      // The log is searched by ids of what is gone too, so that one it does not know finds nothing.
      const isEmptyFilter = status === 200 && (text.startsWith('{"items":[]') || text === '[]\n');
      if (leaks.length > 0 || !(isRefused || (isEmptyFilter && route.operationId.endsWith('Audit')))) {
        wrong.push([route.operationId, request, status, leaks, text.slice(0, 300)]);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(80);
  expect(await dump(theirs)).toEqual(before);
  const mine = [...(await dump(ours)).values()].flat().join('\n');
  const ids = Object.values(theirs.things).filter((id) => id.includes('_'));
  expect([theirs.marker, theirs.workspaceId, ...ids].filter((mark) => mine.includes(mark))).toEqual([]);

  // The same requests are understood where the ids are one's own: it was the workspace that was refused.
  for (const route of routes) {
    const { status, text } = await ask(instance, fill(route, from(theirs.things)), as(theirs));
    const isUnderstood = status < 300 || status === 409 || status === 422;
    const isUpload = route.operationId === 'createUpload' && status === 400;
    expect([route.operationId, isUnderstood || isUpload, text.slice(0, 300)]).toEqual([
      route.operationId,
      true,
      expect.anything(),
    ]);
  }
});

test("another workspace's cursors lead into one's own list, and its names are found by no search", async () => {
  const { instance, ours, theirs, routes, as } = await startScene();
  const lists = routes.filter(({ operationId }) => /^list/.test(operationId));
  let cursors = 0;
  for (const route of lists) {
    const request = fill(route, from(ours.things));
    const at = (path: string, more: string) => `${path}${path.includes('?') ? '&' : '?'}${more}`;
    const theirPath = fill(route, from(theirs.things)).path;
    const theirPage = await ask(instance, { method: 'GET', path: at(theirPath, 'limit=1') }, as(theirs));
    const cursor: string | null = theirPage.status === 200 ? JSON.parse(theirPage.text).nextCursor : null;
    const tries = [`q=${theirs.marker}`, ...(cursor == null ? [] : [`cursor=${encodeURIComponent(cursor)}`])];
    cursors += tries.length - 1;
    for (const more of tries) {
      const { status, text } = await ask(instance, { method: 'GET', path: at(request.path, more) }, as(ours));
      expect([route.operationId, more, status < 500]).toEqual([route.operationId, more, true]);
      expect(text).not.toContain(theirs.marker);
    }
  }
  expect(cursors).toBeGreaterThan(5);
});
