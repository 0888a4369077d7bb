import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiError, fieldErrors } from './api-error.ts';
import { chooseWorkspace } from './chosen-workspace.ts';
import { api, withQuery } from './client.ts';

let server: Server;
let base: string;

/** Answers what it was sent, except where the path asks for a refusal. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let sent = '';
  for await (const chunk of request) {
    sent += String(chunk);
  }
  if (request.url === '/refused') {
    const errors = [{ path: 'credentials.tenant', message: 'is missing' }];
    const problem = { type: 'x/refused', title: 'Refused', status: 422, detail: 'It is refused.', errors };
    response.writeHead(422, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
  } else if (request.url === '/proxy') {
    response.writeHead(502).end('<h1>Bad gateway</h1>');
  } else if (request.url === '/nothing') {
    response.writeHead(204).end();
  } else {
    response.end(JSON.stringify({ method: request.method, headers: request.headers, body: sent }));
  }
}

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

type Echo = { method: string; headers: Record<string, string>; body: string };

test('a query leaves out what is absent and joins what is many', () => {
  expect(withQuery('/a', { q: 'a&b', state: ['x', 'y'], cursor: null, sort: undefined, limit: 5 })).toBe(
    '/a?q=a%26b&state=x%2Cy&limit=5',
  );
  expect(withQuery('/a', {})).toBe('/a');
});

test('every request names the chosen workspace', async () => {
  chooseWorkspace('ws_1');
  const { headers } = await api.get<Echo>(`${base}/echo`);
  expect(headers['x-workspace']).toBe('ws_1');
  chooseWorkspace(null);
  expect((await api.get<Echo>(`${base}/echo`)).headers).not.toHaveProperty('x-workspace');
});

test('what creates can be sent twice without making two', async () => {
  const { method, headers, body } = await api.create<Echo>(`${base}/echo`, { name: 'a' }, 'key-1');
  expect({ method, key: headers['idempotency-key'], body }).toEqual({
    method: 'POST',
    key: 'key-1',
    body: '{"name":"a"}',
  });
  const other = await api.create<Echo>(`${base}/echo`, {});
  expect(other.headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
});

test('a refusal carries the words of the server and the fields it is about', async () => {
  const error: unknown = await api.post(`${base}/refused`, {}).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 422, title: 'Refused', message: 'It is refused.' });
  expect(fieldErrors(error)).toEqual({ 'credentials.tenant': 'is missing' });
});

test("a proxy's own page is an error like any other", async () => {
  await expect(api.get(`${base}/proxy`)).rejects.toMatchObject({
    status: 502,
    title: 'The server answered 502',
  });
});

test('an empty answer is nothing', async () => {
  expect(await api.delete(`${base}/nothing`)).toBeUndefined();
});

test('a server that is not there says so, an abort stays an abort', async () => {
  await expect(api.get('http://127.0.0.1:1/')).rejects.toMatchObject({
    status: 0,
    title: 'The server cannot be reached',
  });
  const aborted = AbortSignal.abort();
  await expect(api.get(`${base}/echo`, {}, aborted)).rejects.toMatchObject({ name: 'AbortError' });
});
