import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type SentinelOneData, sentinelOneOf } from './data.ts';
import { s1AgentSchema, s1SiteSchema } from './schema.ts';
import { askSentinelOne } from './test-client.ts';

let sandbox: Sandbox;
let data: SentinelOneData;

beforeAll(async () => {
  sandbox = await startSandbox();
  data = sentinelOneOf(sandbox.msp);
});
afterAll(() => sandbox.close());

type AgentPage = { data: { id: string }[]; pagination: { totalItems: number; nextCursor: string | null } };
const agents = async (query: string) => (await askSentinelOne(sandbox, `/agents?${query}`)).body as AgentPage;

test('another token is refused with 401', async () => {
  const { status, body } = await askSentinelOne(sandbox, '/sites', 'another');
  expect([status, body]).toMatchObject([401, { errors: [{ title: 'Authentication Failed' }] }]);
});

describe('lists', () => {
  test('ten rows unless asked for more, a thousand at most', async () => {
    expect((await agents('')).data).toHaveLength(10);
    expect((await askSentinelOne(sandbox, '/agents?limit=1001')).status).toBe(400);
  });

  test('cursors lead to the last agent, and then there is none', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: AgentPage = await agents(`limit=250&cursor=${encodeURIComponent(cursor)}`);
      seen.push(...page.data.map(({ id }) => id));
      expect(page.pagination.totalItems).toBe(data.agents.length);
      cursor = page.pagination.nextCursor;
    }
    expect(seen).toEqual(data.agents.map(({ id }) => id));
  });

  test('agents that are gone can be left out', async () => {
    const here = data.agents.filter((row) => !row.isDecommissioned && !row.isUninstalled);
    const page = await agents('isDecommissioned=False&isUninstalled=False');
    expect(page.pagination.totalItems).toBe(here.length);
    expect(here.length).toBeLessThan(data.agents.length);
  });
});

describe('what it serves', () => {
  test('rows of the shapes that the sandbox says it sends, with unique ids', () => {
    for (const row of data.sites) s1SiteSchema.parse(row);
    for (const row of data.agents) s1AgentSchema.parse(row);
    for (const rows of [data.sites, data.agents])
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test('the odd cases are there', () => {
    expect(new Set(data.sites.map(({ state }) => state))).toEqual(new Set(['active', 'expired', 'deleted']));
    expect(new Set(data.agents.map(({ machineType }) => machineType))).toEqual(
      new Set(['desktop', 'laptop', 'server', 'unknown', 'storage']),
    );
    expect(data.agents.some(({ isDecommissioned }) => isDecommissioned)).toBe(true);
    expect(data.agents.some(({ isUninstalled }) => isUninstalled)).toBe(true);
  });
});
