import { describe, expect, test } from 'vitest';
import {
  applyAdjustments,
  extendedAmountOf,
  isAdjustment,
  linkRefusal,
  proposedEffect,
} from './adjustments.ts';
import { Decimal } from './money.ts';
import { adjustedUnitPrice, monthlyAmountOf } from './pricing.ts';
import { type LineChange, lineOf, numbersOf, reconcile } from './testing.ts';

/** An adjustment of −20 linked to the line of 10 at 10. */
function adjustment(effect: 'price' | 'quantity', change: LineChange = {}) {
  const link = { parentLineItemId: 'line', effect };
  return lineOf({
    id: 'adjustment',
    quantity: 1,
    unitPrice: -20,
    mapping: null,
    ...change,
    decision: { link, ...change.decision },
  });
}

describe('an adjustment is a line with', () => {
  test.each<[string, LineChange, boolean]>([
    ['a negative unit price', { unitPrice: -1 }, true],
    ['a negative amount', { unitPrice: 10, extendedAmount: new Decimal(-5) }, true],
    ['neither', { extendedAmount: new Decimal(100) }, false],
    ['a price of 0, which is none', { unitPrice: 0, extendedAmount: new Decimal(0) }, false],
  ])('%s', (_, change, expected) => {
    expect(isAdjustment(lineOf(change))).toBe(expected);
  });
});

test('an adjustment amounts to what the PSA says, else to quantity times price', () => {
  expect(extendedAmountOf(lineOf({ quantity: 2, unitPrice: -10 })).toNumber()).toBe(-20);
  const stated = lineOf({ quantity: 2, unitPrice: -10, extendedAmount: new Decimal(-15) });
  expect(extendedAmountOf(stated).toNumber()).toBe(-15);
});

describe('the effect that is proposed', () => {
  test.each([
    ['quantity where the price is the negated one', 10, -10, 'quantity'],
    ['price where it is another', 10, -9.99, 'price'],
    ['price for a line without a price', 0, 0, 'price'],
  ])('is %s', (_, parentPrice, price, expected) => {
    const parent = lineOf({ unitPrice: parentPrice });
    expect(proposedEffect(lineOf({ id: 'a', unitPrice: price }), parent)).toBe(expected);
  });
});

describe('a link is refused', () => {
  const credit = (change: LineChange = {}) => lineOf({ id: 'credit', unitPrice: -10, ...change });

  test.each<[string, LineChange, LineChange, RegExp]>([
    ['to another organization', {}, { organizationId: 'other' }, /different organizations/],
    ['without an organization', { organizationId: null }, { organizationId: null }, /organizations/],
    ['to another billing cycle', {}, { agreement: { billingCycle: 'yearly' } }, /different cycles/],
    ["to a line whose own cycle is not its agreement's", {}, { billingCycle: 'yearly' }, /different cycles/],
    ['to another currency', {}, { agreement: { currency: 'EUR' } }, /different currencies/],
    ['to another adjustment', {}, { unitPrice: -1 }, /another adjustment/],
    ['to itself', {}, { id: 'credit', unitPrice: -10 }, /itself/],
    ['to a heading', {}, { isHeading: true }, /heading/],
    ['of a line that is none', { unitPrice: 10 }, {}, /negative price/],
  ])('%s', (_, change, parent, words) => {
    expect(linkRefusal(credit(change), lineOf(parent))).toMatch(words);
  });

  test('never within one organization, cycle and currency, over agreements too', () => {
    expect(linkRefusal(credit(), lineOf())).toBeNull();
    expect(linkRefusal(credit({ agreement: { id: 'another' } }), lineOf())).toBeNull();
    // Its own cycle is the other agreement's.
    const yearly = lineOf({ agreement: { billingCycle: 'yearly' } });
    expect(linkRefusal(credit({ billingCycle: 'yearly' }), yearly)).toBeNull();
  });
});

