import { describe, expect, test } from 'vitest';
import { LINE_STATES, stateOf } from './line-state.ts';
import { type LineChange, lineOf, TODAY } from './testing.ts';

/** Section 2 of the contract. TODAY is 23 November 2026. */
const YESTERDAY = '2026-11-22';
const TOMORROW = '2026-11-24';

const state = (change: LineChange) => stateOf(lineOf(change), TODAY).state;
const reason = (change: LineChange) => stateOf(lineOf(change), TODAY).reason;

const link = { parentLineItemId: 'parent', effect: 'price' } as const;
const ADJUSTMENT = { unitPrice: -10 };

/** What makes a line be in a state, in the order in which the states come first. */
const CAUSES: [(typeof LINE_STATES)[number], LineChange][] = [
  ['deleted', { decision: { isDeleted: true } }],
  ['ended', { isGone: true }],
  ['upcoming', { effectiveFrom: TOMORROW }],
  ['ignored', { decision: { ignored: { reason: 'a lab' } } }],
  ['linked', { ...ADJUSTMENT, decision: { link } }],
  ['unmappable', { quantitySource: 'custom_sql' }],
  ['mapped', {}],
  ['unmapped', { mapping: null }],
];

function together(changes: readonly LineChange[]): LineChange {
  const decision = Object.assign({}, ...changes.map((change) => change.decision));
  return { ...Object.assign({}, ...changes), decision };
}

describe('of several states that would fit, the first holds', () => {
  test('every state has its cause', () => {
    expect(CAUSES.map(([name]) => name)).toEqual([...LINE_STATES]);
  });

  test.each(CAUSES)('%s by itself', (expected, change) => {
    expect(state(change)).toBe(expected);
  });

  const pairs = CAUSES.slice(0, 6).flatMap(([first, change], index) =>
    CAUSES.slice(index + 1, 6).map(([second, other]) => ({ first, second, both: together([other, change]) })),
  );
  test.each(pairs)('$first before $second', ({ first, both }) => {
    expect(state(both)).toBe(first);
  });
});

describe('the dates of a line', () => {
  test.each<[string, LineChange, string]>([
    ['is in effect on the day it starts', { effectiveFrom: TODAY }, 'mapped'],
    ['is upcoming on the day before', { effectiveFrom: TOMORROW }, 'upcoming'],
    ['is in effect on the day before its end', { effectiveTo: TOMORROW }, 'mapped'],
    ['has ended on the day that is its end', { effectiveTo: TODAY }, 'ended'],
    ['is upcoming while its agreement has not begun', { agreement: { startDate: TOMORROW } }, 'upcoming'],
    ['is in effect on the first day of its agreement', { agreement: { startDate: TODAY } }, 'mapped'],
    ['is in effect on the last day of its agreement', { agreement: { endDate: TODAY } }, 'mapped'],
    ['has ended on the day after it', { agreement: { endDate: YESTERDAY } }, 'ended'],
    ['is in effect until its agreement is cancelled', { agreement: { cancelledDate: TOMORROW } }, 'mapped'],
    ['has ended on the day of the cancellation', { agreement: { cancelledDate: TODAY } }, 'ended'],
    [
      'has ended, not upcoming, where both hold',
      { effectiveFrom: TOMORROW, agreement: { endDate: YESTERDAY } },
      'ended',
    ],
  ])('%s', (_, change, expected) => {
    expect(state(change)).toBe(expected);
  });
});

describe('the reason in words', () => {
  test.each<[LineChange, string]>([
    [{ effectiveFrom: '2026-12-05' }, 'starts in 12 days'],
    [{ effectiveFrom: TOMORROW }, 'starts tomorrow'],
    [{ effectiveFrom: TOMORROW, agreement: { startDate: '2026-12-05' } }, 'starts in 12 days'],
    [{ effectiveTo: '2026-05-03' }, 'ended 3 May'],
    [{ effectiveTo: '2025-05-03' }, 'ended 3 May 2025'],
    [{ isGone: true }, 'no longer in the PSA'],
    [{ isActive: false }, 'inactive in the PSA'],
    [{ agreement: { isGone: true } }, 'its agreement is no longer in the PSA'],
    [
      { agreement: { status: 'cancelled', cancelledDate: '2026-05-03' } },
      'its agreement was cancelled 3 May',
    ],
    [{ agreement: { status: 'cancelled' } }, 'its agreement is cancelled'],
    [{ agreement: { status: 'cancelled', cancelledDate: TOMORROW } }, 'its agreement is cancelled'],
    [{ agreement: { status: 'expired', endDate: '2026-05-03' } }, 'its agreement expired 3 May'],
    [{ agreement: { status: 'expired' } }, 'its agreement is expired'],
    [{ agreement: { status: 'inactive', endDate: '2026-05-03' } }, 'its agreement is inactive'],
    [{ agreement: { cancelledDate: '2026-05-03' } }, 'its agreement was cancelled 3 May'],
    [{ agreement: { endDate: '2026-05-03' } }, 'its agreement ended 3 May'],
    [{ decision: { ignored: { reason: 'a lab' } } }, 'a lab'],
  ])('%j: %s', (change, words) => {
    expect(reason(change)).toBe(words);
  });

  test.each<[string, LineChange]>([
    ['ignored without one', { decision: { ignored: { reason: null } } }],
    ['mapped', {}],
    ['unmapped', { mapping: null }],
  ])('there is none for a line that is %s', (_, change) => {
    expect(reason(change)).toBeNull();
  });
});

describe('lines that cannot be mapped', () => {
  test('custom SQL is to be adjusted in HaloPSA, even with an old mapping', () => {
    expect(state({ quantitySource: 'custom_sql' })).toBe('unmappable');
    expect(reason({ quantitySource: 'custom_sql', quantitySourceRaw: 'custom 4' })).toMatch(
      /custom SQL.*adjust the line in HaloPSA/,
    );
  });

  test('a kind of quantity that is not known is named', () => {
    expect(reason({ quantitySource: 'custom_sql', quantitySourceRaw: '17' })).toMatch(/type 17/);
  });

  test('a heading has no quantity', () => {
    expect(state({ isHeading: true })).toBe('unmappable');
    expect(reason({ isHeading: true })).toMatch(/heading or text line/);
  });
});

describe('adjustments', () => {
  test('that are not linked are unmapped, even with an old mapping', () => {
    expect(state({ unitPrice: -10, mapping: null })).toBe('unmapped');
    expect(state({ unitPrice: -10 })).toBe('unmapped');
  });

  test('that became ordinary lines are no longer linked', () => {
    expect(state({ unitPrice: 10, decision: { link } })).toBe('mapped');
  });
});

test.each(['do_not_bill', 'no_charge'] as const)('a line of type %s keeps its state', (billingType) => {
  expect(state({ billingType })).toBe('mapped');
});
