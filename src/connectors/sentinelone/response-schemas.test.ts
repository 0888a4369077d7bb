import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { askSentinelOne } from '../../../sandbox/sentinelone/test-client.ts';

/**
 * What the sandbox serves, against SentinelOne's own document. Covered, for the fields that the sandbox sends: that a field of
 * this name exists, its type, whether it may be null, lists of words, the answers' envelopes. Not covered: fields that the
 * document has and the sandbox does not send, and how rows belong together.
 */
const file = path.join(import.meta.dirname, 'fixtures/response-schemas.json');
const schemas: Record<string, z.core.JSONSchema.JSONSchema> = JSON.parse(readFileSync(file, 'utf8'));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const problemsOf = (name: string, body: unknown) =>
  z.fromJSONSchema(schemas[name] ?? false).safeParse(body).error?.issues ?? [];

test.each([
  ['Sites', '/sites?limit=1000'],
  ['Sites', '/sites?limit=2'],
  ['Agents', '/agents?limit=1000'],
  ['Agents', '/agents?limit=2'],
])('%s of %s are as documented', async (name, list) => {
  const { status, body } = await askSentinelOne(sandbox, list);
  expect([status, problemsOf(name, body)]).toEqual([200, []]);
});

test.each([
  [400, '/agents?limit=5000', undefined],
  [401, '/agents', 'another-token'],
])('an answer of %i is as documented', async (code, list, token) => {
  const { status, body } = await askSentinelOne(sandbox, list, token);
  expect([status, problemsOf('Errors', body)]).toEqual([code, []]);
});

test('what the document does not know is found', async () => {
  const { body } = await askSentinelOne(sandbox, '/agents?limit=2');
  const { data, pagination } = body as { data: object[]; pagination: object };
  for (const change of [{ machineType: 'ecs task' }, { id: 225 }, { isActive: 'yes' }, { lastSeen: null }]) {
    const changed = { pagination, data: data.map((row) => ({ ...row, ...change })) };
    expect(problemsOf('Agents', changed), JSON.stringify(change)).not.toEqual([]);
  }
});
