import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { cspOf } from '../../../sandbox/microsoft-csp/data.ts';
import { askCsp } from '../../../sandbox/microsoft-csp/test-client.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { customerRow, subscriptionRow } from './schema.ts';

/**
 * What the sandbox serves and what the fixture holds, against Microsoft's documentation: every field's name, type and list of
 * words. Not covered: which fields come together, paging and conditions.
 */
const file = (name: string) =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8'));
const schemas: Record<string, { properties: object } & z.core.JSONSchema.JSONSchema> =
  file('response-schemas.json');

function problemsOf(name: string, rows: unknown[]): unknown[] {
  const schema = z.fromJSONSchema(schemas[name] ?? false);
  return rows.flatMap((row) => schema.safeParse(row).error?.issues ?? []);
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

async function ask(question: string): Promise<{ items: unknown[] }> {
  return (await askCsp(sandbox, question)).body as never;
}

test('every customer that the sandbox serves is as documented', async () => {
  const pages = [await ask('customers?size=5'), await ask('customers?size=500')];
  expect(problemsOf('Collection', pages)).toEqual([]);
  expect(pages[1]?.items.length).toBeGreaterThan(20);
  expect(problemsOf('Customer', pages[1]?.items ?? [])).toEqual([]);
});

test('so is every subscription', async () => {
  const { subscriptions, refusing } = cspOf(sandbox.msp);
  const ids = Object.keys(subscriptions).filter((id) => !refusing.includes(id));
  const lists = await Promise.all(ids.map((id) => ask(`customers/${id}/subscriptions`)));
  expect(problemsOf('Collection', lists)).toEqual([]);
  const rows = lists.flatMap(({ items }) => items);
  expect(rows.length).toBeGreaterThan(50);
  expect(problemsOf('Subscription', rows)).toEqual([]);
});

test('so are errors, and the fixture', async () => {
  expect(problemsOf('Error', [await ask('customers/none/subscriptions')])).toEqual([]);
  expect(problemsOf('Subscription', file('subscriptions.json'))).toEqual([]);
});

test('what the documentation does not know is found', () => {
  const [row] = file('subscriptions.json');
  expect(problemsOf('Subscription', [{ ...row, seats: 5 }])).toHaveLength(1);
  expect(problemsOf('Subscription', [{ ...row, status: 'paused' }])).toHaveLength(1);
});

test('the connector reads only what the documentation has', () => {
  const unknown = (name: string, shape: object) =>
    Object.keys(shape).filter((field) => !(field in (schemas[name]?.properties ?? {})));
  expect(unknown('Customer', customerRow.shape)).toEqual([]);
  expect(unknown('Subscription', subscriptionRow.shape)).toEqual([]);
});
