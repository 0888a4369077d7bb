import { Decimal as Base } from 'decimal.js';
import type { BillingCycle } from './agreement.ts';

/** Exact decimals: 40 digits carry every product and quotient here to far below a minor unit; rounding is half-even. */
export const Decimal = Base.clone({ precision: 40, rounding: Base.ROUND_HALF_EVEN });
export type Decimal = Base;

export const ZERO = new Decimal(0);
export const ONE = new Decimal(1);

/** Times a cycle bills in a month, as [numerator, denominator]; weekly is 52 weeks over 12 months. */
const MONTHLY_FACTORS: Record<Exclude<BillingCycle, 'unknown'>, readonly [number, number]> = {
  one_time: [0, 1],
  weekly: [52, 12],
  two_weekly: [26, 12],
  monthly: [1, 1],
  two_monthly: [1, 2],
  quarterly: [1, 3],
  half_yearly: [1, 6],
  yearly: [1, 12],
  two_yearly: [1, 24],
  three_yearly: [1, 36],
  four_yearly: [1, 48],
  five_yearly: [1, 60],
};

/**
 * An amount per billing cycle as an amount per month, exact (domain.md section 5).
 * @returns null where the cycle is not understood: then there is no honest monthly amount.
 */
export function perMonth(amount: Decimal, cycle: BillingCycle): Decimal | null {
  if (cycle === 'unknown') {
    return null;
  }
  const [numerator, denominator] = MONTHLY_FACTORS[cycle];
  return numerator === denominator ? amount : amount.times(numerator).dividedBy(denominator);
}

const minorDigits = new Map<string, number>();

/** Whether a number is below 0; −0 is not. */
export function isBelowZero(value: Decimal): boolean {
  return value.isNegative() && !value.isZero();
}

/** How many decimals a currency has: 2 for USD, 0 for JPY. Unknown codes have 2. */
export function minorUnitDigits(currency: string): number {
  let digits = minorDigits.get(currency);
  if (digits === undefined) {
    digits = digitsFromIntl(currency);
    minorDigits.set(currency, digits);
  }
  return digits;
}

function digitsFromIntl(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Rounds half-even to the currency's minor unit; done once, at the end of a calculation. */
export function roundToMinorUnit(amount: Decimal, currency: string): Decimal {
  return amount.toDecimalPlaces(minorUnitDigits(currency), Decimal.ROUND_HALF_EVEN);
}

/** `{amount, currency}` as the API has it: as many decimals as the currency has. */
export function moneyOf(amount: Decimal, currency: string): { amount: string; currency: string } {
  return { amount: amount.toFixed(minorUnitDigits(currency)), currency };
}

/** An amount with its currency's symbol, for sentences: "$1,240.00". */
export function formatMoney(amount: Decimal, currency: string): string {
  const rounded = roundToMinorUnit(amount, currency);
  const [whole = '0', fraction = ''] = rounded.abs().toFixed(minorUnitDigits(currency)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const number = fraction === '' ? grouped : `${grouped}.${fraction}`;
  const sign = rounded.isNegative() && !rounded.isZero() ? '−' : '';
  return `${sign}${symbolOf(currency)}${number}`;
}

const symbols = new Map<string, string>();

function symbolOf(currency: string): string {
  let symbol = symbols.get(currency);
  if (symbol === undefined) {
    symbol = symbolFromIntl(currency);
    symbols.set(currency, symbol);
  }
  return symbol;
}

function symbolFromIntl(currency: string): string {
  try {
    const parts = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    });
    const symbol = parts.formatToParts(0).find((part) => part.type === 'currency')?.value ?? currency;
    return /^[A-Z]{3}$/.test(symbol) ? `${symbol} ` : symbol;
  } catch {
    return `${currency} `;
  }
}

/** A quantity without needless zeros and with a true minus sign: "2.5", "−3". */
export function formatQuantity(quantity: Decimal): string {
  const text = quantity.abs().toFixed();
  return quantity.isNegative() && !quantity.isZero() ? `−${text}` : text;
}

/** A signed quantity: "+3", "−2", "0". */
export function formatSigned(quantity: Decimal): string {
  return quantity.isPositive() && !quantity.isZero() ? `+${quantity.toFixed()}` : formatQuantity(quantity);
}
