import type { Result } from '../../../api/types.ts';
import { formatDay } from '../../../ui/format.ts';

/** Whether a person may accept the variance, or change how it was accepted. */
export function canAccept({ status }: Pick<Result, 'status'>): boolean {
  return status === 'under_billed' || status === 'over_billed' || status === 'accepted';
}

/** Who accepted, when and how long, or why it no longer holds; null where nothing was accepted. */
export function acceptanceWords({ acceptance }: Pick<Result, 'acceptance'>): string | null {
  if (acceptance === null) {
    return null;
  }
  const { by, at, until, reopenedAt, reopenedBecause } = acceptance;
  const accepted = `Accepted by ${by} on ${formatDay(at)}`;
  if (reopenedAt !== null) {
    const because = reopenedBecause === null ? '' : `: ${reopenedBecause}`;
    return `${accepted}; reopened on ${formatDay(reopenedAt)}${because}`;
  }
  return until === null
    ? `${accepted}, until the variance changes`
    : `${accepted}, until ${formatDay(until)}`;
}
