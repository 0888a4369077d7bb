import { Decimal, minorUnitDigits } from '../../domain/money.ts';
import { RESULT_STATUSES, type ResultStatus } from '../../domain/status.ts';
import type { Queryable } from '../connect.ts';
import { filterSql, JOINED, Parameters, type ResultFilter, resultsSql } from './result-filter.ts';

type MoneyText = { amount: string; currency: string };

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

type GroupRow = {
  status: ResultStatus | null;
  bucket: string | null;
  currency: string;
  lines: number;
  amount: string;
  impact: string;
};

/** Sums the rows of a filter; rows without an honest monthly amount add nothing to the money but are in byStatus. */
export async function summarize(db: Queryable, workspaceId: string, filter: ResultFilter): Promise<Summary> {
  const parameters = new Parameters(workspaceId);
  const where = filterSql(filter, parameters);
  const joined = filter.q === undefined ? '' : JOINED;
  const results = resultsSql(filter, parameters);
  const { rows } = await db.query<GroupRow>(
    `SELECT r.status, r.bucket, r.currency, count(*)::int AS lines,
       coalesce(sum(r.monthly_amount), 0)::text AS amount, coalesce(sum(r.impact), 0)::text AS impact
     FROM ${results} r ${joined}
     WHERE r.workspace_id = $1 AND (r.bucket IS NOT NULL OR r.status IS NOT NULL) AND ${where}
     GROUP BY r.status, r.bucket, r.currency`,
    parameters.values,
  );
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

function countByStatus(rows: readonly GroupRow[]): Record<ResultStatus, number> {
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
  rows: readonly GroupRow[],
  belongs: (row: GroupRow) => boolean,
  amountOf: (row: GroupRow) => string | Decimal,
): MoneyText[] {
  const sums = new Map<string, Decimal>();
  for (const row of rows) {
    const amount = belongs(row) ? amountOf(row) : 0;
    sums.set(row.currency, (sums.get(row.currency) ?? new Decimal(0)).plus(amount));
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, sum]) => ({ currency, amount: sum.plus(0).toFixed(minorUnitDigits(currency)) }));
}
