import { describe, expect, test } from 'vitest';
import type { Tolerance } from './line-item.ts';
import { Decimal } from './money.ts';
import { reconcileOrganization } from './reconcile.ts';
import { UNKNOWN_REASONS } from './status.ts';
import { known, type LineChange, lineOf, mappingOf, numbersOf, reconcile, TODAY } from './testing.ts';

const tolerating = (tolerance: Tolerance) => mappingOf({ tolerance });
const minimum = (value: number) => mappingOf({ minimum: new Decimal(value) });
const packsOf = (units: number | string) => mappingOf({ unitsPerLine: new Decimal(units) });
const credit = (quantity: number) =>
  lineOf({
    id: 'credit',
    quantity,
    unitPrice: -10,
    mapping: null,
    decision: { link: { parentLineItemId: 'line', effect: 'quantity' } },
  });

type Numbers = Partial<ReturnType<typeof numbersOf>>;

describe('what people get wrong', () => {
  test.each<[string, LineChange, number, Numbers]>([
    [
      'nothing billed, nothing there',
      { quantity: 0 },
      0,
      { status: 'matched', because: null, variance: 0, impact: 0 },
    ],
    [
      'nothing billed, something there',
      { quantity: 0 },
      3,
      { status: 'under_billed', needed: 3, impact: 30 },
    ],
    [
      'nothing billed, and too few to be billed',
      { quantity: 0, includedQuantity: 5 },
      3,
      { status: 'under_billed', needed: 3, impact: 0 },
    ],
    [
      'a price of 0 is a finding without money',
      { unitPrice: 0 },
      12,
      { status: 'under_billed', variance: 2, impact: 0 },
    ],
    [
      'more included than billed',
      { includedQuantity: 12 },
      15,
      { status: 'under_billed', variance: 5, impact: 30 },
    ],
    ['falling below what is included', { includedQuantity: 4 }, 1, { status: 'over_billed', impact: -60 }],
    [
      'a yearly line falls by a twelfth',
      { quantity: 4, unitPrice: 120, agreement: { billingCycle: 'yearly' } },
      3,
      { impact: -10 },
    ],
    [
      "a line's own cycle wins over its agreement's",
      { unitPrice: 30, billingCycle: 'quarterly', agreement: { billingCycle: 'yearly' } },
      11,
      { impact: 10 },
    ],
    ['a one-time line has no monthly amount', { billingCycle: 'one_time' }, 12, { variance: 2, impact: 0 }],
    [
      'a cycle that is not understood gives no money, and not 0',
      { billingCycle: 'unknown' },
      12,
      { status: 'under_billed', variance: 2, impact: null },
    ],
    [
      'a line that is not billed stays without money where none of it is billable either',
      { quantity: 0, billingType: 'do_not_bill' },
      3,
      { status: 'under_billed', needed: 3, impact: 0 },
    ],
    ['a line without charge', { billingType: 'no_charge' }, 7, { status: 'over_billed', impact: 0 }],
    [
      'money is rounded once, at the end',
      { quantity: 0, unitPrice: '0.0125', agreement: { billingCycle: 'yearly' } },
      10,
      { impact: 0.01 },
    ],
    ['half a minor unit goes to the even one', { unitPrice: '0.005' }, 11, { impact: 0 }],
    ['in yen there is no half', { unitPrice: '0.5', agreement: { currency: 'JPY' } }, 13, { impact: 2 }],
    ['half a unit in a fractional quantity', { quantity: '10.5' }, 10, { needed: 10, impact: -5 }],
    [
      'a fractional quantity of packs of 2 needs no whole packs',
      { quantity: '2.5', mapping: packsOf(2) },
      6,
      { variance: 1, needed: 3, impact: 5 },
    ],
    [
      'so half a pack is enough',
      { quantity: '2.5', mapping: packsOf(2) },
      7,
      { variance: 2, needed: 3.5, impact: 10 },
    ],
    [
      'a whole quantity of packs of 2 does',
      { quantity: 3, mapping: packsOf(2) },
      3,
      { variance: -3, needed: 2, impact: -10 },
    ],
    [
      'half a unit per line',
      { quantity: 4, mapping: packsOf('0.5') },
      3,
      { billedUnits: 2, variance: 1, needed: 6, impact: 20 },
    ],
  ])('%s', (_, change, count, expected) => {
    expect(numbersOf(reconcile([lineOf(change)], count)[0])).toMatchObject(expected);
  });

  test.each([
    [0, { variance: 2, status: 'under_billed', needed: 0, impact: 0 }],
    [3, { variance: 5, status: 'under_billed', needed: 3, impact: 30 }],
  ])('a credit bigger than its line, with %d counted, bills less than nothing', (count, expected) => {
    const lines = [lineOf({ quantity: 10 }), credit(12)];
    expect(numbersOf(reconcile(lines, count)[0])).toMatchObject({ billedUnits: -2, ...expected });
  });

  test('a credit that takes all leaves a line of 0', () => {
    const [result] = reconcile([lineOf(), credit(10)], 0);
    expect(numbersOf(result)).toMatchObject({ status: 'matched', billedUnits: 0, impact: 0 });
    expect(result?.monthlyAmount?.toNumber()).toBe(0);
  });
});

