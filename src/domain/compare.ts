import type { Tolerance } from './line-item.ts';
import { Decimal, ZERO } from './money.ts';

/** One line's numbers, in lines (quantity, minimum, needed) and units (counted, billed, variance). */
export type Comparison = {
  /** After credits. */
  quantity: Decimal;
  unitsPerLine: Decimal;
  minimum: Decimal | null;
  counted: Decimal;
  tolerance: Tolerance | null;
};

export type Compared = {
  billedUnits: Decimal;
  /** Counted minus billed units; exact, never changed by a tolerance. */
  variance: Decimal;
  /** Lines that should be billed. */
  needed: Decimal;
  status: 'matched' | 'under_billed' | 'over_billed';
  /** Why it is matched though the variance is not 0. */
  because: 'spare' | 'minimum' | 'tolerance' | null;
};

/** Compares one line with its count (domain.md section 5). */
export function compare({ quantity, unitsPerLine, minimum, counted, tolerance }: Comparison): Compared {
  const billedUnits = quantity.times(unitsPerLine);
  const variance = counted.minus(billedUnits);
  const lines = counted.dividedBy(unitsPerLine);
  const whole = quantity.isInteger() ? lines.ceil() : lines;
  const floor = minimum ?? ZERO;
  const needed = Decimal.max(floor, whole);
  if (needed.equals(quantity)) {
    const because = variance.isZero() ? null : floor.greaterThan(whole) ? 'minimum' : 'spare';
    return { billedUnits, variance, needed, status: 'matched', because };
  }
  if (isWithin(variance, billedUnits, tolerance)) {
    return { billedUnits, variance, needed, status: 'matched', because: 'tolerance' };
  }
  const status = needed.greaterThan(quantity) ? 'under_billed' : 'over_billed';
  return { billedUnits, variance, needed, status, because: null };
}

/** Within the units or within the percentage of the line's own billed units; zero is no tolerance. */
function isWithin(variance: Decimal, billedUnits: Decimal, tolerance: Tolerance | null): boolean {
  const { units = 0, percent = 0 } = tolerance ?? {};
  const distance = variance.abs();
  const share = billedUnits.abs().times(percent).dividedBy(100);
  return (
    (units > 0 && distance.lessThanOrEqualTo(units)) || (percent > 0 && distance.lessThanOrEqualTo(share))
  );
}
