import type { Compared } from './compare.ts';
import { formatDay } from './days.ts';
import type { Acceptance } from './line-item.ts';
import { formatSigned } from './money.ts';

/** Whether an acceptance still holds, or why it reopens. */
export type AcceptanceState = { holds: true } | { holds: false; because: string };

/**
 * A variance is accepted while it equals the accepted one and the end date has not passed; else it reopens, says why,
 * and stays open (domain.md section 7).
 */
export function judgeAcceptance(acceptance: Acceptance, compared: Compared, today: string): AcceptanceState {
  const { variance, until } = acceptance;
  if (until !== null && until < today) {
    return { holds: false, because: `it was accepted until ${formatDay(until, today)}` };
  }
  if (!compared.variance.equals(variance)) {
    const because = `the variance is now ${formatSigned(compared.variance)}, ${formatSigned(variance)} was accepted`;
    return { holds: false, because };
  }
  return { holds: true };
}
