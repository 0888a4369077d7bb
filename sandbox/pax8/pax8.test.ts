import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { get } from '../server/test-client.ts';
import { pax8Of } from './data.ts';
import {
  type Pax8Subscription,
  pageOfSchema,
  pax8CompanySchema,
  pax8ErrorSchema,
  pax8SubscriptionSchema,
} from './schema.ts';
import { askPax8, askToken } from './test-client.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const subscriptions = pageOfSchema(pax8SubscriptionSchema);

async function pageAt(question: string) {
  return subscriptions.parse((await askPax8(sandbox, `subscriptions?${question}`)).body);
}

describe('signing in', () => {
  test('a token lasts a day', async () => {
    expect((await askToken(sandbox)).body).toMatchObject({ expires_in: 86_400, token_type: 'Bearer' });
  });

  test.each([
    ['a wrong secret', { client_secret: 'wrong' }],
    ['a wrong client', { client_id: 'other' }],
    ['another audience', { audience: 'https://elsewhere.example' }],
    ['another grant', { grant_type: 'password' }],
  ])('%s is refused', async (_case, changed) => {
    const { status, body } = await askToken(sandbox, changed);
    expect([status, body]).toEqual([401, { error: 'access_denied', error_description: 'Unauthorized' }]);
  });

  test('the API answers 401 without a token', async () => {
    const { status, body } = await get(`${sandbox.url('pax8')}/v1/companies`);
    expect([status, pax8ErrorSchema.parse(body).status]).toEqual([401, 401]);
  });
});

describe('lists', () => {
  test('a page has ten rows unless asked otherwise, and pages count from 0', async () => {
    const { content, page } = await pageAt('sort=createdDate,asc');
    const total = pax8Of(sandbox.msp).subscriptions.length;
    expect(content).toHaveLength(10);
    expect(page).toEqual({ size: 10, number: 0, totalElements: total, totalPages: Math.ceil(total / 10) });
    const next = await pageAt('sort=createdDate,asc&page=1');
    expect(next.content.map(({ id }) => id)).not.toContain(content[0]?.id);
    expect((await pageAt('page=99')).content).toEqual([]);
  });

  test('more than 200 rows a page are refused', async () => {
    expect((await askPax8(sandbox, 'subscriptions?size=201')).status).toBe(400);
  });

  test('companies are of every status', async () => {
    const { body } = await askPax8(sandbox, 'companies?size=200');
    const { content } = pageOfSchema(pax8CompanySchema).parse(body);
    expect(new Set(content.map(({ status }) => status))).toEqual(new Set(['Active', 'Inactive', 'Deleted']));
  });

  test('filters leave only what was asked for', async () => {
    const { content } = await pageAt('status=PendingAutomated');
    expect(content.length).toBeGreaterThan(0);
    expect(content.every(({ status }) => status === 'PendingAutomated')).toBe(true);
  });

  test('subscriptions are of every kind that is hard to count', async () => {
    const { content } = await pageAt('size=200');
    const some = (what: (row: Pax8Subscription) => boolean) => content.some(what);
    expect(new Set(content.map(({ status }) => status)).size).toBe(10);
    expect(some(({ quantity }) => !Number.isInteger(quantity))).toBe(true);
    expect(some(({ quantity }) => quantity === 0)).toBe(true);
    expect(some(({ parentSubscriptionId }) => parentSubscriptionId !== undefined)).toBe(true);
    expect(some(({ commitmentTerm }) => commitmentTerm !== undefined)).toBe(true);
    const key = ({ companyId, productId, status }: Pax8Subscription) => `${companyId} ${productId} ${status}`;
    expect(new Set(content.map(key)).size).toBeLessThan(content.length);
  });
});

describe('history', () => {
  test('of a change is the new state and the old', async () => {
    const [id = ''] = Object.keys(pax8Of(sandbox.msp).history);
    const { body } = await askPax8(sandbox, `subscriptions/${id}/history`);
    expect(body).toMatchObject({
      content: [
        { id, quantity: 5 },
        { id, quantity: 2, status: 'Active' },
      ],
    });
  });

  test('of nothing is 404', async () => {
    expect((await askPax8(sandbox, 'subscriptions/none/history')).status).toBe(404);
  });
});
