import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { askDatto } from '../../../sandbox/datto-rmm/test-client.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

/**
 * What the sandbox serves, against Datto RMM's own document. Covered, for the fields that the sandbox sends: that a field of this
 * name exists, its type, lists of words, the pages' envelopes. Not covered: fields that the document has and the sandbox does not
 * send, and how rows belong together.
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
  ['SitesPage', '/v2/account/sites'],
  ['SitesPage', '/v2/account/sites?max=2&page=2'],
  ['DevicesPage', '/v2/account/devices?max=250'],
  ['DevicesPage', '/v2/account/devices?max=2'],
  ['Account', '/v2/account'],
])('%s of %s is as documented', async (name, list) => {
  const { status, body } = await askDatto(sandbox, list);
  expect([status, problemsOf(name, body)]).toEqual([200, []]);
});

test('what the document does not know is found', async () => {
  const { body } = await askDatto(sandbox, '/v2/account/devices?max=2');
  const { devices, pageDetails } = body as { devices: object[]; pageDetails: object };
  for (const change of [
    { deviceClass: 'toaster' },
    { uid: 7 },
    { online: 'yes' },
    { lastSeen: 'today' },
    { isOn: true },
  ]) {
    const changed = { pageDetails, devices: devices.map((row) => ({ ...row, ...change })) };
    expect(problemsOf('DevicesPage', changed), JSON.stringify(change)).not.toEqual([]);
  }
});
