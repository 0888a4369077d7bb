import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { askNCentral, authenticate } from '../../../sandbox/n-central/test-client.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

/**
 * What the sandbox serves, against N-central's own document. Covered, for the fields that the sandbox sends: that a field of this
 * name exists, its type, lists of words, the answers' envelopes. Not covered: fields that the document has and the sandbox does
 * not send, the classes of devices (the document has no list), and how rows belong together.
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
  ['Customers', 200, '/customers?pageSize=1000'],
  ['Devices', 200, '/devices?pageSize=1000'],
  ['Devices', 200, '/devices?pageSize=2&pageNumber=3'],
  ['Refusal', 400, '/devices?pageSize=5000'],
])('%s of status %i are as documented', async (name, code, list) => {
  const { status, body } = await askNCentral(sandbox, list);
  expect([status, problemsOf(name, body)]).toEqual([code, []]);
});

test('the sign-in and its refusal are as documented', async () => {
  expect(problemsOf('Tokens', (await authenticate(sandbox)).body)).toEqual([]);
  const { status, body } = await authenticate(sandbox, 'another-token');
  expect([status, problemsOf('Refusal', body)]).toEqual([401, []]);
});

test('what the document does not know is found', async () => {
  const { body } = await askNCentral(sandbox, '/devices?pageSize=2');
  const { data, ...envelope } = body as { data: object[] };
  for (const change of [
    { deviceId: '7' },
    { customerId: '7' },
    { lastApplianceCheckinTime: 0 },
    { serial: 'x' },
  ]) {
    const changed = { ...envelope, data: data.map((row) => ({ ...row, ...change })) };
    expect(problemsOf('Devices', changed), JSON.stringify(change)).not.toEqual([]);
  }
});
