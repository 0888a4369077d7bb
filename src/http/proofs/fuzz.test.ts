import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startTestInstance, type TestInstance } from '../testing.ts';
import { type Described, type FuzzRequest, requestsOf, undocumented } from './testing-fuzz.ts';
import type { Schema } from './testing-values.ts';
import { markVendors } from './testing-vendors.ts';
import { fillWorkspace } from './testing-workspace.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 20_260_101);
const REQUESTS_PER_ROUTE = Number(process.env.FUZZ_RUNS ?? 60);
const AT_ONCE = 4;
const ANSWER_LIMIT_MS = 10_000;
/** Of a stack trace, a statement or a path of the server. */
const INSIDES = /\n\s+at |node_modules|\bSELECT\b[^"]*\bFROM\b|syntax error at|file:\/\/|\/src\/\w+/;

type Document = {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};

type Outcome = { request: FuzzRequest; isDone: boolean; wrong: string | null };

/** What was answered; `wrong` where it must not be. */
async function send(instance: TestInstance, request: FuzzRequest): Promise<Outcome> {
  const { method, path, headers, body } = request;
  try {
    const response = await fetch(`${instance.url}${path}`, {
      ...{ method, headers, redirect: 'manual' as const, signal: AbortSignal.timeout(ANSWER_LIMIT_MS) },
      ...(body === undefined || method === 'GET' ? {} : { body }),
    });
    const text = await response.text();
    return { request, isDone: response.ok, wrong: judge(request, response, text) };
  } catch (error) {
    return { request, isDone: false, wrong: String(error) };
  }
}

function judge({ path }: FuzzRequest, { status, headers }: Response, text: string): string | null {
  // Node answers a head that is too large by itself.
  if (status < 400 || status === 431) {
    return null;
  }
  const type = headers.get('content-type') ?? '';
  if (status >= 500 || (path.startsWith('/api/v1/') && !type.includes('problem+json'))) {
    return `${status} as ${type}: ${text.slice(0, 300)}`;
  }
  return INSIDES.test(text) ? `shows its insides: ${text.slice(0, 500)}` : null;
}

/** Several at once, so that they meet each other too. */
async function sendAll(instance: TestInstance, requests: readonly FuzzRequest[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < requests.length; at += AT_ONCE) {
    const some = requests.slice(at, at + AT_ONCE).map((request) => send(instance, request));
    outcomes.push(...(await Promise.all(some)));
  }
  return outcomes;
}

async function startScene() {
  const vendors = await markVendors();
  const logged: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void logged.push(line) });
  const instance = await startTestInstance(vendors.connectors, {}, { logger: log });
  const { client, things, workspaceId } = await fillWorkspace(instance, vendors, 'Northwind');
  const { cookie } = await instance.person('Nora', 'viewer', workspaceId);
  const { operatorKey } = instance.context.config;
  const headersFor = (path: string): Record<string, string> => {
    if (!path.startsWith('/api/v1/')) {
      return { cookie, origin: instance.url };
    }
    return { authorization: `Bearer ${path.includes('/operator/') ? operatorKey : client.key}` };
  };
  const { paths, components } = (await instance.send('GET', '/api/openapi.json')).body as Document;
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ method, path, described })),
  );
  const routes = [...documented, ...undocumented()];
  return { instance, client, logged, headersFor, routes, components, ids: Object.values(things) };
}

test('no request, however strange, breaks the server or shows its insides', {
  timeout: 240_000,
}, async () => {
  const { instance, client, logged, headersFor, routes, components, ids } = await startScene();
  const wrong: string[] = [];
  let reached = 0;
  for (const [at, { method, path, described }] of routes.entries()) {
    const requests = fc.sample(requestsOf(method, path, described, components.schemas, ids), {
      seed: SEED + at,
      numRuns: REQUESTS_PER_ROUTE,
    });
    const who = headersFor(path);
    const all = requests.map((one) => ({ ...one, headers: { ...who, ...one.headers } }));
    const outcomes = await sendAll(instance, all);
    reached += outcomes.some(({ isDone }) => isDone) ? 1 : 0;
    for (const { request, wrong: what } of outcomes) {
      const told = `${request.method} ${request.path.slice(0, 300)} ${request.body?.slice(0, 300)}`;
      wrong.push(...(what === null ? [] : [`${told} → ${what}`]));
    }
  }
  const log = logged.join('').slice(0, 5000);
  expect(wrong, `FUZZ_SEED=${SEED} makes the same requests again. The log: ${log}`).toEqual([]);
  // Most routes did what they are for at least once: the requests were not all turned away at the door.
  expect(reached).toBeGreaterThan(routes.length / 2);
  expect((await client.request('GET', '/api/v1/workspace')).status).toBe(200);
});
