import type { Adjusted } from './adjustments.ts';
import type { BillingCycle } from './agreement.ts';
import type { Compared } from './compare.ts';
import { billingCycleOf, type LineItem } from './line-item.ts';
import { type Decimal, formatMoney, formatQuantity, formatSigned } from './money.ts';
import { adjustedUnitPrice, billable } from './pricing.ts';
import type { UnknownReason } from './status.ts';

/** What a comparison is explained from. */
export type Explained = {
  line: LineItem;
  adjusted: Adjusted;
  unitsPerLine: Decimal;
  counted: Decimal;
  compared: Compared;
  impact: Decimal | null;
};

/** The arithmetic in one line: "14 counted − 6 × 2 billed = +2; 1 more line × $45.00 = +$45.00 a month". */
export function explainComparison(explained: Explained): string {
  const { adjusted, unitsPerLine, counted, compared, line } = explained;
  const times = unitsPerLine.equals(1) ? '' : ` × ${formatQuantity(unitsPerLine)}`;
  const credited = adjusted.credits.isZero()
    ? formatQuantity(adjusted.quantity)
    : `(${formatQuantity(line.quantity)} − ${formatQuantity(adjusted.credits)} credited)`;
  const sum = `${formatQuantity(counted)} counted − ${credited}${times} billed = ${formatSigned(compared.variance)}`;
  return [sum, ...consequences(explained)].join('; ');
}

function consequences(explained: Explained): string[] {
  const { compared, line } = explained;
  if (compared.status === 'matched') {
    return compared.because === null ? [] : [explainMatch(compared)];
  }
  const minimum = compared.isMinimum ? [`the minimum is ${formatQuantity(compared.needed)}`] : [];
  const included = line.includedQuantity.isZero()
    ? []
    : [`${formatQuantity(line.includedQuantity)} included free`];
  return [...minimum, ...included, explainMoney(explained)];
}

/** Why a line counts as matched though its variance is not 0. */
export function explainMatch(compared: Compared): string {
  switch (compared.because) {
    case 'minimum':
      return `the minimum is ${formatQuantity(compared.needed)}`;
    case 'spare':
      return `${formatQuantity(compared.variance.abs())} spare, one line fewer would not cover it`;
    case 'tolerance':
      return 'within the tolerance';
    case null:
      return '';
  }
}

function explainMoney({ line, adjusted, compared, impact }: Explained): string {
  const difference = compared.needed.minus(adjusted.quantity);
  const word = difference.isPositive() ? 'more' : 'fewer';
  const lines = `${formatLines(difference.abs())} ${word} ${difference.abs().equals(1) ? 'line' : 'lines'}`;
  const { currency } = line.agreement;
  if (impact === null) {
    return `${lines}; its billing cycle is not known to Tieout, so no monthly amount is given`;
  }
  if (line.billingType !== 'billable') {
    return `${lines}, not billed to the client`;
  }
  const paid = billable(compared.needed, line.includedQuantity)
    .minus(billable(adjusted.quantity, line.includedQuantity))
    .abs();
  if (paid.isZero()) {
    return `${lines}, free of charge`;
  }
  const paidLines = paid.equals(difference.abs()) ? lines : `${lines}, ${formatLines(paid)} of them paid,`;
  const cycle = billingCycleOf(line);
  const price = formatMoney(adjustedUnitPrice(line, adjusted), currency);
  if (cycle === 'one_time') {
    return `${paidLines} × ${price} once, which is no monthly amount`;
  }
  const per = cycle === 'monthly' ? '' : ` ${CYCLE_WORDS[cycle]}`;
  const sign = impact.isPositive() && !impact.isZero() ? '+' : '';
  return `${paidLines} × ${price}${per} = ${sign}${formatMoney(impact, currency)} a month`;
}

const LINE_DIGITS = 4;

/** A third of a line has no end of digits; the money behind it is worked out from all of them. */
function formatLines(lines: Decimal): string {
  return formatQuantity(lines.toDecimalPlaces(LINE_DIGITS));
}

const CYCLE_WORDS: Record<Exclude<BillingCycle, 'one_time'>, string> = {
  weekly: 'a week',
  two_weekly: 'every two weeks',
  monthly: 'a month',
  two_monthly: 'every two months',
  quarterly: 'a quarter',
  half_yearly: 'a half-year',
  yearly: 'a year',
  two_yearly: 'every two years',
  three_yearly: 'every three years',
  four_yearly: 'every four years',
  five_yearly: 'every five years',
  unknown: '',
};

const UNKNOWN: Record<UnknownReason, string> = {
  no_company:
    'no company of this integration is linked to the organization. Link one on the Organizations page.',
  never_synced: 'this integration has never synced. Sync it to get a count.',
  sync_failed: 'the last sync failed. Look at the integration, then sync again.',
  sync_held:
    'the last sync is held because it would remove more than half of the records. Release or discard it.',
  stale: 'the data are older than the workspace allows. Sync the integration again.',
  integration_removed: 'this integration was removed. Map the line to another one.',
};

/** Why a count is unknown and what to do. */
export function explainUnknown(reason: UnknownReason): string {
  return UNKNOWN[reason];
}
