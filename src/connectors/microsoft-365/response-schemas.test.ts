import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { get, signIn } from '../../../sandbox/server/test-client.ts';
import {
  contractRow,
  delegatedAdminCustomerRow,
  deviceRow,
  skuRow,
  subscriptionRow,
  userRow,
} from './schema.ts';

/**
 * What the sandbox serves and what the fixtures hold, against Graph's own metadata: every field's name, type and list of
 * words, and whether it may be null. Not covered: which fields come together, paging and errors.
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

/** @param tenantId null: the partner's own */
async function rowsAt(question: string, tenantId: string | undefined): Promise<unknown[]> {
  const token = await signIn(sandbox, 'microsoft-365', tenantId);
  const { body } = await get(`${sandbox.url('microsoft-365')}/v1.0/${question}`, token);
  return (body as { value: unknown[] }).value;
}

const USER_FIELDS = Object.keys(schemas.user?.properties ?? {}).join(',');

test.each([
  ['subscribedSku', 'subscribedSkus'],
  ['companySubscription', 'directory/subscriptions'],
  ['user', `users?$top=999&$select=${USER_FIELDS}`],
  ['managedDevice', 'deviceManagement/managedDevices?$top=999'],
])('every %s that the sandbox serves is as documented', async (name, question) => {
  const tenants = sandbox.msp.microsoft.tenants.filter(
    ({ hasConsent, managedDevices }) => hasConsent && managedDevices !== null,
  );
  const lists = await Promise.all(tenants.map(({ tenantId }) => rowsAt(question, tenantId)));
  expect(lists.flat().length).toBeGreaterThan(30);
  expect(problemsOf(name, lists.flat())).toEqual([]);
});

test.each([
  ['contract', 'contracts'],
  ['delegatedAdminCustomer', 'tenantRelationships/delegatedAdminCustomers'],
])('so is every %s', async (name, question) => {
  const rows = await rowsAt(question, undefined);
  expect(rows.length).toBeGreaterThan(30);
  expect(problemsOf(name, rows)).toEqual([]);
});

test('the fixtures are as documented', () => {
  const { subscribedSkus, subscriptions } = file('tenant.json');
  expect(problemsOf('subscribedSku', subscribedSkus)).toEqual([]);
  expect(problemsOf('companySubscription', subscriptions)).toEqual([]);
  expect(problemsOf('managedDevice', file('managed-devices.json'))).toEqual([]);
});

test('what the metadata does not know is found', () => {
  const [row] = file('managed-devices.json');
  expect(problemsOf('managedDevice', [{ ...row, chassisType: 'laptop' }])).toHaveLength(1);
  expect(problemsOf('managedDevice', [{ ...row, managedDeviceOwnerType: 'leased' }])).not.toEqual([]);
});

test('the connector reads only what the metadata has', () => {
  const unknown = (name: string, { shape }: { shape: object }) =>
    Object.keys(shape).filter((field) => !(field in (schemas[name]?.properties ?? {})));
  expect(unknown('subscribedSku', skuRow)).toEqual([]);
  expect(unknown('companySubscription', subscriptionRow)).toEqual([]);
  expect(unknown('user', userRow)).toEqual([]);
  expect(unknown('managedDevice', deviceRow)).toEqual([]);
  expect(unknown('contract', contractRow)).toEqual([]);
  expect(unknown('delegatedAdminCustomer', delegatedAdminCustomerRow)).toEqual([]);
});
