import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { dattoOf } from '../../../sandbox/datto-rmm/data.ts';
import { askDatto } from '../../../sandbox/datto-rmm/test-client.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

/**
 * What the sandbox serves, against Datto RMM's own document. Covered, for the fields that the sandbox sends: that a field of
 * this name exists, its type, lists of words, the answers' envelopes. Not covered: fields that the document has and the
 * sandbox does not send, how rows belong together, errors (the document has no body for them).
 */
const file = path.join(import.meta.dirname, 'fixtures/response-schemas.json');
const schemas: Record<string, z.core.JSONSchema.JSONSchema> = JSON.parse(readFileSync(file, 'utf8'));

let sandbox: Sandbox;
let siteUid: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  siteUid = dattoOf(sandbox.msp).devices[0]?.siteUid ?? '';
});
afterAll(() => sandbox.close());

const problemsOf = (name: string, body: unknown) =>
  z.fromJSONSchema(schemas[name] ?? false).safeParse(body).error?.issues ?? [];

test.each([
  ['Account', () => '/account'],
  ['Sites', () => '/account/sites?max=250'],
  ['Sites', () => '/account/sites?max=2'],
  ['Site', () => `/site/${siteUid}`],
  ['Devices', () => `/site/${siteUid}/devices?max=250`],
  ['Devices', () => `/site/${siteUid}/devices?max=2`],
])('%s is as documented', async (name, address) => {
  const { status, body } = await askDatto(sandbox, address());
  expect([status, problemsOf(name, body)]).toEqual([200, []]);
});

test('what the document does not know is found', async () => {
  const { body } = await askDatto(sandbox, `/site/${siteUid}/devices?max=2`);
  const { devices, pageDetails } = body as { devices: object[]; pageDetails: object };
  const changes = [{ deviceClass: 'toaster' }, { id: '7' }, { online: 'yes' }, { isOnline: true }];
  for (const change of changes) {
    const changed = { pageDetails, devices: devices.map((row) => ({ ...row, ...change })) };
    expect(problemsOf('Devices', changed), JSON.stringify(change)).not.toEqual([]);
  }
});
