import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type HuntressData, huntressOf } from './data.ts';
import { huntressAgentSchema, huntressIdentitySchema, huntressOrganizationSchema } from './schema.ts';
import { askHuntress } from './test-client.ts';

let sandbox: Sandbox;
let data: HuntressData;

beforeAll(async () => {
  sandbox = await startSandbox();
  data = huntressOf(sandbox.msp);
});
afterAll(() => sandbox.close());

type AgentPage = { agents: { id: number }[]; pagination: { next_page_token?: string } };
const agents = async (query: string) => (await askHuntress(sandbox, `/agents?${query}`)).body as AgentPage;

test('another secret is refused with 401', async () => {
  expect((await askHuntress(sandbox, '/agents', 'another')).status).toBe(401);
});

describe('lists', () => {
  test('ten rows unless asked for more, 500 at most, newest first', async () => {
    const { agents: rows } = await agents('');
    expect(rows).toHaveLength(10);
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).toSorted((a, b) => b - a));
    expect((await askHuntress(sandbox, '/agents?limit=501')).status).toBe(400);
  });

  test('tokens lead to the last agent, whose page has none', async () => {
    const seen: number[] = [];
    let token: string | undefined = '';
    while (token !== undefined) {
      const page: AgentPage = await agents(`limit=100&page_token=${encodeURIComponent(token)}`);
      seen.push(...page.agents.map(({ id }) => id));
      token = page.pagination.next_page_token;
    }
    expect(seen.toSorted((a, b) => a - b)).toEqual(data.agents.map(({ id }) => id).toSorted((a, b) => a - b));
  });
});

describe('what it serves', () => {
  test('rows of the shapes that the sandbox says it sends, with unique ids', () => {
    for (const row of data.organizations) huntressOrganizationSchema.parse(row);
    for (const row of data.agents) huntressAgentSchema.parse(row);
    for (const row of data.identities) huntressIdentitySchema.parse(row);
    for (const rows of [data.organizations, data.agents, data.identities])
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test('the odd cases are there', () => {
    const linux = data.agents.filter(({ platform }) => platform === 'linux');
    expect(linux.some(({ tags }) => tags.includes('Server'))).toBe(true);
    expect(new Set(data.agents.map(({ platform }) => platform)).size).toBe(3);
    expect(data.identities.some(({ external }) => external)).toBe(true);
    expect(data.identities.some(({ enabled, billable }) => enabled && !billable)).toBe(true);
    expect(data.organizations.some((row) => row.identity_provider_tenant_id === undefined)).toBe(true);
  });
});
