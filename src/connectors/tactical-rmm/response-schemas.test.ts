import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { askTactical } from '../../../sandbox/tactical-rmm/test-client.ts';

/**
 * What the sandbox serves, against what Tactical RMM's server says it sends. Covered, for the fields that the sandbox sends: that
 * a field of this name exists, its type, whether it may be null, lists of words. Not covered: fields that the server sends and
 * the sandbox does not, and how rows belong together.
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
  ['Clients', 200, '/clients/', undefined],
  ['Agents', 200, '/agents/', undefined],
  ['BadRequest', 400, '/agents/?monitoring_type=toaster', undefined],
  ['Refusal', 401, '/agents/', 'another-key'],
])('%s of status %i are as the server sends them', async (name, code, list, key) => {
  const { status, body } = await askTactical(sandbox, list, key);
  expect([status, problemsOf(name, body)]).toEqual([code, []]);
});

test('what the server does not send is found', async () => {
  const { body } = await askTactical(sandbox, '/agents/');
  const [row] = body as object[];
  for (const change of [{ monitoring_type: 'laptop' }, { last_seen: 0 }, { agent_id: 7 }, { client: 7 }]) {
    expect(problemsOf('Agents', [{ ...row, ...change }]), JSON.stringify(change)).not.toEqual([]);
  }
});
