import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { askPax8 } from '../../../sandbox/pax8/test-client.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { companyRow, subscriptionRow } from './schema.ts';

/**
 * What the sandbox serves and what the fixtures hold, against Pax8's own document: every field's name, type and list of
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

async function ask(question: string): Promise<{ content: { id: string; status: string }[]; page: unknown }> {
  return (await askPax8(sandbox, question)).body as never;
}

test.each([
  ['Company', 'companies'],
  ['Subscription', 'subscriptions'],
])('every %s that the sandbox serves is as documented', async (name, list) => {
  const { content, page } = await ask(`${list}?size=200`);
  expect(content.length).toBeGreaterThan(20);
  expect(problemsOf(name, content)).toEqual([]);
  expect(problemsOf('Page', [page])).toEqual([]);
});

test('so are the states of a subscription, and errors', async () => {
  const { content } = await ask('subscriptions?size=200&status=PendingAutomated');
  const { content: states } = await ask(`subscriptions/${content[0]?.id}/history`);
  expect(states.map(({ status }) => status)).toEqual(['PendingAutomated', 'Active']);
  expect(problemsOf('Subscription', states)).toEqual([]);
  expect(problemsOf('Error', [await ask('subscriptions?size=201')])).toEqual([]);
});

test('the fixtures are as documented', () => {
  expect(
    problemsOf('Subscription', [...file('subscriptions.json'), ...file('history.json').content]),
  ).toEqual([]);
});

test('what the document does not know is found', () => {
  const [row] = file('subscriptions.json');
  expect(problemsOf('Subscription', [{ ...row, seats: 5 }])).toHaveLength(1);
  expect(problemsOf('Subscription', [{ ...row, status: 'Paused' }])).toHaveLength(1);
});

test('the connector reads only what the document has', () => {
  const unknown = (name: string, shape: object) =>
    Object.keys(shape).filter((field) => !(field in (schemas[name]?.properties ?? {})));
  expect(unknown('Company', companyRow.shape)).toEqual([]);
  expect(unknown('Subscription', subscriptionRow.shape)).toEqual([]);
});
