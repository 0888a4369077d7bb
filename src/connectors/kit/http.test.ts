import { afterEach, beforeEach, expect, test } from 'vitest';
import { VendorError } from '../connector.ts';
import { VendorStatusError } from './failures.ts';
import { createHttp, type HttpOptions, type HttpWithHeaders } from './http.ts';
import { Limiter } from './limiter.ts';
import { retryPolicy } from './retry.ts';
import {
  answer,
  type Script,
  type ScriptedServer,
  startScriptedServer,
  testContext,
} from './scripted-server.ts';
import { TokenSource } from './token.ts';

const SECRET = 'p@ss word/1234';
let servers: ScriptedServer[] = [];

beforeEach(() => {
  retryPolicy.baseDelayMs = 1;
});

afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

async function serve(
  script: Script,
  options: Partial<HttpOptions> = {},
): Promise<{ http: HttpWithHeaders; server: ScriptedServer }> {
  const server = await startScriptedServer(script);
  servers.push(server);
  const limiter = new Limiter({ requests: 1000, windowMs: 1000, concurrency: 10 });
  const base = {
    vendor: 'Acme',
    baseUrl: `${server.url}/base/`,
    context: testContext(),
    limiter,
    secrets: [SECRET],
  };
  return { http: createHttp({ ...base, ...options }), server };
}

async function failureOf(promise: Promise<unknown>): Promise<VendorError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof VendorError)) throw new Error(`expected a VendorError, got ${error}`);
  return error;
}

test('a request goes to the base URL with its path and query, and its JSON comes back', async () => {
  const { http, server } = await serve((response) => answer(response, { ok: true }));
  expect(await http.send({ path: '/things', query: { after: 5, name: 'a b', none: null } })).toEqual({
    ok: true,
  });
  expect(server.requests[0]?.path).toBe('/base/things?after=5&name=a+b');
});

test('the headers of the answer come along where they are asked for, an empty one told from an absent one', async () => {
  const { http } = await serve((response) => answer(response, [1], 200, { link: '' }));
  const { value, headers } = await http.sendForHeaders({ path: '/things' });
  expect(value).toEqual([1]);
  expect([headers.get('link'), headers.get('x-next')]).toEqual(['', null]);
});

test('a POST may send nothing', async () => {
  const { http, server } = await serve((response) => answer(response, {}));
  await http.send({ path: '/sign-in', method: 'POST' });
  expect(server.requests.map(({ method, body }) => [method, body])).toEqual([['POST', '']]);
});

test('a form and JSON are sent by POST', async () => {
  const { http, server } = await serve((response) => answer(response, {}));
  await http.send({ path: '/form', form: { a: '1 2' } });
  await http.send({ path: '/json', json: { a: 1 } });
  expect(server.requests.map(({ method, body }) => [method, body])).toEqual([
    ['POST', 'a=1+2'],
    ['POST', '{"a":1}'],
  ]);
});

test('a server error is tried again until it passes', async () => {
  const { http, server } = await serve((response, nth) => answer(response, { nth }, nth < 3 ? 503 : 200));
  expect(await http.send({ path: '/' })).toEqual({ nth: 3 });
  expect(server.requests).toHaveLength(3);
});

test('a server error that stays is given up after a bounded number of tries', async () => {
  const { http, server } = await serve((response) => answer(response, { error: { message: 'broken' } }, 500));
  const error = await failureOf(http.send({ path: '/x' }));
  expect(error).toMatchObject({ code: 'vendor_error', status: 500 });
  expect(error.message).toContain('"broken"');
  expect(server.requests).toHaveLength(retryPolicy.triesMax);
});

test.each([
  [400, 'vendor_error'],
  [403, 'forbidden'],
  [404, 'vendor_error'],
])('status %i is not tried again and reads %s', async (status, code) => {
  const { http, server } = await serve((response) => answer(response, { Message: 'no' }, status));
  const error = await failureOf(http.send({ path: '/x' }));
  expect(error).toBeInstanceOf(VendorStatusError);
  expect(error.code).toBe(code);
  expect(server.requests).toHaveLength(1);
});

