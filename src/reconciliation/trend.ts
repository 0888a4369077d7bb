import type { Database } from '../database/connect.ts';
import { type Corrected, listCorrected } from '../database/queries/corrected.ts';
import type { ResultFilter } from '../database/queries/result-filter.ts';
import { loadGroups } from '../database/queries/result-groups.ts';
import { listLastRunsOfDays } from '../database/queries/runs.ts';
import {
  type AcceptedMoney,
  type MoneyText,
  type Summary,
  toAccepted,
  toSummary,
} from '../database/queries/summary.ts';
import type { Workspace } from '../database/queries/workspaces.ts';
import { addDays, dayIn, daysBetween } from '../domain/days.ts';
import { Decimal, moneyOf } from '../domain/money.ts';
import { Problem } from '../problem.ts';

/** The totals at the end of a day, and what was corrected in its course. */
export type TrendDay = Totals & {
  day: string;
  correctedUnderBilled: MoneyText[];
  correctedOverBilled: MoneyText[];
};
type Totals = Summary & AcceptedMoney;

const DEFAULT_DAYS = 30;
const LONGEST_DAYS = 366;

/**
 * The totals of a view at the end of each day, with what was corrected on it, in the workspace's time zone. A day without a run is like the day before
 * it; days before the first run and days to come are left out.
 * @param range days, both included; by default the last 30.
 * @throws Problem invalid-input for a range that is empty or longer than a year.
 */
export async function trendOf(
  db: Database,
  workspace: Workspace,
  filter: ResultFilter,
  range: { from?: string | undefined; to?: string | undefined },
): Promise<TrendDay[]> {
  const today = dayIn(workspace.timeZone, new Date());
  const to = range.to ?? today;
  const from = range.from ?? addDays(to, 1 - DEFAULT_DAYS);
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > LONGEST_DAYS) {
    const message = 'The range must begin before it ends and be at most a year long.';
    throw new Problem('invalid-input', message, [{ path: 'from', message: 'not a range of at most a year' }]);
  }
  const runs = await listLastRunsOfDays(db.pool, workspace.id, workspace.timeZone, to);
  const corrected = await listCorrected(db.pool, workspace.id, filter, {
    timeZone: workspace.timeZone,
    from,
    to,
  });
  const totals = new Map<number, Totals>();
  const trend: TrendDay[] = [];
  for (let index = 0; index < days; index++) {
    const day = addDays(from, index);
    if (day > today) break;
    const runId = runs.findLast((run) => run.day <= day)?.id;
    if (runId !== undefined) {
      const ofRun = totals.get(runId) ?? (await totalsOf(db, workspace.id, { ...filter, runId }));
      totals.set(runId, ofRun);
      trend.push({ day, ...ofRun, ...correctedOn(day, corrected, ofRun) });
    }
  }
  return trend;
}

async function totalsOf(db: Database, workspaceId: string, filter: ResultFilter): Promise<Totals> {
  const groups = await loadGroups(db.pool, workspaceId, filter);
  return { ...toSummary(groups), ...toAccepted(groups) };
}

/** A sum for every currency of the day: nothing corrected is a known 0. */
function correctedOn(
  day: string,
  corrected: readonly Corrected[],
  { total }: Summary,
): Pick<TrendDay, 'correctedUnderBilled' | 'correctedOverBilled'> {
  const ofDay = corrected.filter((row) => row.day === day);
  const currencies = new Set([...total, ...ofDay].map(({ currency }) => currency));
  const sums = (status: Corrected['status']) =>
    [...currencies].sort().map((currency) => {
      const row = ofDay.find((other) => other.status === status && other.currency === currency);
      return moneyOf(new Decimal(row?.amount ?? 0), currency);
    });
  return { correctedUnderBilled: sums('under_billed'), correctedOverBilled: sums('over_billed') };
}
