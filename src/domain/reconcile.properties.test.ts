import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkRefusal } from './adjustments.ts';
import { BILLING_CYCLES, BILLING_TYPES } from './agreement.ts';
import type { LineItem, Tolerance } from './line-item.ts';
import { Decimal } from './money.ts';
import { type LineResult, reconcileOrganization } from './reconcile.ts';
import { UNKNOWN_REASONS } from './status.ts';
import { known, lineOf, mappingOf, TODAY } from './testing.ts';

/** Whatever an organization's lines and counts may be. Prices are not negative, discounts not above what they lower. */

const amount = (max: number) => fc.integer({ min: 0, max: max * 100 }).map((cents) => String(cents / 100));
/** Numbers and others, of several lengths. */
const EXTERNAL_IDS = ['7', '07', '10', '2', '1a', 'b'];
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });

const mapping = fc
  .record({
    measureKey: fc.constantFrom('devices', 'laptops'),
    unitsPerLine: fc.constantFrom('1', '1', '2', '0.5').map((units) => new Decimal(units)),
    minimum: orNull(fc.nat(8).map((value) => new Decimal(value))),
  })
  .map(mappingOf);

const plainLine = fc.record({
  quantity: fc.oneof(fc.nat(12).map(String), amount(12)),
  unitPrice: amount(50),
  includedQuantity: fc.constantFrom('0', '0', '3'),
  billingType: fc.constantFrom('billable' as const, ...BILLING_TYPES),
  billingCycle: fc.constantFrom(null, null, ...BILLING_CYCLES),
  productKey: fc.constantFrom('name:workstation', 'name:antivirus'),
  isActive: fc.constantFrom(true, true, true, false),
  mapping: fc.oneof({ weight: 4, arbitrary: mapping }, { weight: 1, arbitrary: fc.constant(null) }),
  agreement: fc.record({ startDate: fc.constantFrom(null, '2024-01-01', '2025-01-01') }),
  decision: fc.record({
    sharing: fc.record({
      group: fc.constantFrom(null, null, 'joined'),
      isSeparate: fc.constantFrom(false, false, true),
      takesRest: fc.constantFrom(false, false, true),
    }),
  }),
});

const credit = fc.record({
  quantity: fc.nat(6),
  effect: fc.constantFrom('quantity' as const, 'price' as const),
  parent: fc.nat(),
});

const lines: fc.Arbitrary<LineItem[]> = fc
  .tuple(fc.array(plainLine, { minLength: 1, maxLength: 6 }), fc.array(credit, { maxLength: 3 }))
  .map(([plain, credits]) => {
    const parents = plain.map((line, index) =>
      lineOf({ ...line, id: `${index}`, externalId: EXTERNAL_IDS[index] ?? `${index}` }),
    );
    return [...parents, ...credits.map((one, index) => adjustmentOf(one, index, parents))];
  });

/** A quantity credit of some units, or a discount of a cent on each that is billed. */
function adjustmentOf(
  { quantity, effect, parent }: { quantity: number; effect: 'quantity' | 'price'; parent: number },
  index: number,
  parents: readonly LineItem[],
): LineItem {
  const id = `credit-${index}`;
  const link = { parentLineItemId: `${parent % parents.length}`, effect };
  const price = effect === 'quantity' ? { quantity, unitPrice: -10 } : { quantity: 0, unitPrice: '-0.01' };
  return lineOf({ ...price, id, externalId: id, mapping: null, decision: { link } });
}

const counts = fc.record({ devices: fc.nat(40), laptops: fc.nat(40) });

function run(
  items: readonly LineItem[],
  totals: Record<string, number>,
  tolerance: Tolerance | null = null,
): LineResult[] {
  const countOf = (_: unknown, key: string) => known(totals[key] ?? 0);
  return reconcileOrganization({ lines: items, today: TODAY, tolerance, countOf });
}

function sum(values: readonly (Decimal | null | undefined)[]): number {
  return values.reduce<Decimal>((total, value) => total.plus(value ?? 0), new Decimal(0)).toNumber();
}

function byId(results: readonly LineResult[]): Map<string, unknown> {
  return new Map(results.map((result) => [result.line.id, JSON.parse(JSON.stringify(result))]));
}

