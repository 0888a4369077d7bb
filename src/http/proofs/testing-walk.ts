import type { TestInstance } from '../testing.ts';
import { OPERATIONS, type Operation } from './testing-requests.ts';
import type { Things } from './testing-workspace.ts';

/** An operation of the OpenAPI document, joined with what this folder says of it. */
export type Route = { operationId: string; method: string; path: string; operation: Operation };

/** A request with its ids filled in. */
export type Filled = { method: string; path: string; body?: unknown };

/** What was answered. */
export type Seen = { status: number; type: string; text: string };

/** Every operation of the API's own document, in the order of OPERATIONS. @throws Error for one that OPERATIONS lacks. */
export async function listRoutes(instance: TestInstance): Promise<Route[]> {
  const { paths } = (await instance.send('GET', '/api/openapi.json')).body as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => {
      const operation = OPERATIONS[operationId];
      if (operation === undefined) {
        throw new Error(`Say in testing-requests.ts who may do ${operationId} (${method} ${path}).`);
      }
      return { operationId, method: method.toUpperCase(), path, operation };
    }),
  );
  const order = Object.keys(OPERATIONS);
  return routes.toSorted((a, b) => order.indexOf(a.operationId) - order.indexOf(b.operationId));
}

/** A route's request with these things in place of its `$names`. */
export function fill(route: Route, thingOf: (name: string, position: number) => string): Filled {
  const { method, path, operation } = route;
  const { params = [], query, body } = operation;
  let position = 0;
  const put = (text: string) => text.replace(/\$(\w+)/g, (_, name: string) => thingOf(name, position++));
  const names = [...params];
  const address = put(path.replace(/\{\w+\}/g, () => names.shift() ?? ''));
  return {
    method,
    path: query === undefined ? address : `${address}?${put(query)}`,
    ...(body === undefined ? {} : { body: JSON.parse(put(JSON.stringify(body))) }),
  };
}

/** How many ids a route's request names. */
export function countIds(route: Route): number {
  let count = 0;
  fill(route, () => String(count++));
  return count;
}

/** Looks a thing up. @throws Error for one that no workspace has. */
export function from(things: Things): (name: string) => string {
  return (name) => {
    const id = things[name];
    if (id === undefined) {
      throw new Error(`testing-workspace.ts makes no ${name}.`);
    }
    return id;
  };
}

/** Sends a request with these headers. */
export async function ask(
  { url }: Pick<TestInstance, 'url'>,
  { method, path, body }: Filled,
  headers: Record<string, string>,
): Promise<Seen> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const problem = response.headers.get('content-type')?.includes('problem+json')
    ? String(JSON.parse(text).type).replace(/^.*\//, '')
    : '';
  return { status: response.status, type: problem, text };
}
