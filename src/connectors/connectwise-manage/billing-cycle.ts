import type { BillingCycle } from '../../domain/agreement.ts';
import type { AgreementRow, CycleRow } from './schema.ts';

/** `billingOptions` of a billing cycle, letters only: bi-monthly is every two months, bi-weekly every two weeks. */
const CYCLES = new Map<string, BillingCycle>([
  ['weekly', 'weekly'],
  ['biweekly', 'two_weekly'],
  ['monthly', 'monthly'],
  ['bimonthly', 'two_monthly'],
  ['quarterly', 'quarterly'],
  ['semiannual', 'half_yearly'],
  ['yearly', 'yearly'],
  ['notrecurring', 'one_time'],
]);

/** What the MSP's billing cycles recur by, by id. Their names are free text, so only this says what they mean. */
export type CycleOptions = ReadonlyMap<string, string | null>;

/** @param rows from GET /finance/billingCycles; none where it may not be read */
export function toCycleOptions(rows: readonly CycleRow[]): CycleOptions {
  return new Map(rows.map((row) => [row.id, row.billingOptions]));
}

/** How often an agreement bills. Its cycle's name decides only where the list of cycles does not have it. */
export function toBillingCycle(
  { billingCycle, billOneTimeFlag }: AgreementRow,
  options: CycleOptions,
): { billingCycle: BillingCycle; billingCycleRaw: string | null } {
  const name = billingCycle?.name ?? null;
  const isListed = billingCycle != null && options.has(billingCycle.id);
  const option = isListed ? (options.get(billingCycle.id) ?? null) : name;
  const raw = option === null || option === name ? name : `${name ?? 'unnamed'} (${option})`;
  if (billOneTimeFlag) return { billingCycle: 'one_time', billingCycleRaw: raw };
  const key = option?.toLowerCase().replace(/[^a-z]/g, '') ?? '';
  return { billingCycle: CYCLES.get(key) ?? 'unknown', billingCycleRaw: raw };
}
