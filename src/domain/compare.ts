import type { Tolerance } from './line-item.ts';
import { type Decimal, ONE, ZERO } from './money.ts';

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
  /** Needed is the minimum, more than the count asks for. */
  isMinimum: boolean;
  status: 'matched' | 'under_billed' | 'over_billed';
  /** Why it is matched though the variance is not 0. */
  because: 'spare' | 'minimum' | 'tolerance' | null;
};

/** Compares one line with its count (domain.md section 5). */
export function compare({ quantity, unitsPerLine, minimum, counted, tolerance }: Comparison): Compared {
  const isOne = unitsPerLine.equals(ONE);
  const billedUnits = isOne ? quantity : quantity.times(unitsPerLine);
  const variance = counted.minus(billedUnits);
  const lines = isOne ? counted : counted.dividedBy(unitsPerLine);
  const whole = quantity.isInteger() ? lines.ceil() : lines;
  const floor = minimum ?? ZERO;
  const isMinimum = floor.greaterThan(whole);
  const needed = isMinimum ? floor : whole;
  const numbers = { billedUnits, variance, needed, isMinimum };
  if (needed.equals(quantity)) {
    const because = variance.isZero() ? null : isMinimum ? 'minimum' : 'spare';
    return { ...numbers, status: 'matched', because };
  }
  if (isWithin(variance, billedUnits, tolerance)) {
    return { ...numbers, status: 'matched', because: 'tolerance' };
  }
  const status = needed.greaterThan(quantity) ? 'under_billed' : 'over_billed';
  return { ...numbers, status, because: null };
}

/** Within the units or within the percentage of the line's own billed units; zero is no tolerance. */
function isWithin(variance: Decimal, billedUnits: Decimal, tolerance: Tolerance | null): boolean {
  if (tolerance === null) {
    return false;
  }
  const { units = 0, percent = 0 } = tolerance;
  const distance = variance.abs();
  const share = billedUnits.abs().times(percent).dividedBy(100);
  return (
    (units > 0 && distance.lessThanOrEqualTo(units)) || (percent > 0 && distance.lessThanOrEqualTo(share))
  );
}
