import type { ResultStatus, Summary } from './types.ts';

/** A line of one of these was compared. */
const COMPARED: readonly ResultStatus[] = ['matched', 'under_billed', 'over_billed', 'accepted'];

/** Whether any line of a view was compared. Where none was, no sum of discrepancies is known, and that is no zero. */
export function hasCompared({ byStatus }: Pick<Summary, 'byStatus'>): boolean {
  return COMPARED.some((status) => (byStatus[status] ?? 0) > 0);
}
