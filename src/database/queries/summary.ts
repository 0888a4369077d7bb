import { Decimal, moneyOf } from '../../domain/money.ts';
import { RESULT_STATUSES, type ResultStatus } from '../../domain/status.ts';
import type { Queryable } from '../connect.ts';
import type { ResultFilter } from './result-filter.ts';
import { loadGroups, type ResultGroup } from './result-groups.ts';

export type MoneyText = { amount: string; currency: string };

/** The totals of a view (domain.md section 6); one money per currency, never added across currencies. */
export type Summary = {
  byStatus: Record<ResultStatus, number>;
  underBilled: MoneyText[];
  overBilled: MoneyText[];
  checked: MoneyText[];
  total: MoneyText[];
  unmapped: MoneyText[];
  unknown: MoneyText[];
  notCompared: MoneyText[];
  ignored: MoneyText[];
};

/** Sums the rows of a filter; rows without an honest monthly amount add nothing to the money but are in byStatus. */
export async function summarize(db: Queryable, workspaceId: string, filter: ResultFilter): Promise<Summary> {
  return toSummary(await loadGroups(db, workspaceId, filter));
}

/** The totals of groups. */
export function toSummary(groups: readonly ResultGroup[]): Summary {
  const rows = groups.filter(({ bucket, status }) => bucket !== null || status !== null);
  const inBucket = (bucket: string) =>
    byCurrency(
      rows,
      (row) => row.bucket === bucket,
      (row) => row.amount,
    );
  return {
    byStatus: countByStatus(rows),
    underBilled: byCurrency(
      rows,
      (row) => row.status === 'under_billed',
      (row) => row.impact,
    ),
    overBilled: byCurrency(
      rows,
      (row) => row.status === 'over_billed',
      (row) => new Decimal(row.impact).negated(),
    ),
    checked: inBucket('checked'),
    unmapped: inBucket('unmapped'),
    unknown: inBucket('unknown'),
    notCompared: inBucket('notCompared'),
    ignored: inBucket('ignored'),
    total: byCurrency(
      rows,
      (row) => row.bucket !== null,
      (row) => row.amount,
    ),
  };
}

/** What people accepted, by what it was found to be: positive, a month; the two are never netted. */
export type AcceptedMoney = { acceptedUnderBilled: MoneyText[]; acceptedOverBilled: MoneyText[] };

/** The accepted money of groups. */
export function toAccepted(groups: readonly ResultGroup[]): AcceptedMoney {
  const rows = groups.filter(({ bucket, status }) => bucket !== null || status !== null);
  const ofSign = (sign: number) =>
    byCurrency(
      rows,
      (row) => row.status === 'accepted' && row.sign === sign,
      (row) => new Decimal(row.impact).abs(),
    );
  return { acceptedUnderBilled: ofSign(1), acceptedOverBilled: ofSign(-1) };
}

function countByStatus(rows: readonly ResultGroup[]): Record<ResultStatus, number> {
  const counts = Object.fromEntries(RESULT_STATUSES.map((status) => [status, 0])) as Record<
    ResultStatus,
    number
  >;
  for (const { status, lines } of rows) {
    if (status !== null) {
      counts[status] += lines;
    }
  }
  return counts;
}

/** A sum for every currency among the rows, 0 where none of them belongs. */
function byCurrency(
  rows: readonly ResultGroup[],
  belongs: (row: ResultGroup) => boolean,
  amountOf: (row: ResultGroup) => string | Decimal,
): MoneyText[] {
  const sums = new Map<string, Decimal>();
  for (const row of rows) {
    const amount = belongs(row) ? amountOf(row) : 0;
    sums.set(row.currency, (sums.get(row.currency) ?? new Decimal(0)).plus(amount));
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, sum]) => moneyOf(sum.plus(0), currency));
}