describe('a minimum', () => {
  test.each<[string, LineChange, number, Numbers]>([
    [
      'of the contract holds',
      { minimumQuantity: new Decimal(8) },
      7,
      { status: 'over_billed', needed: 8, impact: -20 },
    ],
    [
      'of a person wins, even where it is the smaller',
      { minimumQuantity: new Decimal(10), mapping: minimum(5) },
      7,
      { needed: 7, impact: -30 },
    ],
    [
      'of 0 set by a person takes it away',
      { minimumQuantity: new Decimal(10), mapping: minimum(0) },
      7,
      { status: 'over_billed', needed: 7 },
    ],
    [
      'does not hide what is missing',
      { minimumQuantity: new Decimal(10) },
      12,
      { status: 'under_billed', needed: 12, impact: 20 },
    ],
    [
      'above the quantity is owed, whatever the count',
      { quantity: 8, minimumQuantity: new Decimal(10) },
      3,
      { variance: -5, status: 'under_billed', needed: 10, impact: 20 },
    ],
    [
      'above a quantity that equals the count is owed too',
      { quantity: 8, minimumQuantity: new Decimal(10) },
      8,
      { variance: 0, status: 'under_billed', needed: 10, impact: 20 },
    ],
    [
      'with units that are included',
      { includedQuantity: 4, minimumQuantity: new Decimal(6) },
      2,
      { status: 'over_billed', needed: 6, impact: -40 },
    ],
    [
      'counts lines, not units',
      { minimumQuantity: new Decimal(10), mapping: packsOf(2) },
      14,
      { because: 'minimum', needed: 10 },
    ],
  ])('%s', (_, change, count, expected) => {
    expect(numbersOf(reconcile([lineOf(change)], count)[0])).toMatchObject(expected);
  });
});

describe('a tolerance', () => {
  const status = (change: LineChange, count: number, ofWorkspace: Tolerance | null) =>
    numbersOf(reconcile([lineOf(change)], count, ofWorkspace)[0]).status;

  test.each<[string, LineChange, number, Tolerance | null, string]>([
    ['of units, on the edge', {}, 12, { units: 2 }, 'matched'],
    ['of units, beyond it', {}, 13, { units: 2 }, 'under_billed'],
    ['below what is billed', {}, 8, { units: 2 }, 'matched'],
    ['of percent, on the edge', { quantity: 200 }, 210, { percent: 5 }, 'matched'],
    ['of percent, beyond it', { quantity: 200 }, 189, { percent: 5 }, 'over_billed'],
    ['of units units, not lines', { quantity: 3, mapping: packsOf(10) }, 33, { units: 2 }, 'under_billed'],
    ['within either is within', {}, 12, { units: 1, percent: 20 }, 'matched'],
    ['within the other', {}, 12, { units: 2, percent: 1 }, 'matched'],
    ['none by default', {}, 11, null, 'under_billed'],
    ['of 0 is none', {}, 11, { units: 0, percent: 0 }, 'under_billed'],
    ['of percent of nothing billed', { quantity: 0 }, 1, { percent: 50 }, 'under_billed'],
    [
      "of its own wins over the workspace's",
      { mapping: tolerating({ units: 1 }) },
      12,
      { units: 5 },
      'under_billed',
    ],
    [
      "of its own, an explicit 0, overrides the workspace's",
      { mapping: tolerating({ units: 0 }) },
      11,
      { units: 5 },
      'under_billed',
    ],
    [
      'of its own where the workspace has none',
      { mapping: tolerating({ percent: 10 }) },
      11,
      null,
      'matched',
    ],
  ])('%s', (_, change, count, ofWorkspace, expected) => {
    expect(status(change, count, ofWorkspace)).toBe(expected);
  });
});

