import { describe, expect, test } from 'vitest';
import type { Tolerance } from './line-item.ts';
import { Decimal } from './money.ts';
import { type LineChange, lineOf, mappingOf, reconcile } from './testing.ts';

const packsOf2 = mappingOf({ unitsPerLine: new Decimal(2) });
const linked = (effect: 'price' | 'quantity', change: LineChange) =>
  lineOf({
    id: 'credit',
    quantity: 1,
    mapping: null,
    decision: { link: { parentLineItemId: 'line', effect } },
    ...change,
  });

function explain(change: LineChange, count: number, tolerance: Tolerance | null = null) {
  return reconcile([lineOf(change)], count, tolerance)[0]?.comparison?.explanation;
}

describe('the arithmetic in words', () => {
  test.each<[LineChange, number, string]>([
    [{}, 10, '10 counted − 10 billed = 0'],
    [{}, 12, '12 counted − 10 billed = +2; 2 more lines × $10.00 = +$20.00 a month'],
    [{}, 9, '9 counted − 10 billed = −1; 1 fewer line × $10.00 = −$10.00 a month'],
    [{ unitPrice: 0 }, 12, '12 counted − 10 billed = +2; 2 more lines × $0.00 = $0.00 a month'],
    [
      { quantity: 6, unitPrice: 45, mapping: packsOf2 },
      14,
      '14 counted − 6 × 2 billed = +2; 1 more line × $45.00 = +$45.00 a month',
    ],
    [
      { quantity: 3, mapping: packsOf2 },
      5,
      '5 counted − 3 × 2 billed = −1; 1 spare, one line fewer would not cover it',
    ],
    [{ quantity: '2.5' }, 3, '3 counted − 2.5 billed = +0.5; 0.5 more lines × $10.00 = +$5.00 a month'],
    [
      { quantity: '2.5', mapping: mappingOf({ unitsPerLine: new Decimal(3) }) },
      8,
      '8 counted − 2.5 × 3 billed = +0.5; 0.1667 more lines × $10.00 = +$1.67 a month',
    ],
    [
      { unitPrice: 120, agreement: { billingCycle: 'yearly', currency: 'EUR' } },
      11,
      '11 counted − 10 billed = +1; 1 more line × €120.00 a year = +€10.00 a month',
    ],
    [
      { billingType: 'do_not_bill' },
      12,
      '12 counted − 10 billed = +2; 2 more lines, not billed to the client',
    ],
    [
      { billingCycle: 'unknown' },
      12,
      '12 counted − 10 billed = +2; 2 more lines; its billing cycle is not known to Tieout, so no monthly amount is given',
    ],
  ])('%j with %d counted: %s', (change, count, words) => {
    expect(explain(change, count)).toBe(words);
  });

  test('names the minimum wherever it decides', () => {
    const minimumQuantity = new Decimal(10);
    expect(explain({ minimumQuantity }, 7)).toBe('7 counted − 10 billed = −3; the minimum is 10');
    expect(explain({ minimumQuantity, quantity: 12 }, 7)).toBe(
      '7 counted − 12 billed = −5; the minimum is 10; 2 fewer lines × $10.00 = −$20.00 a month',
    );
    expect(explain({ minimumQuantity, quantity: 8 }, 8)).toBe(
      '8 counted − 8 billed = 0; the minimum is 10; 2 more lines × $10.00 = +$20.00 a month',
    );
  });

  test('names no minimum where the count asks for as much', () => {
    expect(explain({ quantity: 1 }, 0)).toBe(
      '0 counted − 1 billed = −1; 1 fewer line × $10.00 = −$10.00 a month',
    );
    const change = { quantity: 3, minimumQuantity: new Decimal(3), mapping: packsOf2 };
    expect(explain(change, 5)).toMatch(/1 spare/);
  });

  test('says what a tolerance forgives', () => {
    expect(explain({}, 11, { units: 1 })).toBe('11 counted − 10 billed = +1; within the tolerance');
  });

  test('shows credits apart', () => {
    const [result] = reconcile([lineOf(), linked('quantity', { quantity: 2, unitPrice: -10 })], 9);
    expect(result?.comparison?.explanation).toBe(
      '9 counted − (10 − 2 credited) billed = +1; 1 more line × $10.00 = +$10.00 a month',
    );
  });

  test('takes the price after a linked discount', () => {
    const [result] = reconcile([lineOf(), linked('price', { unitPrice: -20 })], 11);
    expect(result?.comparison?.explanation).toBe(
      '11 counted − 10 billed = +1; 1 more line × $8.00 = +$8.00 a month',
    );
  });
});

describe('a chain never states a product that is not one', () => {
  test.each<[string, LineChange, number, string]>([
    [
      'all that changes is paid for',
      { includedQuantity: 10 },
      12,
      '10 included free; 2 more lines × $10.00 = +$20.00 a month',
    ],
    ['none of it is', { includedQuantity: 10 }, 8, '10 included free; 2 fewer lines, free of charge'],
    [
      'part of it is',
      { includedQuantity: 12 },
      15,
      '12 included free; 5 more lines, 3 of them paid, × $10.00 = +$30.00 a month',
    ],
    [
      'it is billed once',
      { billingCycle: 'one_time' },
      12,
      '2 more lines × $10.00 once, which is no monthly amount',
    ],
  ])('where %s', (_, change, count, words) => {
    expect(explain(change, count)?.split('; ').slice(1).join('; ')).toBe(words);
  });
});
