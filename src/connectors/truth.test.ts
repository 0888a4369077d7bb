import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CountTruth, type Expectation, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { countRecords, type InventoryRecord } from '../domain/counting/count.ts';
import type { Measure } from '../domain/measure.ts';
import { type Delivered, openSession, readAll } from './kit/testing.ts';
import { loadConnectors } from './registry.ts';

/**
 * The sandbox knows what each client really has, by rules of its own. What the connectors deliver, counted by the rules of
 * the domain, must come to the same.
 */
let sandbox: Sandbox;
const delivered = new Map<string, Delivered>();

beforeAll(async () => {
  sandbox = await startSandbox();
  // Vendors that read files are not called, so the sandbox plays none; their tests are in their folders.
  const called = [...(await loadConnectors())].filter(([, { files }]) => files === undefined);
  for (const [id, connector] of called) {
    delivered.set(id, await readAll(openSession({ connector }, sandbox)));
  }
});
afterAll(() => sandbox.close());

test('the records of every client count to what the client has', () => {
  const known = sandbox.msp.expectations.filter(
    ({ intended, counted }) => intended !== null && counted !== null,
  );
  expect(known.length).toBeGreaterThan(100);
  const wrong = known
    .map((row) => [`${row.productName} of ${row.organizationName}`, countOf(row), trueCountOf(row)])
    .filter(([, got, want]) => got !== want);
  expect(wrong).toEqual([]);
});

test('every line has the quantity and the kind of quantity that the MSP bills', () => {
  const lines = (delivered.get('halopsa')?.agreements ?? []).flatMap(({ lineItems }) => lineItems);
  const byId = new Map(lines.map((line) => [line.externalId, line]));
  const { expectations } = sandbox.msp;
  expect(lines).toHaveLength(expectations.length);
  expect(lines.map(({ externalId, quantitySource }) => [externalId, quantitySource]).sort()).toEqual(
    expectations.map(({ psaLineExternalId, mode }) => [psaLineExternalId, mode]).sort(),
  );
  // Units of lines that are compared may be several a line, and less by a credit: those are told by the counts.
  for (const { psaLineExternalId, billedUnits } of expectations.filter(({ intended }) => intended === null)) {
    expect(Number(byId.get(psaLineExternalId)?.quantity), psaLineExternalId).toBe(billedUnits);
  }
});

test('the records of every client at every other vendor count to what the client has there', () => {
  const wrong = sandbox.msp.countTruth
    .map((row) => [`${row.vendor}: ${labelOf(row)}`, countedFor(row), row.count])
    .filter(([, got, want]) => got !== want);
  expect(wrong).toEqual([]);
});

function labelOf({ organizationName, metric, filter }: Omit<CountTruth, 'vendor' | 'count'>): string {
  return `${organizationName}: ${metric} ${JSON.stringify(filter)}`;
}

/** Lines that share a count were handed parts of it; together they are the whole. */
function trueCountOf({ counted, sharesWith }: Expectation): number {
  const others = sandbox.msp.expectations.filter(({ psaLineExternalId }) =>
    sharesWith.includes(psaLineExternalId),
  );
  return others.reduce((sum, other) => sum + (other.counted ?? 0), counted ?? 0);
}

function countOf({ intended, organizationName }: Expectation): number | null {
  return intended === null ? null : countedFor({ ...intended, organizationName });
}

function countedFor({ vendor, metric, filter, organizationName }: Omit<CountTruth, 'count'>): number {
  const own = sandbox.msp.companyTruth.filter(
    (row) => row.vendor === vendor && row.organizationName === organizationName,
  );
  const companyIds = new Set(own.map(({ externalId }) => externalId));
  const records: InventoryRecord[] = delivered.get(vendor)?.[metric] ?? [];
  const measure = { integrationId: vendor, metric, filter } as Measure;
  const ofClient = records.filter(({ companyExternalId }) => companyIds.has(companyExternalId));
  return countRecords(measure, ofClient, new Date().toISOString()).total.toNumber();
}
