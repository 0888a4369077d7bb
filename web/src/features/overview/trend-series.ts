import { hasCompared } from '../../api/compared.ts';
import type { Money, TrendDay } from '../../api/types.ts';

export type TrendKind = 'discrepancies' | 'accepted' | 'corrected' | 'checked';
export type SeriesKey =
  | 'underBilled'
  | 'overBilled'
  | 'acceptedUnderBilled'
  | 'acceptedOverBilled'
  | 'correctedUnderBilled'
  | 'correctedOverBilled'
  | 'checked'
  | 'unmapped'
  | 'unknown'
  | 'notCompared'
  | 'ignored';

export const SERIES: Record<TrendKind, readonly { key: SeriesKey; label: string; color: string }[]> = {
  discrepancies: [
    { key: 'underBilled', label: 'Under-billed', color: 'var(--t-under)' },
    { key: 'overBilled', label: 'Over-billed', color: 'var(--t-over)' },
  ],
  accepted: [
    { key: 'acceptedUnderBilled', label: 'Under-billed, accepted', color: 'var(--t-under)' },
    { key: 'acceptedOverBilled', label: 'Over-billed, accepted', color: 'var(--t-over)' },
  ],
  corrected: [
    { key: 'correctedUnderBilled', label: 'Under-billed, corrected', color: 'var(--t-under)' },
    { key: 'correctedOverBilled', label: 'Over-billed, corrected', color: 'var(--t-over)' },
  ],
  checked: [
    { key: 'checked', label: 'Checked', color: 'var(--t-good)' },
    { key: 'unmapped', label: 'Unmapped', color: 'var(--t-under)' },
    { key: 'unknown', label: 'Unknown', color: 'var(--t-text-dim)' },
    { key: 'notCompared', label: 'Not compared', color: 'var(--t-over)' },
    { key: 'ignored', label: 'Ignored', color: 'var(--t-line)' },
  ],
};

/** Known only where lines were compared. */
const OF_COMPARED: ReadonlySet<SeriesKey> = new Set(['underBilled', 'overBilled']);

export function isTrendKind(value: unknown): value is TrendKind {
  return typeof value === 'string' && Object.hasOwn(SERIES, value);
}

/** The currencies that occur in the trend; each has its own chart, because they are never added. */
export function currenciesOf(days: readonly TrendDay[]): string[] {
  return [...new Set(days.flatMap(({ total }) => total.map(({ currency }) => currency)))].sort();
}

/** The money of one series on one day; null: that day knows no money in this currency, or nothing was compared yet. */
export function moneyOn(day: TrendDay, key: SeriesKey, currency: string): Money | null {
  if (OF_COMPARED.has(key) && !hasCompared(day)) return null;
  return day[key].find((money) => money.currency === currency) ?? null;
}

/** Whether any day knows an amount other than 0. */
export function hasMoney(days: readonly TrendDay[], kind: TrendKind, currency: string): boolean {
  return days.some((day) =>
    SERIES[kind].some(({ key }) => Number(moneyOn(day, key, currency)?.amount ?? 0) !== 0),
  );
}

/** One point a day, in numbers for drawing only; what a day does not know is a gap, not 0. */
export function pointsOf(
  days: readonly TrendDay[],
  kind: TrendKind,
  currency: string,
): Record<string, string | number | null>[] {
  return days.map((day) => ({
    day: day.day,
    ...Object.fromEntries(
      SERIES[kind].map(({ key }) => {
        const money = moneyOn(day, key, currency);
        return [key, money === null ? null : Number(money.amount)];
      }),
    ),
  }));
}
