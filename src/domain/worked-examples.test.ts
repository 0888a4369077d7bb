import { expect, test } from 'vitest';
import { Decimal } from './money.ts';
import { known, lineOf, mappingOf, numbersOf, reconcile } from './testing.ts';

/** The worked examples of the contract (how lines are compared), by their numbers. */

const one = (
  change: Parameters<typeof lineOf>[0],
  count: number,
  tolerance: Parameters<typeof reconcile>[2] = null,
) => numbersOf(reconcile([lineOf(change)], count, tolerance)[0]);

const packsOf = (units: number) => mappingOf({ unitsPerLine: new Decimal(units) });

test('1: 10 billed, 12 counted: 2 more at 10', () => {
  expect(one({}, 12)).toMatchObject({ variance: 2, status: 'under_billed', needed: 12, impact: 20 });
});

test('2: 10 billed, 7 counted: 3 fewer', () => {
  expect(one({}, 7)).toMatchObject({ variance: -3, status: 'over_billed', impact: -30 });
});

test('3: 3 lines of 2 units cover 6', () => {
  expect(one({ quantity: 3, mapping: packsOf(2) }, 6)).toMatchObject({
    variance: 0,
    status: 'matched',
    because: null,
  });
});

test('4: 3 lines of 2 units cover 5 with one spare', () => {
  expect(one({ quantity: 3, mapping: packsOf(2) }, 5)).toMatchObject({
    variance: -1,
    status: 'matched',
    because: 'spare',
    needed: 3,
  });
});

test('5: 3 lines of 2 units do not cover 7', () => {
  expect(one({ quantity: 3, mapping: packsOf(2) }, 7)).toMatchObject({
    variance: 1,
    status: 'under_billed',
    needed: 4,
    impact: 10,
  });
});

test('6: with 10 included, 12 counted: from 0 billable to 2', () => {
  expect(one({ includedQuantity: 10 }, 12)).toMatchObject({
    variance: 2,
    status: 'under_billed',
    impact: 20,
  });
});

test('7: with 10 included, 8 counted: over-billed without money', () => {
  expect(one({ includedQuantity: 10 }, 8)).toMatchObject({ variance: -2, status: 'over_billed', impact: 0 });
});

test('8: with a minimum of 10, 7 counted is matched', () => {
  expect(one({ minimumQuantity: new Decimal(10) }, 7)).toMatchObject({
    variance: -3,
    status: 'matched',
    because: 'minimum',
    needed: 10,
  });
});

test('9: a yearly line weighs a twelfth a month', () => {
  expect(one({ quantity: 4, unitPrice: 120, agreement: { billingCycle: 'yearly' } }, 5)).toMatchObject({
    variance: 1,
    impact: 10,
  });
});

const twoLines = (count: number) => {
  const lines = [lineOf({ id: 'a', externalId: '9' }), lineOf({ id: 'b', externalId: '10', quantity: 5 })];
  return reconcile(lines, count).map(numbersOf);
};

test('10: lines of 10 and 5 that share 15 are both matched', () => {
  expect(twoLines(15)).toMatchObject([{ status: 'matched' }, { status: 'matched' }]);
});

test('11: of 18, the first takes its 10, the last the rest', () => {
  expect(twoLines(18)).toMatchObject([
    { status: 'matched', counted: 10 },
    { counted: 8, variance: 3 },
  ]);
});

test('12: of 9, the first takes all, the last goes without', () => {
  expect(twoLines(9)).toMatchObject([
    { counted: 9, variance: -1 },
    { counted: 0, variance: -5 },
  ]);
});

test('13: a linked price adjustment of −20 makes the unit price 8', () => {
  const credit = lineOf({
    id: 'credit',
    quantity: 1,
    unitPrice: -20,
    mapping: null,
    decision: { link: { parentLineItemId: 'line', effect: 'price' } },
  });
  expect(numbersOf(reconcile([lineOf(), credit], 11)[0])).toMatchObject({ variance: 1, impact: 8 });
});

test('14: a linked quantity credit of 2 leaves 8 billed units', () => {
  const credit = lineOf({
    id: 'credit',
    quantity: 2,
    unitPrice: -10,
    mapping: null,
    decision: { link: { parentLineItemId: 'line', effect: 'quantity' } },
  });
  expect(numbersOf(reconcile([lineOf(), credit], 8)[0])).toMatchObject({
    billedUnits: 8,
    status: 'matched',
    variance: 0,
  });
});

test('15: without a company in the source the row is unknown and has no number', () => {
  const [result] = reconcile([lineOf()], { isKnown: false, reason: 'no_company' });
  expect(numbersOf(result)).toMatchObject({
    status: 'unknown',
    because: 'no_company',
    counted: null,
    variance: null,
    needed: null,
    impact: null,
  });
});

test('16: a linked company without devices is a known 0', () => {
  expect(numbersOf(reconcile([lineOf()], known(0))[0])).toMatchObject({
    counted: 0,
    variance: -10,
    status: 'over_billed',
  });
});

test('17: within a tolerance of 5 % of the billed units the numbers stay as they are', () => {
  expect(one({ quantity: 200 }, 209, { percent: 5 })).toMatchObject({
    variance: 9,
    status: 'matched',
    because: 'tolerance',
    needed: 209,
    impact: 90,
  });
  expect(one({ quantity: 200 }, 211, { percent: 5 })).toMatchObject({ variance: 11, status: 'under_billed' });
});

test('18: DoNotBill is under-billed without money', () => {
  expect(one({ billingType: 'do_not_bill' }, 12)).toMatchObject({
    variance: 2,
    status: 'under_billed',
    impact: 0,
  });
});

test('19: a fractional quantity needs no whole lines', () => {
  expect(one({ quantity: '2.5' }, 3)).toMatchObject({
    variance: 0.5,
    status: 'under_billed',
    needed: 3,
    impact: 5,
  });
});

test('20: lines of different products are each owed the full count', () => {
  const lines = [lineOf({ id: 'a' }), lineOf({ id: 'b', quantity: 5, productKey: 'name:antivirus' })];
  expect(reconcile(lines, 10).map(numbersOf)).toMatchObject([
    { status: 'matched' },
    { variance: 5, status: 'under_billed', impact: 50 },
  ]);
});

test('21: with 5 included, a price adjustment of −20 makes the unit price 6', () => {
  const credit = lineOf({
    id: 'credit',
    quantity: 1,
    unitPrice: -20,
    mapping: null,
    decision: { link: { parentLineItemId: 'line', effect: 'price' } },
  });
  expect(numbersOf(reconcile([lineOf({ includedQuantity: 5 }), credit], 12)[0])).toMatchObject({
    variance: 2,
    impact: 12,
  });
});

test('22: a computed HaloPSA line of 8 ordered and 2 free: quantity 10, included 2', () => {
  expect(one({ quantity: 10, includedQuantity: 2 }, 12)).toMatchObject({ variance: 2, impact: 20 });
});
