import { describe, expect, test } from 'vitest';
import { countOf, subscriptionOf } from './counting/testing.ts';
import type { LineItem } from './line-item.ts';
import { lineOf, numbersOf, reconcile } from './testing.ts';

/** The cases of domain.md section 5 that people get wrong, with the numbers a clerk would reach on paper. */

type Expected = Partial<ReturnType<typeof numbersOf>>;

const credit = (quantity: number, effect: 'price' | 'quantity', unitPrice = -10) =>
  lineOf({
    id: 'credit',
    externalId: '99',
    quantity,
    unitPrice,
    mapping: null,
    decision: { link: { parentLineItemId: 'line', effect } },
  });

const CASES: [string, LineItem[], number, Expected[]][] = [
  [
    'two subscriptions of one product: their line is owed the sum, never the first alone',
    [lineOf({ quantity: 25 })],
    countOf('subscriptions', {}, [
      subscriptionOf({ externalId: 's1', quantity: 20 }),
      subscriptionOf({ externalId: 's2', quantity: 7 }),
    ]).total.toNumber(),
    [{ counted: 27, variance: 2, needed: 27, impact: 20, status: 'under_billed' }],
  ],
  [
    'a child agreement bills the product too: parent and child share one count, the parent, which began first, before it',
    [
      lineOf({ agreement: { id: 'parent', startDate: '2024-01-01' } }),
      lineOf({
        id: 'child',
        externalId: '2',
        quantity: 5,
        agreement: { id: 'child', startDate: '2025-01-01' },
      }),
    ],
    18,
    [
      { counted: 10, variance: 0, status: 'matched' },
      { counted: 8, variance: 3, impact: 30, status: 'under_billed' },
    ],
  ],
  [
    'a line shared with an ended one: the ended takes nothing',
    [lineOf({ id: 'ended', externalId: '2', effectiveTo: '2026-01-31' }), lineOf({ quantity: 12 })],
    12,
    [
      { status: null, counted: null, variance: null },
      { counted: 12, variance: 0, status: 'matched' },
    ],
  ],
  [
    'a credit bigger than its line: less than nothing is billed, and the whole count is missing',
    [lineOf(), credit(12, 'quantity')],
    3,
    [{ billedUnits: -2, variance: 5, needed: 3, impact: 30, status: 'under_billed' }],
  ],
  [
    'a price adjustment bigger than its line: one more line is worth less than nothing',
    [lineOf(), credit(1, 'price', -120)],
    11,
    [{ variance: 1, needed: 11, impact: -2, status: 'under_billed' }],
  ],
  [
    'quantity 0 with nothing counted',
    [lineOf({ quantity: 0 })],
    0,
    [{ variance: 0, status: 'matched', impact: 0 }],
  ],
  [
    'quantity 0 with three counted',
    [lineOf({ quantity: 0 })],
    3,
    [{ variance: 3, needed: 3, impact: 30, status: 'under_billed' }],
  ],
  [
    'nothing counted of ten billed',
    [lineOf()],
    0,
    [{ variance: -10, needed: 0, impact: -100, status: 'over_billed' }],
  ],
  [
    'a price of 0, more counted',
    [lineOf({ unitPrice: 0 })],
    12,
    [{ variance: 2, impact: 0, status: 'under_billed' }],
  ],
  [
    'a price of 0, fewer counted',
    [lineOf({ unitPrice: 0 })],
    8,
    [{ variance: -2, impact: 0, status: 'over_billed' }],
  ],
  [
    'a yearly line: one more of $120.00 a year is $10.00 a month',
    [lineOf({ unitPrice: 120, agreement: { billingCycle: 'yearly' } })],
    11,
    [{ variance: 1, impact: 10, status: 'under_billed' }],
  ],
  [
    'a yearly line in a monthly agreement goes by its own cycle, rounded once: $100.00 a year is $8.33 a month',
    [lineOf({ unitPrice: 100, billingCycle: 'yearly' })],
    11,
    [{ impact: 8.33 }],
  ],
  [
    'five yearly lines of $100.00 are $41.67 a month, not five times $8.33',
    [lineOf({ unitPrice: 100, billingCycle: 'yearly' })],
    15,
    [{ impact: 41.67 }],
  ],
];

describe('what people get wrong', () => {
  test.each(CASES)('%s', (_, lines, count, expected) => {
    const results = reconcile(lines, count);
    expect(expected.map((_one, at) => numbersOf(results[at]))).toMatchObject(expected);
  });
});
