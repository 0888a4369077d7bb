import type { Result } from '../../../api/types.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { REASON_WORDS } from '../lines/words.ts';

/** "6", or where one billed line covers several units "3 × 2 = 6". */
export function billedWords({
  quantity,
  unitsPerLine,
  billedUnits,
}: Pick<Result, 'quantity' | 'unitsPerLine' | 'billedUnits'>): string {
  const units = formatQuantity(billedUnits);
  return unitsPerLine === 1
    ? units
    : `${formatQuantity(quantity)} × ${formatQuantity(unitsPerLine)} = ${units}`;
}

/** What the badge says where a reason says more than the status: "Source stale"; undefined: the status's own word. */
export function badgeWords({ reason, status }: Pick<Result, 'reason' | 'status'>): string | undefined {
  return reason === null || (status !== 'unknown' && status !== 'matched') ? undefined : REASON_WORDS[reason];
}
