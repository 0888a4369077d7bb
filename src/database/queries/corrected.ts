import type { Queryable } from '../connect.ts';
import { filterSql, JOINED, Parameters, type ResultFilter } from './result-filter.ts';
import { RESULT_COLUMNS } from './results.ts';

/** Money of findings that went on one day because the billed quantity was changed. */
export type Corrected = {
  day: string;
  currency: string;
  status: 'under_billed' | 'over_billed';
  /** A month; a positive decimal. */
  amount: string;
};

/** What of a finding a change of the quantity left over. */
const LEFT = 'CASE WHEN r.status = h.status THEN abs(r.impact) ELSE 0 END';

/**
 * What was corrected on each of some days of a time zone: findings that became smaller, or matched, in a run in which the
 * line's quantity had changed. One that goes because the count changed was corrected by nobody.
 */
export async function listCorrected(
  db: Queryable,
  workspaceId: string,
  { statuses: _any, ...filter }: ResultFilter,
  { timeZone, from, to }: { timeZone: string; from: string; to: string },
): Promise<Corrected[]> {
  const parameters = new Parameters(workspaceId);
  const where = filterSql(filter, parameters);
  const joined = filter.productName === undefined ? '' : JOINED;
  const [zone, first, last] = [timeZone, from, to].map((value) => parameters.add(value));
  const { rows } = await db.query<Corrected>(
    `SELECT (u.created_at AT TIME ZONE ${zone})::date::text AS day, r.currency, h.status, sum(abs(h.impact) - ${LEFT})::text AS amount
     FROM reconciliation_run u
     JOIN line_result_history h ON h.workspace_id = $1 AND h.ended_run_id = u.id
     JOIN (SELECT ${RESULT_COLUMNS} FROM line_result UNION ALL SELECT ${RESULT_COLUMNS} FROM line_result_history) r
       ON r.workspace_id = $1 AND r.line_item_id = h.line_item_id AND r.run_id = u.id
     ${joined}
     WHERE u.workspace_id = $1
       AND u.created_at >= ${first}::date::timestamp AT TIME ZONE ${zone}
       AND u.created_at < (${last}::date + 1)::timestamp AT TIME ZONE ${zone}
       AND h.status IN ('under_billed', 'over_billed') AND r.status IN ('matched', 'under_billed', 'over_billed')
       AND r.quantity <> h.quantity AND abs(h.impact) > ${LEFT} AND ${where}
     GROUP BY 1, 2, 3`,
    parameters.values,
  );
  return rows;
}