describe('without a known count', () => {
  test.each(UNKNOWN_REASONS)('%s: no number at all, and what to do about it', (reason) => {
    const [result] = reconcile([lineOf({ quantity: 0 })], { isKnown: false, reason }, { units: 100 });
    expect(numbersOf(result)).toEqual({
      status: 'unknown',
      because: reason,
      counted: null,
      billedUnits: 0,
      variance: null,
      needed: null,
      impact: null,
    });
    expect(result?.bucket).toBe('unknown');
    expect(result?.comparison?.explanation).toMatch(/^Unknown: .*\./);
  });

  test('a line that is not mapped asks for none', () => {
    const countOf = () => {
      throw new Error('no count was expected');
    };
    const lines = [lineOf({ mapping: null }), lineOf({ id: 'b', isActive: false })];
    const results = reconcileOrganization({ lines, today: TODAY, tolerance: null, countOf });
    expect(results.map(({ comparison }) => comparison)).toEqual([null, null]);
  });
});

describe('the billing is divided by', () => {
  const nothing = mappingOf({ measure: null, measureKey: null });
  const unlinked = { unitPrice: -10, mapping: null };

  test.each<[string, LineChange, string | null, string | null, number]>([
    ['matched', {}, 'checked', 'matched', 100],
    ['over-billed', { quantity: 20 }, 'checked', 'over_billed', 200],
    ['unmapped', { mapping: null }, 'unmapped', null, 100],
    ['an adjustment not linked', unlinked, 'unmapped', null, -100],
    ['ignored', { decision: { ignored: { reason: null } } }, 'ignored', null, 100],
    ['unmappable', { quantitySource: 'custom_sql' }, 'notCompared', null, 100],
    [
      'compared with nothing',
      { quantitySource: 'manual', mapping: nothing },
      'notCompared',
      'not_compared',
      100,
    ],
    ['ended', { isGone: true }, null, null, 100],
    ['upcoming', { effectiveFrom: '2030-01-01' }, null, null, 100],
    ['deleted', { decision: { isDeleted: true } }, null, null, 100],
    ['all of it included', { includedQuantity: 10 }, 'checked', 'matched', 0],
    ['not billable', { billingType: 'do_not_bill' }, 'checked', 'matched', 0],
    ['yearly', { unitPrice: 120, billingCycle: 'yearly' }, 'checked', 'matched', 100],
    ['one-time', { billingCycle: 'one_time' }, 'checked', 'matched', 0],
  ])('a line that is %s', (_, change, bucket, status, amount) => {
    const [result] = reconcile([lineOf(change)], 10);
    expect(result).toMatchObject({ bucket });
    expect(numbersOf(result).status).toBe(status);
    expect(result?.monthlyAmount?.toNumber()).toBe(amount);
  });

  test('a cycle that is not understood has no monthly amount', () => {
    expect(reconcile([lineOf({ billingCycle: 'unknown' })], 10)[0]?.monthlyAmount).toBeNull();
  });
});

test('a line that is compared with nothing has no numbers', () => {
  const mapping = mappingOf({ measure: null, measureKey: null });
  expect(numbersOf(reconcile([lineOf({ mapping })], known(5))[0])).toEqual({
    status: 'not_compared',
    because: 'no_comparison',
    counted: null,
    billedUnits: 10,
    variance: null,
    needed: null,
    impact: null,
  });
});

test('results come in the order of the lines', () => {
  const lines = ['c', 'a', 'b'].map((id) => lineOf({ id, externalId: id }));
  expect(reconcile(lines, 10).map(({ line }) => line.id)).toEqual(['c', 'a', 'b']);
});

test('a linked adjustment whose line now bills in another cycle is taken off nothing, and says why', () => {
  const parent = lineOf({ agreement: { billingCycle: 'monthly' } });
  const discount = lineOf({
    id: 'discount',
    quantity: 1,
    unitPrice: -120,
    mapping: null,
    agreement: { billingCycle: 'yearly' },
    decision: { link: { parentLineItemId: 'line', effect: 'price' } },
  });
  const [result, apart] = reconcile([parent, discount], 12);
  expect(numbersOf(result)).toMatchObject({ variance: 2, impact: 20 });
  expect(apart).toMatchObject({ state: 'linked', bucket: 'notCompared' });
  expect(apart?.reason).toContain('different cycles');
  expect(apart?.monthlyAmount?.toNumber()).toBe(-10);
});

test('a negative quantity at a positive price is an adjustment too', () => {
  const [credit] = reconcile([lineOf({ quantity: -2 })], 12);
  expect(credit).toMatchObject({ state: 'unmapped', comparison: null });
  expect(credit?.monthlyAmount?.toNumber()).toBe(-20);
});