test('after 429 the wait that the vendor asks for is kept', async () => {
  const { http } = await serve((response, nth) => {
    answer(response, {}, nth === 1 ? 429 : 200, nth === 1 ? { 'retry-after': '1' } : {});
  });
  const startedAt = Date.now();
  await http.send({ path: '/' });
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
});

test('a vendor that asks for a longer wait than is sensible is not waited for', async () => {
  const { http, server } = await serve((response) =>
    answer(response, 'slow down', 429, { 'retry-after': '3600' }),
  );
  const error = await failureOf(http.send({ path: '/' }));
  expect(error.code).toBe('rate_limited');
  expect(server.requests).toHaveLength(1);
});

test('while one request waits after 429, others of the account wait too', async () => {
  const { http, server } = await serve((response, nth) => {
    answer(response, {}, nth === 1 ? 429 : 200, nth === 1 ? { 'retry-after': '0.3' } : {});
  });
  const first = http.send({ path: '/first' });
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const second = http.send({ path: '/second' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(server.requests).toHaveLength(1);
  await Promise.all([first, second]);
});

function countingTokens(): { token: TokenSource; minted: () => number } {
  let minted = 0;
  const token = new TokenSource(async () => {
    minted += 1;
    return { value: `token-${minted}`, lifetimeSeconds: 3600 };
  });
  return { token, minted: () => minted };
}

test('a token that the vendor no longer accepts is replaced once, unnoticed', async () => {
  const { token, minted } = countingTokens();
  const { http, server } = await serve(
    (response, _nth, { headers }) =>
      answer(response, {}, headers.authorization === 'Bearer token-2' ? 200 : 401),
    { token },
  );
  await http.send({ path: '/' });
  expect(minted()).toBe(2);
  expect(server.requests).toHaveLength(2);
});

test('a vendor that accepts no token is asked twice, not for ever', async () => {
  const { token, minted } = countingTokens();
  const { http, server } = await serve((response) => answer(response, {}, 401), { token });
  expect((await failureOf(http.send({ path: '/' }))).code).toBe('bad_credentials');
  expect([minted(), server.requests.length]).toEqual([2, 2]);
});

test('concurrent requests refused for one old token mint one new token', async () => {
  const { token, minted } = countingTokens();
  const { http } = await serve(
    (response, _nth, { headers }) =>
      answer(response, {}, headers.authorization === 'Bearer token-2' ? 200 : 401),
    { token },
  );
  await Promise.all([1, 2, 3, 4].map((n) => http.send({ path: `/${n}` })));
  expect(minted()).toBe(2);
});

test.each([
  ['<!doctype html><title>Maintenance</title>', 'a web page', 'Maintenance'],
  ['{"value": [{"id": 1', 'cut off or malformed', '{"value"'],
  ['', 'nothing where JSON was expected', ''],
])('%j in place of JSON is said clearly, and not asked for again', async (body, what, excerpt) => {
  const { http, server } = await serve((response) => response.end(body));
  const error = await failureOf(http.send({ path: '/x' }));
  expect(error.code).toBe('bad_response');
  expect(error.message).toContain(what);
  expect(error.message).toContain(excerpt);
  expect(server.requests).toHaveLength(1);
});

test('secrets and tokens that the vendor repeats are hidden from messages', async () => {
  const { token } = countingTokens();
  const script: Script = (response, _nth, { path, headers }) => {
    const echo = `${SECRET} ${encodeURIComponent(SECRET)} ${headers.authorization}`;
    if (path.endsWith('html')) response.end(`<p>${echo}`);
    else answer(response, { error: 'invalid', error_description: echo }, 400);
  };
  const { http } = await serve(script, { token });
  for (const path of ['/html', '/json']) {
    const { message } = await failureOf(http.send({ path }));
    expect(message).toContain('[hidden]');
    expect(message).not.toContain(SECRET);
    expect(message).not.toContain(encodeURIComponent(SECRET));
    expect(message).not.toContain('token-1');
  }
});

test('an answer whose length is over the limit is refused before it is read', async () => {
  const { http } = await serve((response) => response.end('x'.repeat(2000)), { responseBytesMax: 1000 });
  expect((await failureOf(http.send({ path: '/' }))).code).toBe('response_too_large');
});

test('an endless answer is dropped at the limit', async () => {
  let written = 0;
  const script: Script = (response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000))) written += 10_000;
      response.once('drain', more);
    };
    more();
  };
  const { http } = await serve(script, { responseBytesMax: 100_000 });
  expect((await failureOf(http.send({ path: '/' }))).code).toBe('response_too_large');
  expect(written).toBeLessThan(50_000_000);
});

