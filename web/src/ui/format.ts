import type { Money } from '../api/types.ts';

/** Every function here speaks the browser's language unless a locale is named. */
type In = { locale?: string };

/** Making a format takes longer than using it a hundred times, and every cell uses one: each is made once. */
function kept<Options extends object, Format>(
  make: (locale: string | undefined, options: Options) => Format,
): (locale: string | undefined, options: Options) => Format {
  const formats = new Map<string, Format>();
  return (locale, options) => {
    const key = JSON.stringify([locale, options]);
    const format = formats.get(key) ?? make(locale, options);
    formats.set(key, format);
    return format;
  };
}

const numberFormat = kept(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
const dateFormat = kept(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);

/** The typographic minus: as wide as the digits it stands beside. */
const withMinus = (text: string): string => text.replace('-', '−');

/** `{amount: "-330.00", currency: "USD"}` → "−$330.00". Exact: the amount never becomes a float. */
export function formatMoney(
  { amount, currency }: Money,
  options: In & { sign?: boolean; whole?: boolean } = {},
): string {
  const format = numberFormat(options.locale, {
    style: 'currency',
    currency,
    ...(options.sign ? { signDisplay: 'exceptZero' as const } : {}),
    ...(options.whole ? { maximumFractionDigits: 0 } : {}),
  });
  return withMinus(format.format(amount as Intl.StringNumericLiteral));
}

/** Sums of different currencies side by side; never added. Nothing is a dash. */
export function formatMoneys(
  moneys: readonly Money[],
  options: In & { sign?: boolean; whole?: boolean } = {},
): string {
  return moneys.length === 0 ? '—' : moneys.map((money) => formatMoney(money, options)).join(' + ');
}

/** 1204.5 → "1,204.5"; with `sign`, 3 → "+3". Null is a dash: unknown is not zero. */
export function formatQuantity(value: number | null, options: In & { sign?: boolean } = {}): string {
  if (value === null) {
    return '—';
  }
  const signDisplay = options.sign ? 'exceptZero' : 'auto';
  const format = numberFormat(options.locale, { maximumFractionDigits: 4, signDisplay });
  return withMinus(format.format(value));
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "12 minutes ago", "yesterday", "just now"; also of times to come. */
export function formatRelative(iso: string, options: In & { now?: number } = {}): string {
  const seconds = Math.round((Date.parse(iso) - (options.now ?? Date.now())) / 1000);
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (unit === undefined) {
    return 'just now';
  }
  const format = new Intl.RelativeTimeFormat(options.locale, { numeric: 'auto' });
  return format.format(Math.trunc(seconds / unit[1]), unit[0]);
}

/** The exact time, in the browser's time zone. */
export function formatExact(iso: string, options: In = {}): string {
  return dateFormat(options.locale, { dateStyle: 'full', timeStyle: 'long' }).format(new Date(iso));
}

/** "Sep 3, 2026, 2:30 PM", in the browser's time zone. */
export function formatTime(iso: string, options: In = {}): string {
  return dateFormat(options.locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** "3 Sep", with the year where it is not this one. Takes a time or a calendar day. */
export function formatDay(iso: string, options: In & { now?: number } = {}): string {
  // A calendar day has no time zone; read in UTC it stays the day it is.
  const zone = iso.length === 'YYYY-MM-DD'.length ? { timeZone: 'UTC' } : {};
  const yearOf = (date: Date): string => dateFormat('en', { year: 'numeric', ...zone }).format(date);
  const date = new Date(iso);
  const isThisYear = yearOf(date) === yearOf(new Date(options.now ?? Date.now()));
  return dateFormat(options.locale, {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    ...zone,
  }).format(date);
}

/** 9_400 ms → "9 s", 200_000 → "3 min 20 s". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds === 0) return 'under 1 s';
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The number and its noun: "1 company", "1,204 companies". */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${formatQuantity(count)} ${count === 1 ? one : many}`;
}
