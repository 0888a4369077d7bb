import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type TacticalData, tacticalOf } from './data.ts';
import {
  type TacticalAgent,
  type TacticalClient,
  tacticalAgentSchema,
  tacticalClientSchema,
} from './schema.ts';
import { askTactical } from './test-client.ts';

let sandbox: Sandbox;
let data: TacticalData;

beforeEach(async () => {
  sandbox = await startSandbox();
  data = tacticalOf(sandbox.msp);
});
afterEach(() => sandbox.close());

const clients = async () => (await askTactical(sandbox, '/clients/')).body as TacticalClient[];
const agentsOf = async (query: string) =>
  (await askTactical(sandbox, `/agents/?${query}`)).body as TacticalAgent[];

test('another key is refused with 401', async () => {
  const { status, body } = await askTactical(sandbox, '/clients/', 'another');
  expect([status, body]).toEqual([401, { detail: 'Invalid token.' }]);
});

describe('lists', () => {
  test('a client is said to have as many agents as are listed of it', async () => {
    for (const { id, name, agent_count } of await clients()) {
      const own = await agentsOf(`client=${id}`);
      expect([own.length, new Set(own.map((row) => row.client_name))]).toEqual([
        agent_count,
        new Set(agent_count === 0 ? [] : [name]),
      ]);
    }
  });

  test('a role that sees some sites lists fewer agents than clients are said to have', async () => {
    data.visibleSites = ['Warehouse'];
    const said = (await clients()).reduce((sum, { agent_count }) => sum + agent_count, 0);
    const listed = await agentsOf('detail=true');
    expect(said).toBe(data.agents.length);
    expect(listed.length).toBeLessThan(said);
    expect(new Set(listed.map(({ site_name }) => site_name))).toEqual(new Set(['Warehouse']));
  });
});

describe('what it serves', () => {
  test('rows of the shapes that the sandbox says it sends, with unique ids', async () => {
    for (const row of await clients()) tacticalClientSchema.parse(row);
    for (const row of data.agents) tacticalAgentSchema.parse(row);
    expect(new Set(data.agents.map(({ agent_id }) => agent_id)).size).toBe(data.agents.length);
    expect(new Set(data.clients.map(({ name }) => name)).size).toBe(data.clients.length);
  });

  test('the odd cases are there', () => {
    expect(new Set(data.agents.map(({ status }) => status))).toEqual(
      new Set(['online', 'offline', 'overdue']),
    );
    expect(new Set(data.agents.map(({ plat }) => plat))).toEqual(new Set(['windows', 'linux', 'darwin']));
    expect(data.agents.some(({ serial_number }) => serial_number === '')).toBe(true);
  });
});
