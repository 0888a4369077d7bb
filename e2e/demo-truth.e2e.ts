import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { createMsp } from '../sandbox/msp/create-msp.ts';
import type { Expectation } from '../sandbox/sandbox.ts';
import type { lineItemSchema } from '../src/http/schemas/line-items.ts';
import type { resultSchema, summarySchema } from '../src/http/schemas/reconciliation.ts';
import { type Api, demoApi } from './harness/api.ts';
import { type Product, startProduct } from './harness/product.ts';

type LineItem = z.output<typeof lineItemSchema>;
type Result = z.output<typeof resultSchema>;

const RESPONSE_LIMIT_MS = 50;

let product: Product;
let api: Api;
let expectations: Expectation[];
let lines: Map<string, LineItem>;
let results: Map<string, Result>;

beforeAll(async () => {
  product = await startProduct({ isDemo: true });
  api = await demoApi(product.url);
  expectations = createMsp({ today: new Date().toISOString().slice(0, 10) }).expectations;
  const items = await api.all<LineItem>('/api/v1/line-items');
  lines = new Map(items.map((line) => [line.externalId, line]));
  results = new Map((await api.all<Result>('/api/v1/reconciliation')).map((row) => [row.lineItemId, row]));
});

afterAll(() => product.remove());

/** The lines that the demo maps, with what the seeded MSP says is true of them. */
function mapped(): { expected: Expectation; line: LineItem; result: Result | undefined }[] {
  return expectations
    .filter(({ intendedAction, state }) => intendedAction === 'map' && state === 'active')
    .map((expected) => {
      const line = lines.get(expected.psaLineExternalId);
      if (line === undefined) {
        throw new Error(`the line ${expected.psaLineExternalId} is missing`);
      }
      return { expected, line, result: results.get(line.id) };
    });
}

function numbersOf(result: Result | undefined) {
  return {
    status: result?.status,
    counted: result?.counted ?? null,
    billedUnits: result?.billedUnits,
    variance: result?.variance ?? null,
    impact: result?.impact === null || result?.impact === undefined ? null : Number(result.impact.amount),
  };
}

describe('the demo says of the seeded MSP what is true of it', () => {
  test('every mapped line has the numbers that were planted', () => {
    const wrong = mapped().flatMap(({ expected, line, result }) => {
      const { status, counted, billedUnits, variance, impact } = expected;
      const truth = {
        status,
        counted,
        billedUnits,
        variance,
        impact: impact === null ? null : Number(impact),
      };
      const found = numbersOf(result);
      const isEqual = JSON.stringify(truth) === JSON.stringify(found);
      return isEqual
        ? []
        : [
            {
              of: `${line.organizationName} · ${line.productName} (${line.externalId})`,
              truth,
              found,
              why: result?.explanation,
            },
          ];
    });
    expect(wrong).toEqual([]);
  });

  test('the discrepancies are exactly the injected errors', () => {
    const injected = mapped().filter(({ expected }) => expected.isInjectedError);
    const found = mapped().filter(
      ({ result }) => result?.status === 'under_billed' || result?.status === 'over_billed',
    );
    expect(injected.length).toBeGreaterThan(30);
    expect(found.map(({ line }) => line.externalId)).toEqual(injected.map(({ line }) => line.externalId));
  });

  test('what cannot be known is unknown, with the reason, and never a number', () => {
    const unknown = mapped().filter(({ expected }) => expected.status === 'unknown');
    expect(unknown.length).toBeGreaterThan(0);
    for (const { expected, result } of unknown) {
      expect(result?.reason).toBe(expected.unknownReason);
      expect([result?.counted, result?.variance, result?.needed, result?.impact]).toEqual([
        null,
        null,
        null,
        null,
      ]);
    }
  });

  test('the quantity source of every line decides its mode', () => {
    const wrong = expectations.filter(
      (expected) => lines.get(expected.psaLineExternalId)?.quantitySource !== expected.mode,
    );
    expect(wrong).toEqual([]);
  });
});

describe('the totals', () => {
  test('add up: total = checked + unmapped + unknown + not compared + ignored', async () => {
    const { body } = await api.get<z.output<typeof summarySchema>>('/api/v1/reconciliation/summary');
    const cents = (key: 'checked' | 'unmapped' | 'unknown' | 'notCompared' | 'ignored' | 'total') =>
      Math.round(Number(body[key][0]?.amount ?? 0) * 100);
    const parts =
      cents('checked') + cents('unmapped') + cents('unknown') + cents('notCompared') + cents('ignored');
    expect(cents('total')).toBe(parts);
    expect(cents('unknown')).toBeGreaterThan(0);
  });

  test('under-billed and over-billed are the sums of their rows, never netted', async () => {
    const { body } = await api.get<z.output<typeof summarySchema>>('/api/v1/reconciliation/summary');
    const sum = (status: string) =>
      [...results.values()]
        .filter((row) => row.status === status)
        .reduce((total, row) => total + Number(row.impact?.amount ?? 0), 0);
    expect(Number(body.underBilled[0]?.amount)).toBeCloseTo(sum('under_billed'), 2);
    expect(Number(body.overBilled[0]?.amount)).toBeCloseTo(-sum('over_billed'), 2);
  });
});

test('the reconciliation tab is answered in under 50 ms', async () => {
  const times: number[] = [];
  for (let round = 0; round < 21; round++) {
    const started = performance.now();
    await api.get('/api/v1/reconciliation?status=under_billed,over_billed&sort=-impact');
    times.push(performance.now() - started);
  }
  const median = times.sort((a, b) => a - b)[10] ?? Number.POSITIVE_INFINITY;
  expect(median).toBeLessThan(RESPONSE_LIMIT_MS);
});
