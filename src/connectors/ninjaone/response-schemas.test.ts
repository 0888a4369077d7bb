import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

/**
 * What the sandbox serves, against NinjaOne's own document. Covered, for the fields that the sandbox sends: that a field of
 * this name exists, its type, lists of words. Not covered: fields that the document has and the sandbox does not send, how
 * rows belong together, errors.
 */
const file = path.join(import.meta.dirname, 'fixtures/response-schemas.json');
const schemas: Record<string, z.core.JSONSchema.JSONSchema> = JSON.parse(readFileSync(file, 'utf8'));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

async function ask(address: string): Promise<object[]> {
  const { baseUrl, clientId = '', clientSecret = '' } = sandbox.credentials('ninjaone');
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const signedIn = await fetch(`${baseUrl}/ws/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, scope: 'monitoring' }),
  });
  const { access_token: token } = (await signedIn.json()) as { access_token: string };
  const answer = await fetch(baseUrl + address, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as object[];
}

const problemsOf = (name: string, body: unknown) =>
  z.fromJSONSchema(schemas[name] ?? false).safeParse(body).error?.issues ?? [];

test.each([
  ['Organizations', '/v2/organizations?pageSize=1000'],
  ['Devices', '/v2/devices-detailed?pageSize=1000'],
])('%s are as documented', async (name, address) => {
  const rows = await ask(address);
  expect(rows.length).toBeGreaterThan(10);
  expect(problemsOf(name, rows)).toEqual([]);
});

test('what the document does not know is found', async () => {
  const [row] = await ask('/v2/devices-detailed?pageSize=1');
  for (const change of [{ nodeClass: 'TOASTER' }, { id: '7' }, { offline: 'yes' }, { isOnline: true }]) {
    expect(problemsOf('Devices', [{ ...row, ...change }]), JSON.stringify(change)).not.toEqual([]);
  }
});
