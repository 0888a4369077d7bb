import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type AutomateData, automateOf } from './data.ts';
import { type AutomateComputer, automateClientSchema, automateComputerSchema } from './schema.ts';
import { askAutomate, signInToAutomate } from './test-client.ts';

let sandbox: Sandbox;
let data: AutomateData;

beforeAll(async () => {
  sandbox = await startSandbox();
  data = automateOf(sandbox.msp);
});
afterAll(() => sandbox.close());

const computers = async (query: string) =>
  (await askAutomate(sandbox, `/computers?${query}`)).body as AutomateComputer[];

describe('signing in', () => {
  test.each([{ Password: 'wrong' }, { UserName: 'somebody' }])('%o is refused with 401', async (changed) => {
    expect((await signInToAutomate(sandbox, changed)).status).toBe(401);
  });

  test('another client ID is refused with every list', async () => {
    expect((await askAutomate(sandbox, '/clients', 'another')).status).toBe(401);
  });
});

describe('lists', () => {
  test('pages lead by id to the last computer, and then are empty', async () => {
    const seen: string[] = [];
    for (let page = 1; ; page += 1) {
      const rows = await computers(`pagesize=150&page=${page}`);
      if (rows.length === 0) break;
      seen.push(...rows.map(({ Id }) => Id));
    }
    expect(seen).toEqual(data.computers.map(({ Id }) => Id).toSorted((a, b) => Number(a) - Number(b)));
  });

  test('a condition is refused rather than left unheeded', async () => {
    expect((await askAutomate(sandbox, "/computers?condition=Type%3D'Server'")).status).toBe(400);
    expect((await askAutomate(sandbox, '/computers?orderby=ComputerName%20asc')).status).toBe(400);
  });
});

describe('what it serves', () => {
  test('rows of the shapes that the sandbox says it sends, with unique ids', () => {
    for (const row of data.clients) automateClientSchema.parse(row);
    for (const row of data.computers) automateComputerSchema.parse(row);
    for (const rows of [data.clients, data.computers])
      expect(new Set(rows.map(({ Id }) => Id)).size).toBe(rows.length);
  });

  test('the odd cases are there', () => {
    expect(data.computers.some(({ Status }) => Status === 'Offline')).toBe(true);
    expect(data.computers.some(({ SerialNumber }) => SerialNumber === 'Default string')).toBe(true);
    expect(data.computers.some(({ LastHeartbeat }) => LastHeartbeat === null)).toBe(true);
    const withComputers = new Set(data.computers.map(({ Client }) => Client.Id));
    expect(data.clients.filter(({ Id }) => !withComputers.has(Id)).map(({ Name }) => Name)).toEqual([
      'Northwind IT',
    ]);
  });
});
