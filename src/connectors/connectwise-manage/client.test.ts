import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { retryPolicy } from '../kit/retry.ts';
import {
  answer,
  type Script,
  type ScriptedServer,
  startScriptedServer,
  testContext,
} from '../kit/scripted-server.ts';
import { type Api, createClient } from './client.ts';
import { readAll } from './listing.ts';

let server: ScriptedServer | null = null;
beforeEach(() => {
  retryPolicy.baseDelayMs = 1;
});
afterEach(() => server?.close());

async function connect(script: Script): Promise<Api> {
  server = await startScriptedServer(script);
  const keys = { companyId: 'north wind', publicKey: 'pub', privateKey: 'priv-1234', clientId: 'id-1' };
  return createClient({ ...keys, baseUrl: server.url }, ['priv-1234'], testContext())();
}

/** Tells the codebase, then answers as the script says. */
function site(script: Script): Script {
  return (response, count, request) => {
    if (request.path.startsWith('/login/')) answer(response, { Codebase: 'v2026_1/' });
    else script(response, count, request);
  };
}

const THINGS = { path: '/things', what: 'the list of things' };
const rowsOf = (...ids: number[]) => ids.map((id) => ({ id }));

describe('signing', () => {
  test('company and keys are sent as basic credentials, with client id and version', async () => {
    const api = await connect(site((response) => answer(response, [])));
    await api.plain.send({ path: '/things' });
    const [login, request] = server?.requests ?? [];
    expect(login?.path).toBe('/login/companyinfo/north%20wind');
    expect(login?.headers.authorization).toBeUndefined();
    expect(request?.path).toBe('/v2026_1/apis/3.0/things');
    expect(request?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('north wind+pub:priv-1234').toString('base64')}`,
      clientid: 'id-1',
      accept: 'application/vnd.connectwise.com+json; version=2025.8',
    });
    expect(request?.headers['pagination-type']).toBeUndefined();
  });

  test.each([404, 403])(
    'a site that answers %i to who asks for its codebase is asked at the alias',
    async (status) => {
      const api = await connect((response, _count, { path }) =>
        answer(response, [], path.startsWith('/login/') ? status : 200),
      );
      await api.plain.send({ path: '/things' });
      expect(server?.requests[1]?.path).toBe('/v4_6_release/apis/3.0/things');
    },
  );

  test('neither the key nor what is made of it is shown, even if the vendor repeats it', async () => {
    const basic = Buffer.from('north wind+pub:priv-1234').toString('base64');
    const api = await connect(
      site((response) => answer(response, { message: `bad: ${basic} priv-1234` }, 401)),
    );
    const error = await api.plain.send({ path: '/things' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'bad_credentials' });
    expect(String(error)).not.toContain(basic);
    expect(String(error)).not.toContain('priv-1234');
  });
});

describe('pages', () => {
  test('go on behind the id that the link names, at our own address', async () => {
    const api = await connect(
      site((response, _count, { path }) => {
        const isFirst = !path.includes('pageId');
        const link = isFirst ? '<https://evil.example/things?pageId=2&pageSize=1000>; rel="next"' : '';
        answer(response, isFirst ? rowsOf(1, 2) : rowsOf(3), 200, { link });
      }),
    );
    expect(await readAll(api, THINGS)).toEqual(rowsOf(1, 2, 3));
    expect(server?.requests.at(-1)).toMatchObject({
      path: '/v2026_1/apis/3.0/things?pageSize=1000&pageId=2',
      headers: expect.objectContaining({ 'pagination-type': 'forward-only' }),
    });
  });

  test('go on at the number that the link names, where the list knows no ids', async () => {
    const api = await connect(
      site((response, _count, { path }) => {
        const isFirst = !path.includes('page=2');
        const link = isFirst
          ? '<https://a.example/things?page=2>; rel="next", <https://a.example/things?page=2>; rel="last"'
          : '<https://a.example/things?page=1>; rel="first"';
        answer(response, isFirst ? rowsOf(1, 2) : rowsOf(3), 200, { link });
      }),
    );
    expect(await readAll(api, THINGS)).toEqual(rowsOf(1, 2, 3));
  });

  test('without a link go on by number until the list’s own count is reached', async () => {
    const api = await connect(
      site((response, _count, { path }) => {
        if (path.includes('/count')) answer(response, { count: 3 });
        else answer(response, path.includes('page=2') ? rowsOf(3) : rowsOf(1, 2));
      }),
    );
    expect(await readAll(api, THINGS)).toEqual(rowsOf(1, 2, 3));
  });

  test('that come to fewer rows than the count are no complete list', async () => {
    const api = await connect(
      site((response, _count, { path }) => {
        if (path.includes('/count')) answer(response, { count: 3 });
        else answer(response, path.includes('page=2') ? [] : rowsOf(1, 2));
      }),
    );
    await expect(readAll(api, THINGS)).rejects.toMatchObject({
      code: 'incomplete_listing',
      message: expect.stringContaining('it has 3 rows, but only 2 came'),
    });
  });

  test('a link without a number, and a count that is none, fail the listing', async () => {
    const api = await connect(
      site((response, _count, { path }) => {
        if (path.includes('/count')) answer(response, {});
        else if (path.includes('/linked'))
          answer(response, rowsOf(1), 200, { link: '<https://a.example/x>; rel="next"' });
        else answer(response, rowsOf(1));
      }),
    );
    for (const path of ['/linked', '/things']) {
      await expect(readAll(api, { ...THINGS, path })).rejects.toMatchObject({ code: 'incomplete_listing' });
    }
  });

  test('an empty list is read by one request', async () => {
    const api = await connect(site((response) => answer(response, [])));
    expect(await readAll(api, THINGS)).toEqual([]);
    expect(server?.requests).toHaveLength(2);
  });
});
