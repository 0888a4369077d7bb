import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { askHuntress } from '../../../sandbox/huntress/test-client.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

/**
 * What the sandbox serves, against Huntress's own document. Covered, for the fields that the sandbox sends: that a field of this
 * name exists, its type, lists of words, the lists' envelopes. Not covered: fields that the document has and the sandbox does not
 * send, how rows belong together, and the bodies of errors, for which the document has no schema.
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
  ['organizations', 500],
  ['organizations', 2],
  ['agents', 500],
  ['agents', 2],
  ['identities', 500],
  ['identities', 2],
])('the list of %s, %i rows a page, is as documented', async (name, limit) => {
  const { status, body } = await askHuntress(sandbox, `/${name}?limit=${limit}`);
  expect([status, problemsOf(name, body)]).toEqual([200, []]);
});

test('what the document does not know is found', async () => {
  const { body } = await askHuntress(sandbox, '/agents?limit=2');
  const { agents, pagination } = body as { agents: object[]; pagination: object };
  for (const change of [{ platform: 'plan9' }, { id: 'a' }, { tags: 'Server' }, { category: 'laptop' }]) {
    const changed = { pagination, agents: agents.map((row) => ({ ...row, ...change })) };
    expect(problemsOf('agents', changed), JSON.stringify(change)).not.toEqual([]);
  }
});
