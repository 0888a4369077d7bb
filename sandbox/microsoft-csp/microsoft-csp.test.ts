import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { get } from '../server/test-client.ts';
import { cspOf } from './data.ts';
import {
  type PartnerSubscription,
  partnerCollectionSchema,
  partnerCustomerSchema,
  partnerErrorSchema,
  partnerSubscriptionSchema,
} from './schema.ts';
import { askCsp, askToken } from './test-client.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const customers = partnerCollectionSchema(partnerCustomerSchema);
const subscriptions = partnerCollectionSchema(partnerSubscriptionSchema);

describe('signing in', () => {
  test('brings a new refresh token, and the old one stays good', async () => {
    const { body } = await askToken(sandbox);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: '3599' });
    const { refresh_token } = body as { refresh_token: string };
    expect((await askToken(sandbox, { refresh_token })).status).toBe(200);
    expect((await askToken(sandbox)).status).toBe(200);
  });

  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 7000215],
    ['an unknown application', { client_id: 'other' }, 400, 700016],
    ['an old refresh token', { refresh_token: 'old' }, 400, 700082],
    ['another resource', { resource: 'https://graph.microsoft.com' }, 400, 500011],
    ['another grant', { grant_type: 'client_credentials' }, 400, 70003],
  ])('%s is refused with its AADSTS code', async (_case, changed, status, code) => {
    const answer = await askToken(sandbox, changed);
    expect([answer.status, answer.body]).toMatchObject([status, { error_codes: [code] }]);
  });

  test('Partner Center answers 401 without a token, and 400 without its version', async () => {
    expect((await get(`${sandbox.url('microsoft-csp')}/v1/customers`)).status).toBe(401);
    expect((await askCsp(sandbox, 'customers?size=5', { 'MS-Contract-Version': '' })).status).toBe(400);
  });
});

describe('customers', () => {
  test('marks lead through all of them', async () => {
    const seen: string[] = [];
    let page = customers.parse((await askCsp(sandbox, 'customers?size=15')).body);
    for (;;) {
      expect(page.totalCount).toBe(page.items.length);
      seen.push(...page.items.map(({ id }) => id));
      const mark = page.links.next?.headers[0];
      if (!mark) break;
      const next = await askCsp(sandbox, 'customers?size=15&seekOperation=Next', { [mark.key]: mark.value });
      page = customers.parse(next.body);
    }
    expect(seen).toEqual(cspOf(sandbox.msp).customers.map(({ id }) => id));
  });

  test('more than 500 a page are refused', async () => {
    expect((await askCsp(sandbox, 'customers?size=501')).status).toBe(400);
  });

  test('the tenants are those that Graph shows, but for the one that buys by itself', () => {
    const known = new Set(cspOf(sandbox.msp).customers.map(({ id }) => id));
    const missing = sandbox.msp.microsoft.tenants.filter(({ tenantId }) => !known.has(tenantId));
    expect(missing.map(({ displayName }) => displayName)).toEqual(['Juniper Yoga Studio']);
  });
});

describe('subscriptions', () => {
  test('are of every kind that is hard to count', async () => {
    const all = Object.values(cspOf(sandbox.msp).subscriptions).flat();
    const some = (what: (row: PartnerSubscription) => boolean) => all.some(what);
    expect(new Set(all.map(({ status }) => status))).toEqual(
      new Set(['active', 'pending', 'suspended', 'expired', 'disabled', 'deleted']),
    );
    expect(some(({ isTrial }) => isTrial === true)).toBe(true);
    expect(some(({ parentSubscriptionId }) => parentSubscriptionId !== undefined)).toBe(true);
    expect(some(({ billingType }) => billingType === 'usage')).toBe(true);
    expect(new Set(all.map(({ termDuration }) => termDuration))).toEqual(
      new Set(['P1M', 'P1Y', 'P3Y', undefined]),
    );
  });

  test('of a customer come all at once; of one that left they are refused, of none not found', async () => {
    const { customers: rows, refusing } = cspOf(sandbox.msp);
    const { body } = await askCsp(sandbox, `customers/${rows[0]?.id}/subscriptions`);
    expect(subscriptions.parse(body).items.length).toBeGreaterThan(1);
    const refused = await askCsp(sandbox, `customers/${refusing[0]}/subscriptions`);
    expect([refused.status, partnerErrorSchema.parse(refused.body).source]).toEqual([403, 'PartnerFD']);
    expect((await askCsp(sandbox, 'customers/none/subscriptions')).status).toBe(404);
  });
});