describe('what linked adjustments do to their line', () => {
  test('several add up, each by its effect', () => {
    const adjusted = applyAdjustments(lineOf(), [
      adjustment('price'),
      adjustment('price', { unitPrice: -5 }),
      adjustment('quantity', { quantity: 2 }),
      adjustment('quantity', { quantity: -1 }),
    ]);
    expect(adjusted.priceAdjustment.toNumber()).toBe(-25);
    expect(adjusted.credits.toNumber()).toBe(3);
    expect(adjusted.quantity.toNumber()).toBe(7);
  });

  test('the amount of one that is not billed lowers no price', () => {
    const adjusted = applyAdjustments(lineOf(), [adjustment('price', { billingType: 'no_charge' })]);
    expect(adjusted.priceAdjustment.toNumber()).toBe(0);
  });

  test('the price is spread over what is billable after credits', () => {
    const line = lineOf();
    const adjusted = applyAdjustments(line, [adjustment('price'), adjustment('quantity', { quantity: 2 })]);
    expect(adjustedUnitPrice(line, adjusted).toNumber()).toBe(7.5);
    expect(monthlyAmountOf(line, adjusted)?.toNumber()).toBe(60);
  });

  test('where nothing is billable the price stays and the discount remains in the amount', () => {
    const line = lineOf({ includedQuantity: 10 });
    const adjusted = applyAdjustments(line, [adjustment('price')]);
    expect(adjustedUnitPrice(line, adjusted).toNumber()).toBe(10);
    expect(monthlyAmountOf(line, adjusted)?.toNumber()).toBe(-20);
  });
});

describe('an adjustment no longer counts for its line', () => {
  test.each<[string, LineChange]>([
    ['ended', { isActive: false }],
    ['upcoming', { effectiveFrom: '2030-01-01' }],
    ['ignored', { decision: { ignored: { reason: null } } }],
    ['deleted', { decision: { isDeleted: true } }],
  ])('when it is %s', (_, change) => {
    const [parent] = reconcile([lineOf(), adjustment('price', change)], 11);
    expect(numbersOf(parent).impact).toBe(10);
    expect(parent?.monthlyAmount?.toNumber()).toBe(100);
    const [credited] = reconcile([lineOf(), adjustment('quantity', change)], 10);
    expect(numbersOf(credited)).toMatchObject({ status: 'matched', billedUnits: 10 });
  });
});

describe('money of adjustments', () => {
  test("a linked one is in its parent's amount and in no bucket", () => {
    const [parent, linked] = reconcile([lineOf(), adjustment('price')], 10);
    expect(parent).toMatchObject({ bucket: 'checked' });
    expect(parent?.monthlyAmount?.toNumber()).toBe(80);
    expect(linked).toMatchObject({ state: 'linked', bucket: null, comparison: null });
  });

  test('one that is not linked counts, negative, where its state puts it', () => {
    const [, unlinked] = reconcile([lineOf(), adjustment('price', { decision: { link: null } })], 10);
    expect(unlinked).toMatchObject({ state: 'unmapped', bucket: 'unmapped' });
    expect(unlinked?.monthlyAmount?.toNumber()).toBe(-20);
  });

  test('a line that is not billed is 0, with all its discounts', () => {
    const free = lineOf({ billingType: 'do_not_bill' });
    const [parent] = reconcile([free, adjustment('price')], 12);
    expect(parent?.monthlyAmount?.toNumber()).toBe(0);
    expect(numbersOf(parent)).toMatchObject({ status: 'under_billed', impact: 0 });
  });

  test('one that is not billed is 0', () => {
    const free = adjustment('price', { billingType: 'no_charge', decision: { link: null } });
    expect(reconcile([lineOf(), free], 10)[1]?.monthlyAmount?.toNumber()).toBe(0);
  });

  test('an ignored one counts among the ignored', () => {
    const ignored = adjustment('price', { decision: { ignored: { reason: null } } });
    expect(reconcile([lineOf(), ignored], 10)[1]).toMatchObject({ bucket: 'ignored' });
  });

  test('one whose line has ended is still billed: it is not compared, and says why', () => {
    const [, orphan] = reconcile([lineOf({ isActive: false }), adjustment('price')], 10);
    expect(orphan).toMatchObject({
      state: 'linked',
      bucket: 'notCompared',
      reason: 'the line it adjusts is not active',
    });
    expect(orphan?.monthlyAmount?.toNumber()).toBe(-20);
  });
});
