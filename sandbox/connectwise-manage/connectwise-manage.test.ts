import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type Answer, get } from '../server/test-client.ts';
import { MANAGE, type ManageData, manageOf } from './data.ts';
import {
  manageAdditionSchema,
  manageAdjustmentSchema,
  manageAgreementSchema,
  manageCompanySchema,
  manageCycleSchema,
  manageProductSchema,
} from './schema.ts';
import { askManage } from './test-client.ts';

let sandbox: Sandbox;
let data: ManageData;

beforeAll(async () => {
  sandbox = await startSandbox();
  data = manageOf(sandbox.msp);
});
afterAll(() => sandbox.close());

const FORWARD = { 'pagination-type': 'forward-only' };
const ask = (path: string, headers = {}) => askManage(sandbox, { path, headers });
const idsOf = ({ body }: Answer) => (body as { id: number }[]).map(({ id }) => id);

describe('signing in', () => {
  test('the codebase is told without keys, and null for a company that is not there', async () => {
    const url = `${sandbox.url(MANAGE)}/login/companyinfo`;
    expect((await get(`${url}/northwind`)).body).toMatchObject({ Codebase: 'v2026_1/', IsCloud: 'True' });
    expect((await get(`${url}/southwind`)).body).toBeNull();
  });

  test.each([
    ['another key', { authorization: 'Basic bm90OnRoZWtleQ==' }],
    ['another client id', { clientId: 'someone-else' }],
    ['no client id', { clientId: '' }],
  ])('%s is refused with 401', async (_case, headers) => {
    const { status, body } = await ask('/finance/agreements', headers);
    expect([status, (body as { message: string }).message]).toEqual([401, 'UserNotAuthenticated']);
  });

  test('the alias leads to the same API as the codebase', async () => {
    const { body } = await askManage(sandbox, { path: '/finance/agreements/count', release: 'v4_6_release' });
    expect(body).toEqual({ count: data.agreements.length });
  });

  test('the body of 429 has an error and no code', async () => {
    const tight = await startSandbox({ msp: sandbox.msp, requestsPerMinute: 1 });
    await askManage(tight, { path: '/finance/agreements' });
    const { status, headers, body } = await askManage(tight, { path: '/finance/agreements' });
    await tight.close();
    expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(body).toEqual({ error: 'ConnectWiseAPI', message: expect.stringContaining('Too many requests') });
  });
});

describe('paging', () => {
  test('forward-only pages begin behind an id; the link to the next is empty on the last', async () => {
    const first = await ask('/finance/agreements?pageSize=60', FORWARD);
    const next = first.headers.get('link')?.match(/pageId=(\d+)>; rel="next"/)?.[1];
    const second = await ask(`/finance/agreements?pageSize=60&pageId=${next}`, FORWARD);
    expect(second.headers.get('link')).toBe('');
    const ids = [...idsOf(first), ...idsOf(second)];
    expect(ids).toEqual(data.agreements.map(({ id }) => id).toSorted((a, b) => a - b));
  });

  test('forward-only pages cannot be ordered', async () => {
    expect((await ask('/finance/agreements?orderBy=name', FORWARD)).status).toBe(400);
  });

  test('otherwise pages have numbers, 25 rows unless asked for more', async () => {
    const pages = [await ask('/finance/agreements'), await ask('/finance/agreements?page=2')];
    expect(pages.map((page) => idsOf(page).length)).toEqual([25, 25]);
    expect(new Set(pages.flatMap(idsOf)).size).toBe(50);
  });

  test('conditions and fields choose, and conditions that are not understood are refused', async () => {
    const answer = await ask(
      '/company/companies?conditions=deletedFlag%3Dfalse&fields=id,name&pageSize=1000',
    );
    expect(answer.body).toHaveLength(40);
    expect(Object.keys((answer.body as object[])[0] ?? {}).sort()).toEqual(['id', 'name']);
    expect((await ask('/company/companies?conditions=name+like+"A"')).status).toBe(400);
  });
});

describe('what it serves', () => {
  test('rows of the shapes that the sandbox says it sends', () => {
    for (const row of data.companies) manageCompanySchema.parse(row);
    for (const row of data.products) manageProductSchema.parse(row);
    for (const row of data.cycles) manageCycleSchema.parse(row);
    for (const row of data.agreements) manageAgreementSchema.parse(row);
    for (const row of data.additions) manageAdditionSchema.parse(row);
    for (const row of data.adjustments) manageAdjustmentSchema.parse(row);
  });

  test('ids are unique, each in its list; numbers of adjustments are numbers of additions too', () => {
    for (const rows of [data.companies, data.products, data.agreements, data.additions, data.adjustments]) {
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    }
    const additions = new Set(data.additions.map(({ id }) => id));
    expect(data.adjustments.some(({ id }) => additions.has(id))).toBe(true);
  });

  test('additions are there per agreement, and nothing is there for an agreement that is not', async () => {
    const [agreement] = data.agreements;
    const own = data.additions.filter(({ agreementId }) => agreementId === agreement?.id);
    const answer = await ask(`/finance/agreements/${agreement?.id}/additions?pageSize=1000`);
    expect(idsOf(answer)).toEqual(own.map(({ id }) => id));
    expect((await ask('/finance/agreements/1/additions')).status).toBe(404);
  });

  test('the odd cases are there', () => {
    const words = (rows: { agreementStatus: string }[]) =>
      new Set(rows.map(({ agreementStatus }) => agreementStatus));
    expect(words(data.agreements)).toEqual(new Set(['Active', 'Cancelled', 'Expired', 'Inactive']));
    expect(new Set(data.additions.map(({ billCustomer }) => billCustomer))).toEqual(
      new Set(['Billable', 'NoCharge', 'DoNotBill']),
    );
    expect(new Set(data.additions.map(({ cancelledDate }) => cancelledDate?.slice(0, 2)))).toEqual(
      new Set(['20', '', undefined]),
    );
    const described = data.additions.filter(({ product, description }) =>
      data.products.every(({ id, description: name }) => id !== product.id || name !== description),
    );
    expect(described.length).toBeGreaterThan(20);
  });
});

describe('bundles', () => {
  const bundle = (resourceType: string, parentId: number, conditions = 'id > 0') =>
    askManage(sandbox, {
      path: '/system/bundles',
      json: {
        requests: [{ sequenceNumber: 1, resourceType, apiRequest: { parentId, filters: { conditions } } }],
      },
    });
  const resultOf = ({ body }: Answer) => (body as { results: Record<string, unknown>[] }).results[0];

  test('each request has a result of its own; a name that is not known fails', async () => {
    const [adjustment] = data.adjustments;
    expect(resultOf(await bundle('addition', adjustment?.agreementId ?? 0))).toMatchObject({
      sequenceNumber: 1,
      success: false,
      statusCode: 400,
    });
    data.bundles = { adjustment: 'adjustments' };
    const known = resultOf(await bundle('adjustment', adjustment?.agreementId ?? 0));
    data.bundles = {};
    expect(known).toMatchObject({ success: true, statusCode: 200, entities: [adjustment] });
  });

  test('a bundle holds so many requests', async () => {
    const json = { requests: Array.from({ length: 51 }, (_, index) => ({ sequenceNumber: index })) };
    expect((await askManage(sandbox, { path: '/system/bundles', json })).status).toBe(400);
  });
});
