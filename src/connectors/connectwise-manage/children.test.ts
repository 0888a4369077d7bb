import { afterEach, beforeEach, expect, test } from 'vitest';
import { retryPolicy } from '../kit/retry.ts';
import { answer, type ScriptedServer, startScriptedServer, testContext } from '../kit/scripted-server.ts';
import { ChildLists } from './children.ts';
import { createClient } from './client.ts';

type Row = { id: number; agreementId: number; quantity?: number };
type Asked = {
  sequenceNumber: number;
  resourceType: string;
  apiRequest: { parentId: number; filters: { conditions: string; orderBy: string } };
};

/** Every agreement has two additions. */
const rowsOf = (agreementId: number): Row[] =>
  [1, 2].map((index) => ({ id: agreementId * 10 + index, agreementId, quantity: 5 }));
/** The rows that a request of a bundle asks for. */
const askedRows = ({ apiRequest }: Asked) =>
  rowsOf(apiRequest.parentId).filter(({ id }) => id > Number(apiRequest.filters.conditions.split('>')[1]));
const asResult = ({ sequenceNumber }: Asked, entities: unknown) => ({
  sequenceNumber,
  success: true,
  statusCode: 200,
  entities,
});

let server: ScriptedServer | null = null;
beforeEach(() => {
  retryPolicy.baseDelayMs = 1;
});
afterEach(() => server?.close());

/** Lists of additions at a site that answers the requests of a bundle as given, and their lists as they are. */
async function listsAt(answerOne: (asked: Asked) => unknown): Promise<ChildLists> {
  server = await startScriptedServer((response, _count, { path, body }) => {
    const agreementId = Number(path.match(/agreements\/(\d+)\/additions/)?.[1]);
    if (path.startsWith('/login/')) answer(response, { Codebase: 'v2026_1/' });
    else if (agreementId) answer(response, rowsOf(agreementId), 200, { link: '' });
    else answer(response, { results: (JSON.parse(body).requests as Asked[]).map(answerOne) });
  });
  const keys = { companyId: 'northwind', publicKey: 'a', privateKey: 'b-secret', clientId: 'c' };
  const api = await createClient({ ...keys, baseUrl: server.url }, ['b-secret'], testContext())();
  return new ChildLists(api, 'additions');
}

/** Reads two agreements, which may prove bundles, then three more; how many of the latter are asked one by one. */
async function singleAfterProof(lists: ChildLists): Promise<number> {
  await lists.read(['1', '2']);
  const asked = singles();
  const more = await lists.read(['3', '4', '5']);
  expect(Object.fromEntries(more)).toEqual({ 3: rowsOf(3), 4: rowsOf(4), 5: rowsOf(5) });
  return singles() - asked;
}

const singles = () => server?.requests.filter(({ path }) => path.includes('/additions')).length ?? 0;

test('bundles that answer the same as the lists are believed, however few rows come at once', async () => {
  expect(await singleAfterProof(await listsAt((asked) => asResult(asked, askedRows(asked))))).toBe(0);
  await server?.close();
  const oneAtATime = await listsAt((asked) => asResult(asked, askedRows(asked).slice(0, 1)));
  expect(await singleAfterProof(oneAtATime)).toBe(0);
});

test.each<[string, (asked: Asked) => unknown]>([
  [
    'leaves fields out',
    (asked) =>
      asResult(
        asked,
        askedRows(asked).map(({ quantity: _quantity, ...row }) => row),
      ),
  ],
  ['leaves rows out', (asked) => asResult(asked, askedRows(asked).slice(1))],
  [
    'answers with another agreement’s rows',
    (asked) => asResult(asked, rowsOf(asked.apiRequest.parentId + 1)),
  ],
  ['repeats rows for ever', (asked) => asResult(asked, rowsOf(asked.apiRequest.parentId))],
  ['has no rows', (asked) => asResult(asked, [])],
  ['does not say', (asked) => asResult(asked, null)],
  ['fails', ({ sequenceNumber }) => ({ sequenceNumber, success: false, statusCode: 400 })],
  ['answers another request', (asked) => asResult({ ...asked, sequenceNumber: 99 }, askedRows(asked))],
])('a bundle that %s is not believed', async (_case, answerOne) => {
  expect(await singleAfterProof(await listsAt(answerOne))).toBe(3);
});

test('what a proven bundle does not answer for one agreement is asked for by itself', async () => {
  const lists = await listsAt((asked) =>
    asked.apiRequest.parentId === 4 ? asResult(asked, null) : asResult(asked, askedRows(asked)),
  );
  expect(await singleAfterProof(lists)).toBe(1);
});
