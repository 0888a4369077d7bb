import type { Database } from '../database/connect.ts';
import type { ResultFilter } from '../database/queries/result-filter.ts';
import { listLastRunsOfDays } from '../database/queries/runs.ts';
import { type Summary, summarize } from '../database/queries/summary.ts';
import type { Workspace } from '../database/queries/workspaces.ts';
import { addDays, dayIn, daysBetween } from '../domain/days.ts';
import { Problem } from '../problem.ts';

const DEFAULT_DAYS = 30;
const LONGEST_DAYS = 366;

/**
 * The totals of a view at the end of each day, in the workspace's time zone. A day without a run is like the day before
 * it; days before the first run and days to come are left out.
 * @param range days, both included; by default the last 30.
 * @throws Problem invalid-input for a range that is empty or longer than a year.
 */
export async function trendOf(
  db: Database,
  workspace: Workspace,
  filter: ResultFilter,
  range: { from?: string | undefined; to?: string | undefined },
): Promise<(Summary & { day: string })[]> {
  const today = dayIn(workspace.timeZone, new Date());
  const to = range.to ?? today;
  const from = range.from ?? addDays(to, 1 - DEFAULT_DAYS);
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > LONGEST_DAYS) {
    const message = 'The range must begin before it ends and be at most a year long.';
    throw new Problem('invalid-input', message, [{ path: 'from', message: 'not a range of at most a year' }]);
  }
  const runs = await listLastRunsOfDays(db.pool, workspace.id, workspace.timeZone, to);
  const summaries = new Map<number, Summary>();
  const trend: (Summary & { day: string })[] = [];
  for (let index = 0; index < days; index++) {
    const day = addDays(from, index);
    if (day > today) break;
    const runId = runs.findLast((run) => run.day <= day)?.id;
    if (runId !== undefined) {
      const summary = summaries.get(runId) ?? (await summarize(db.pool, workspace.id, { ...filter, runId }));
      summaries.set(runId, summary);
      trend.push({ day, ...summary });
    }
  }
  return trend;
}
