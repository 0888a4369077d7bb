import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { manageOf } from '../../../sandbox/connectwise-manage/data.ts';
import { askManage } from '../../../sandbox/connectwise-manage/test-client.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

/**
 * What the sandbox serves, against ConnectWise's own document. Covered, for the fields that the sandbox sends: that a field
 * of this name exists, its type, whether it may be null, lists of words, text lengths and required fields. Not covered: fields
 * that the document has and the sandbox does not send, how rows belong together, paging, conditions and errors; and the
 * answers of /login/companyinfo, which the document does not have. Where the sandbox departs from the document on purpose,
 * `asDocumented` says so.
 */
const file = path.join(import.meta.dirname, 'fixtures/response-schemas.json');
const schemas: Record<string, z.core.JSONSchema.JSONSchema> = JSON.parse(readFileSync(file, 'utf8'));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

function expectDocumented(name: string, rows: unknown[]): void {
  const schema = z.fromJSONSchema(schemas[name] ?? false);
  const problems = rows.flatMap((row) => schema.safeParse(row).error?.issues ?? []);
  expect(problems).toEqual([]);
  expect(rows.length).toBeGreaterThan(1);
}

async function rowsAt(list: string): Promise<unknown[]> {
  return (await askManage(sandbox, { path: `${list}?pageSize=1000` })).body as unknown[];
}

/** `additionStatus` is known from the screens only, and dates that are not set are told to come as "". */
function asDocumented(row: unknown): unknown {
  const entries = Object.entries(row as object).filter(
    ([field, value]) => field !== 'additionStatus' && !(/date/i.test(field) && value === ''),
  );
  return Object.fromEntries(entries);
}

test.each([
  ['Company', '/company/companies'],
  ['CatalogItem', '/procurement/catalog'],
  ['BillingCycle', '/finance/billingCycles'],
  ['Agreement', '/finance/agreements'],
])('every %s is as documented', async (name, list) => {
  expectDocumented(name, (await rowsAt(list)).map(asDocumented));
});

test.each([
  ['Addition', 'additions'],
  ['Agreement.Adjustment', 'adjustments'],
] as const)('every %s is as documented', async (name, kind) => {
  const ids = manageOf(sandbox.msp).agreements.map(({ id }) => id);
  const lists = await Promise.all(ids.map((id) => rowsAt(`/finance/agreements/${id}/${kind}`)));
  expectDocumented(name, lists.flat().map(asDocumented));
});

test('results of a bundle are as documented, right or wrong', async () => {
  manageOf(sandbox.msp).bundles = { addition: 'additions' };
  const parentId = manageOf(sandbox.msp).agreements[0]?.id;
  const requests = ['addition', 'nonsense'].map((resourceType, sequenceNumber) => ({
    sequenceNumber,
    resourceType,
    apiRequest: { parentId },
  }));
  const { body } = await askManage(sandbox, { path: '/system/bundles', json: { requests } });
  expectDocumented('BundleResult', (body as { results: unknown[] }).results);
});

test('what the document does not know is found', async () => {
  const schema = z.fromJSONSchema(schemas.Addition ?? false);
  const [agreement] = manageOf(sandbox.msp).agreements;
  const [row] = (await rowsAt(`/finance/agreements/${agreement?.id}/additions`)).map(
    asDocumented,
  ) as object[];
  expect(schema.safeParse(row).success).toBe(true);
  for (const change of [
    { billCycle: 1 },
    { billCustomer: 'Maybe' },
    { quantity: '5' },
    { product: { name: 'X' } },
  ]) {
    expect(schema.safeParse({ ...row, ...change }).success, JSON.stringify(change)).toBe(false);
  }
});
