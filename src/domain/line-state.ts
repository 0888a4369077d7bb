import { isAdjustment } from './adjustments.ts';
import { daysBetween, formatDay } from './days.ts';
import type { LineItem } from './line-item.ts';

export const LINE_STATES = [
  'deleted',
  'ended',
  'upcoming',
  'ignored',
  'linked',
  'unmappable',
  'mapped',
  'unmapped',
] as const;
export type LineState = (typeof LINE_STATES)[number];

/** A line's state and, where it needs one, the reason in words. */
export type StateOfLine = { state: LineState; reason: string | null };

/**
 * A line item's state: exactly one, the first that holds (domain.md section 2).
 * @param today the calendar day in the workspace's time zone.
 */
export function stateOf(line: LineItem, today: string): StateOfLine {
  const { decision } = line;
  if (decision.isDeleted) {
    return { state: 'deleted', reason: null };
  }
  const ended = endedReason(line, today);
  if (ended !== null) {
    return { state: 'ended', reason: ended };
  }
  const upcoming = upcomingReason(line, today);
  if (upcoming !== null) {
    return { state: 'upcoming', reason: upcoming };
  }
  if (decision.ignored !== null) {
    return { state: 'ignored', reason: decision.ignored.reason };
  }
  if (decision.link !== null && isAdjustment(line)) {
    return { state: 'linked', reason: null };
  }
  const unmappable = unmappableReason(line);
  if (unmappable !== null) {
    return { state: 'unmappable', reason: unmappable };
  }
  return { state: line.mapping === null || isAdjustment(line) ? 'unmapped' : 'mapped', reason: null };
}

/** Why a line cannot be mapped, in words with what to do; null: it can. */
export function unmappableReason(
  line: Pick<LineItem, 'quantitySource' | 'quantitySourceRaw' | 'isHeading'>,
): string | null {
  if (line.isHeading) {
    return 'A heading or text line: it has no quantity to compare.';
  }
  if (line.quantitySource !== 'custom_sql') {
    return null;
  }
  const raw = line.quantitySourceRaw;
  if (raw !== null && !raw.startsWith('custom')) {
    return `HaloPSA says the quantity is of type ${raw}, which Tieout does not know. It cannot be compared; change the line's quantity type in HaloPSA to map it here.`;
  }
  return 'HaloPSA sets this quantity by custom SQL. It cannot be compared here: adjust the line in HaloPSA.';
}

function endedReason(line: LineItem, today: string): string | null {
  const { agreement } = line;
  if (line.isGone) {
    return 'no longer in the PSA';
  }
  if (agreement.isGone) {
    return 'its agreement is no longer in the PSA';
  }
  if (agreement.status !== 'active') {
    return agreementEnded(agreement, today);
  }
  if (!line.isActive) {
    return 'inactive in the PSA';
  }
  if (line.effectiveTo !== null && line.effectiveTo <= today) {
    return `ended ${formatDay(line.effectiveTo, today)}`;
  }
  if (agreement.cancelledDate !== null && agreement.cancelledDate <= today) {
    return `its agreement was cancelled ${formatDay(agreement.cancelledDate, today)}`;
  }
  // A PSA shows the last day of an agreement, on which it still bills.
  if (agreement.endDate !== null && agreement.endDate < today) {
    return `its agreement ended ${formatDay(agreement.endDate, today)}`;
  }
  return null;
}

/** A PSA has no day for "inactive", and may have none, or one to come, for the others. */
function agreementEnded({ status, cancelledDate, endDate }: LineItem['agreement'], today: string): string {
  const day = status === 'cancelled' ? cancelledDate : status === 'expired' ? endDate : null;
  if (day === null || day > today) {
    return `its agreement is ${status}`;
  }
  return `its agreement ${status === 'cancelled' ? 'was cancelled' : status} ${formatDay(day, today)}`;
}

function upcomingReason(line: LineItem, today: string): string | null {
  const starts = [line.effectiveFrom, line.agreement.startDate].filter(
    (day): day is string => day !== null && day > today,
  );
  const start = starts.sort().at(-1);
  if (start === undefined) {
    return null;
  }
  const days = daysBetween(today, start);
  return days === 1 ? 'starts tomorrow' : `starts in ${days} days`;
}
