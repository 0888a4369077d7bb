import { describe, expect, test } from 'vitest';
import type { Acceptance, Tolerance } from './line-item.ts';
import { Decimal } from './money.ts';
import { type LineChange, lineOf, numbersOf, reconcile, TODAY } from './testing.ts';

/** The line of 10, whose variance was accepted. */
function judged(variance: number, count: number, { until = null, tolerance = null, ...change }: Judged = {}) {
  const acceptance: Acceptance = { variance: new Decimal(variance), until };
  const [result] = reconcile([lineOf({ ...change, decision: { acceptance } })], count, tolerance);
  return { status: numbersOf(result).status, reopened: result?.comparison?.reopened ?? null };
}

type Judged = LineChange & { until?: string | null; tolerance?: Tolerance | null };

describe('an acceptance', () => {
  test.each<[string, number, number, Judged, string]>([
    ['holds while the variance is the accepted one', 2, 12, {}, 'accepted'],
    ['holds below what is billed too', -3, 7, {}, 'accepted'],
    ['holds on its last day', 2, 12, { until: TODAY }, 'accepted'],
    ['is not asked for where the line has become a match', 2, 12, { tolerance: { units: 2 } }, 'matched'],
    [
      'is of the variance, however many lines are needed for it',
      0,
      8,
      { quantity: 8, minimumQuantity: new Decimal(10) },
      'accepted',
    ],
  ])('%s', (_, variance, count, change, status) => {
    expect(judged(variance, count, change)).toEqual({ status, reopened: null });
  });

  test.each<[string, number, Judged, string, string]>([
    ['more', 13, {}, 'under_billed', 'the variance is now +3, +2 was accepted'],
    ['less', 11, {}, 'under_billed', 'the variance is now +1, +2 was accepted'],
    ['the other way', 8, {}, 'over_billed', 'the variance is now −2, +2 was accepted'],
    ['none', 10, {}, 'matched', 'the variance is now 0, +2 was accepted'],
    ['its day is past', 12, { until: '2026-11-22' }, 'under_billed', 'it was accepted until 22 Nov'],
  ])('reopens and says why: %s', (_, count, change, status, reopened) => {
    expect(judged(2, count, change)).toEqual({ status, reopened });
  });

  test('waits where the count is not known', () => {
    const acceptance: Acceptance = { variance: new Decimal(2), until: '2020-01-01' };
    const [result] = reconcile([lineOf({ decision: { acceptance } })], { isKnown: false, reason: 'stale' });
    expect(result?.comparison).toMatchObject({ status: 'unknown', reopened: null });
  });
});
