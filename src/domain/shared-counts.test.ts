import { describe, expect, test } from 'vitest';
import type { LineItem } from './line-item.ts';
import { Decimal } from './money.ts';
import { type CountOutcome, reconcileOrganization } from './reconcile.ts';
import { inOrderOfAllocation } from './shared-counts.ts';
import { known, type LineChange, lineOf, mappingOf, numbersOf, reconcile, TODAY } from './testing.ts';

/** A line by its id in the PSA. */
const line = (externalId: string, change: LineChange = {}) =>
  lineOf({ id: externalId, externalId, ...change });

/** The units that each line got, by its id. */
function shares(lines: LineItem[], count: CountOutcome | number): Record<string, number | null> {
  return Object.fromEntries(
    reconcile(lines, count).map((result) => [result.line.id, numbersOf(result).counted]),
  );
}

describe('the order in which lines take', () => {
  const order = (...lines: LineItem[]) =>
    inOrderOfAllocation(lines.map((one) => ({ line: one }))).map((one) => one.line.id);
  const since = (id: string, startDate: string | null) => line(id, { agreement: { startDate } });

  test('is by the start of the agreement, none first', () => {
    expect(order(since('1', '2025-01-01'), since('2', '2024-12-31'), since('3', null))).toEqual([
      '3',
      '2',
      '1',
    ]);
  });

  test("is by the line's id among equal starts, numbers as numbers", () => {
    expect(order(line('10'), line('9'), line('100'))).toEqual(['9', '10', '100']);
    expect(order(line('b'), line('a'))).toEqual(['a', 'b']);
    expect(order(line('7'), line('07'))).toEqual(order(line('07'), line('7')));
    expect(order(line('99999999999999999999'), line('99999999999999999998'))).toEqual([
      '99999999999999999998',
      '99999999999999999999',
    ]);
  });

  test('is one order, however the lines come, where some ids are no numbers', () => {
    const [two, ten, mixed] = [line('2'), line('10'), line('1a')];
    const orders = [
      [two, ten, mixed],
      [ten, mixed, two],
      [mixed, two, ten],
      [mixed, ten, two],
    ].map((lines) => order(...lines).join());
    expect(new Set(orders).size).toBe(1);
  });

  test('ends with the line that a person named to take the rest', () => {
    const rest = line('1', { decision: { sharing: { group: null, isSeparate: false, takesRest: true } } });
    expect(order(rest, since('2', '2026-01-01'), line('3'))).toEqual(['3', '2', '1']);
  });
});

describe('a shared count is handed out', () => {
  const three = [line('1', { quantity: 4 }), line('2', { quantity: 3 }), line('3', { quantity: 2 })];

  test.each([
    [9, { 1: 4, 2: 3, 3: 2 }],
    [12, { 1: 4, 2: 3, 3: 5 }],
    [5, { 1: 4, 2: 1, 3: 0 }],
    [0, { 1: 0, 2: 0, 3: 0 }],
  ])('%d to lines of 4, 3 and 2 as %j', (count, expected) => {
    expect(shares(three, count)).toEqual(expected);
  });

  test('in units, not lines', () => {
    const mapping = mappingOf({ unitsPerLine: new Decimal(2) });
    expect(shares([line('1', { quantity: 3, mapping }), line('2')], 10)).toEqual({ 1: 6, 2: 4 });
  });

  test('by what is billed after credits; a line credited below 0 takes nothing', () => {
    const credit = (quantity: number) =>
      line('credit', {
        quantity,
        unitPrice: -10,
        mapping: null,
        decision: { link: { parentLineItemId: '1', effect: 'quantity' } },
      });
    expect(shares([line('1'), line('2'), credit(4)], 15)).toMatchObject({ 1: 6, 2: 9 });
    expect(shares([line('1'), line('2'), credit(14)], 15)).toMatchObject({ 1: 0, 2: 15 });
  });

  test('in fractions', () => {
    const lines = [line('1', { quantity: '2.5' }), line('2', { quantity: '2.5' })];
    expect(shares(lines, 4)).toEqual({ 1: 2.5, 2: 1.5 });
  });
});

describe('lines that share', () => {
  test('say with which others', () => {
    const results = reconcile([line('1'), line('2'), line('3', { productKey: 'name:antivirus' })], 20);
    expect(results.map(({ comparison }) => comparison?.sharedWith)).toEqual([['2'], ['1'], []]);
  });

  test('are unknown together', () => {
    const results = reconcile([line('1'), line('2')], { isKnown: false, reason: 'stale' });
    expect(results.map((result) => numbersOf(result).because)).toEqual(['stale', 'stale']);
    expect(results.map(({ comparison }) => comparison?.sharedWith)).toEqual([['2'], ['1']]);
  });

  test.each<[string, LineChange]>([
    ['ended', { isActive: false }],
    ['upcoming', { effectiveFrom: '2030-01-01' }],
    ['ignored', { decision: { ignored: { reason: null } } }],
    ['deleted', { decision: { isDeleted: true } }],
    ['not mapped', { mapping: null }],
  ])('take nothing and are named by none once %s', (_, change) => {
    const results = reconcile([line('1', change), line('2')], 12);
    expect(results.map((result) => numbersOf(result).counted)).toEqual([null, 12]);
    expect(results[1]?.comparison?.sharedWith).toEqual([]);
  });

  test('have one product and one measure: another measure has its own count', () => {
    const laptops = mappingOf({ measureKey: 'laptops' });
    const lines = [line('1'), line('2', { mapping: laptops })];
    const results = reconcileOrganization({
      lines,
      today: TODAY,
      tolerance: null,
      countOf: (_, key) => known(key === 'laptops' ? 4 : 12),
    });
    expect(results.map((result) => numbersOf(result).counted)).toEqual([12, 4]);
    expect(results.map(({ comparison }) => comparison?.sharedWith)).toEqual([[], []]);
  });

  test('are also those of other products that a person joined, and no longer one that was separated', () => {
    const sharing = (group: string | null, isSeparate = false): LineChange => ({
      decision: { sharing: { group, isSeparate, takesRest: false } },
    });
    const gold = line('1', { productKey: 'name:gold', ...sharing('workstations') });
    const silver = line('2', { productKey: 'name:silver', ...sharing('workstations') });
    const own = line('3', { productKey: 'name:silver', ...sharing(null, true) });
    expect(shares([gold, silver, own], 18)).toEqual({ 1: 10, 2: 8, 3: 18 });
    // Whoever shares a product with a joined line is joined with it.
    const another = line('4', { productKey: 'name:silver' });
    expect(shares([another, gold, silver], 27)).toEqual({ 1: 10, 2: 10, 4: 7 });
  });

  test('each have their own minimum, tolerance and price', () => {
    const lines = [
      line('1', { unitPrice: 7 }),
      line('2', { mapping: mappingOf({ tolerance: { units: 3 } }) }),
    ];
    expect(reconcile(lines, 22).map(numbersOf)).toMatchObject([
      { status: 'matched', because: null },
      { status: 'matched', because: 'tolerance', variance: 2, impact: 20 },
    ]);
  });
});