test('an answer that does not come in time reads timeout', async () => {
  retryPolicy.triesMax = 2;
  const { http, server } = await serve(() => undefined, { timeoutMs: 40 });
  expect((await failureOf(http.send({ path: '/' }))).code).toBe('timeout');
  expect(server.requests).toHaveLength(2);
  retryPolicy.triesMax = 5;
});

const cutOff: Script = (response) => {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('[{"id": 1', () => response.destroy());
};

test('a connection cut off midway is tried again', async () => {
  const { http } = await serve((response, nth, request) =>
    nth === 1 ? cutOff(response, nth, request) : answer(response, [1]),
  );
  expect(await http.send({ path: '/' })).toEqual([1]);
});

test('a connection cut off midway every time reads unreachable, and says so', async () => {
  const { http, server } = await serve(cutOff);
  const error = await failureOf(http.send({ path: '/' }));
  expect(error.code).toBe('unreachable');
  expect(error.message).toContain('cut off midway');
  expect(server.requests).toHaveLength(retryPolicy.triesMax);
});

test('an address where nothing answers reads unreachable', async () => {
  const { http, server } = await serve(() => undefined);
  await server.close();
  servers = [];
  const error = await failureOf(http.send({ path: '/' }));
  expect(error.code).toBe('unreachable');
  expect(error.message).toContain('nothing answers there');
});

test('a redirect is not followed, and only its origin is told', async () => {
  const elsewhere = await startScriptedServer((response) => answer(response, {}));
  servers.push(elsewhere);
  const { token } = countingTokens();
  const { http } = await serve(
    (response) => response.writeHead(302, { location: `${elsewhere.url}/login?ticket=abc` }).end(),
    { token },
  );
  const error = await failureOf(http.send({ path: '/' }));
  expect(error.code).toBe('bad_response');
  expect(error.message).toContain(elsewhere.url);
  expect(error.message).not.toContain('ticket');
  expect(elsewhere.requests).toHaveLength(0);
});

test('a complete address of another origin is never asked', async () => {
  const { http, server } = await serve((response) => answer(response, {}));
  const error = await failureOf(http.send({ path: 'https://evil.example/base/next' }));
  expect(error.code).toBe('bad_response');
  expect(server.requests).toHaveLength(0);
});

test('cancelling ends a request under way at once', async () => {
  const controller = new AbortController();
  const { http, server } = await serve(() => undefined, { context: testContext(controller.signal) });
  const failure = failureOf(http.send({ path: '/' }));
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort();
  expect((await failure).code).toBe('cancelled');
});

test('cancelling ends the wait before another try at once', async () => {
  const controller = new AbortController();
  const { http } = await serve(
    (response) => {
      answer(response, {}, 429, { 'retry-after': '200' });
      setTimeout(() => controller.abort(), 20);
    },
    { context: testContext(controller.signal) },
  );
  expect((await failureOf(http.send({ path: '/' }))).code).toBe('cancelled');
});

test('an address that is not public is refused before anything is sent', async () => {
  const context = { ...testContext(), allowPrivateAddresses: false };
  const server = await startScriptedServer((response) => answer(response, {}));
  servers.push(server);
  await expect(serve(() => undefined, { context })).rejects.toMatchObject({ code: 'address_refused' });
});

test('a public name that leads to a private address is refused when it is connected to', async () => {
  const context = { ...testContext(), allowPrivateAddresses: false };
  const { server } = await serve((response) => answer(response, {}));
  const port = new URL(server.url).port;
  const { http } = await serve(() => undefined, { context, baseUrl: `https://localhost:${port}` });
  expect((await failureOf(http.send({ path: '/' }))).code).toBe('address_refused');
  expect(server.requests).toHaveLength(0);
});

test('an address that is none is named as wrong', async () => {
  await expect(serve(() => undefined, { baseUrl: 'acme' })).rejects.toMatchObject({
    code: 'bad_credentials',
  });
});