describe('whatever the lines', () => {
  test('the shares of a count add up to it', () => {
    fc.assert(
      fc.property(lines, counts, (items, totals) => {
        const compared = run(items, totals).filter(({ comparison }) => comparison !== null);
        for (const { line, comparison } of compared) {
          const sharers = compared.filter(
            (other) => other.line.id === line.id || comparison?.sharedWith.includes(other.line.id),
          );
          const total = totals[(line.mapping?.measureKey ?? '') as keyof typeof totals];
          expect(sum(sharers.map((one) => one.comparison?.counted))).toBe(total);
        }
      }),
    );
  });

  test('their order changes nothing', () => {
    const shuffled = lines.chain((items) => {
      const all = { minLength: items.length, maxLength: items.length };
      return fc.tuple(fc.constant(items), fc.shuffledSubarray(items, all));
    });
    fc.assert(
      fc.property(shuffled, counts, ([items, others], totals) => {
        expect(byId(run(others, totals))).toEqual(byId(run(items, totals)));
      }),
    );
  });

  test('a tolerance changes a status and its reason, never a number', () => {
    const tolerances = fc.record({ units: fc.nat(10), percent: fc.nat(100) });
    const numbers = ({ comparison, monthlyAmount, quantity, bucket, state }: LineResult) => {
      const { counted, billedUnits, variance, needed, impact, sharedWith } = comparison ?? {};
      return [
        state,
        bucket,
        monthlyAmount,
        quantity,
        counted,
        billedUnits,
        variance,
        needed,
        impact,
        sharedWith,
      ];
    };
    fc.assert(
      fc.property(lines, counts, tolerances, (items, totals, tolerance) => {
        const tolerated = run(items, totals, tolerance);
        const strict = run(items, totals);
        expect(tolerated.map(numbers)).toEqual(strict.map(numbers));
        strict.forEach(({ comparison }, index) => {
          const status = tolerated[index]?.comparison?.status;
          expect([comparison?.status, 'matched']).toContain(status);
        });
      }),
    );
  });

  test('what is unknown never becomes a number, a match or a finding', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(...UNKNOWN_REASONS), (items, reason) => {
        const countOf = () => ({ isKnown: false, reason }) as const;
        const tolerance = { units: 1_000, percent: 1_000 };
        const results = reconcileOrganization({ lines: items, today: TODAY, tolerance, countOf });
        for (const { state, bucket, comparison } of results.filter((one) => one.state === 'mapped')) {
          const { counted, variance, needed, impact, status } = comparison ?? {};
          expect({ state, bucket, status }).toEqual({
            state: 'mapped',
            bucket: 'unknown',
            status: 'unknown',
          });
          expect([counted, variance, needed, impact]).toEqual([null, null, null, null]);
        }
      }),
    );
  });

  test('money follows the status, or is 0; without a cycle that is understood there is none', () => {
    fc.assert(
      fc.property(lines, counts, (items, totals) => {
        for (const { line, comparison } of run(items, totals)) {
          const impact = comparison?.impact?.toNumber() ?? null;
          if (comparison !== null && (line.billingCycle ?? 'monthly') === 'unknown') {
            expect(impact).toBeNull();
          } else if (comparison?.status === 'over_billed') {
            expect(impact).toBeLessThanOrEqual(0);
          } else if (comparison !== null) {
            expect(impact).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });

  test('what is needed bills nothing more: a line corrected to it is matched', () => {
    fc.assert(
      fc.property(plainLine, fc.nat(40), (plain, count) => {
        const line = lineOf({ ...plain, isActive: true, mapping: plain.mapping ?? mappingOf() });
        const key = line.mapping?.measureKey ?? '';
        const needed = run([line], { [key]: count })[0]?.comparison?.needed ?? new Decimal(-1);
        const [corrected] = run([{ ...line, quantity: needed }], { [key]: count });
        // A fractional quantity may ask for a fraction, and a whole one no longer does.
        if (needed.isInteger() === line.quantity.isInteger()) {
          expect(corrected?.comparison?.status).toBe('matched');
          expect(sum([corrected?.comparison?.impact])).toBe(0);
        }
      }),
    );
  });

  test('every active line is in one part of the billing, a linked adjustment in its parent', () => {
    fc.assert(
      fc.property(lines, counts, (items, totals) => {
        for (const { state, bucket, line } of run(items, totals)) {
          const parent = items.find(({ id }) => id === line.decision.link?.parentLineItemId);
          const isTakenOff = parent?.isActive === true && linkRefusal(line, parent) === null;
          const isPart = state === 'ended' || (state === 'linked' && isTakenOff);
          expect(bucket === null, `${line.id} is ${state}`).toBe(isPart);
        }
      }),
    );
  });
});
