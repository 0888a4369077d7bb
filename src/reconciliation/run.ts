import type { Database, Queryable } from '../database/connect.ts';
import { reopenAcceptances } from '../database/queries/findings.ts';
import { type LineScope, loadLines } from '../database/queries/lines-for-run.ts';
import { listStoredResults, type ResultRow, replaceResults } from '../database/queries/results.ts';
import { completeRun, insertRun, lockRuns } from '../database/queries/runs.ts';
import { type Summary, summarize } from '../database/queries/summary.ts';
import { getWorkspace, setNextDue, type Workspace } from '../database/queries/workspaces.ts';
import { dayIn } from '../domain/days.ts';
import { notFound } from '../problem.ts';
import { evaluate } from './evaluate.ts';
import { differenceOf, toRows } from './rows.ts';
import { loadSourcesFor, nextStaleAt, type Sources } from './sources.ts';

export type RunInput = {
  workspaceId: string;
  /** What made it necessary, for the list of runs: "sync", "mapping". */
  trigger: string;
  /** Limits the run to the organizations touched; absent: all. */
  organizationIds?: readonly string[];
};

export type RunOutcome = {
  id: string;
  createdAt: Date;
  trigger: string;
  changedRows: number;
  totals: Summary;
};

/**
 * Reconciles a workspace, or some organizations of it, and stores what changed. Repeating it changes nothing.
 * Runs of one workspace follow each other; a run sees what was committed before it began.
 */
export async function runReconciliation(db: Database, input: RunInput): Promise<RunOutcome> {
  return db.transaction((client) => runWithin(client, input));
}

/** The same inside a transaction, so that a change and the results it leads to appear together. */
export async function runWithin(
  db: Queryable,
  { workspaceId, trigger, organizationIds }: RunInput,
): Promise<RunOutcome> {
  await lockRuns(db, workspaceId);
  const workspace = await getWorkspace(db, workspaceId);
  if (workspace === null) {
    throw notFound('a workspace');
  }
  const now = new Date();
  // Lines without an organization belong to no one's scope; they are few and are always looked at.
  const scope: LineScope = organizationIds === undefined ? 'all' : [...organizationIds, null];
  const sources = await loadSourcesFor(
    db,
    workspaceId,
    organizationIds ?? 'all',
    workspace.staleAfterHours,
    now,
  );
  const run = await insertRun(db, workspaceId, trigger, asOfBySource(sources));
  const { rows: found, reopened } = await findRows(db, workspace, sources, scope);
  await reopenAcceptances(db, workspaceId, reopened);
  const stored = await listStoredResults(
    db,
    workspaceId,
    scope,
    found.map((row) => row.line_item_id),
  );
  const { changed, gone } = differenceOf(found, new Map(stored.map((row) => [row.line_item_id, row])), run);
  await replaceResults(db, workspaceId, run.id, changed, gone);
  const totals = await summarize(db, workspaceId, {});
  const changedRows = changed.length + gone.length;
  await completeRun(db, workspaceId, run.id, changedRows, totals);
  await setNextDue(db, workspaceId, nextDue(workspace, sources));
  return { id: String(run.id), createdAt: run.createdAt, trigger, changedRows, totals };
}

async function findRows(
  db: Queryable,
  workspace: Workspace,
  sources: Sources,
  scope: LineScope,
): Promise<{ rows: ResultRow[]; reopened: { lineItemId: string; because: string }[] }> {
  const lines = await loadLines(db, workspace.id, scope);
  const rows: ResultRow[] = [];
  const reopened: { lineItemId: string; because: string }[] = [];
  for await (const results of evaluate(db, workspace, sources, lines)) {
    rows.push(...toRows(results));
    for (const { line, comparison } of results) {
      if (comparison !== null && comparison.reopened !== null) {
        reopened.push({ lineItemId: line.id, because: comparison.reopened });
      }
    }
  }
  return { rows, reopened };
}

function asOfBySource(sources: Sources): Record<string, Date | null> {
  return Object.fromEntries([...sources.byId.values()].map((source) => [source.id, source.lastGoodSyncAt]));
}

/** The results change by themselves when a day begins or a source becomes stale. */
function nextDue(workspace: Workspace, sources: Sources): Date {
  const midnight = nextMidnight(workspace.timeZone, sources.now);
  const stale = nextStaleAt(sources);
  return stale !== null && stale < midnight ? stale : midnight;
}

const MINUTE_MS = 60 * 1000;

/** The first minute of the next calendar day in a time zone; found by bisection, so that clock changes do not matter. */
function nextMidnight(timeZone: string, now: Date): Date {
  const today = dayIn(timeZone, now);
  let [before, after] = [now.getTime(), now.getTime() + 26 * 60 * MINUTE_MS];
  while (after - before > MINUTE_MS / 2) {
    const middle = (before + after) / 2;
    if (dayIn(timeZone, new Date(middle)) === today) {
      before = middle;
    } else {
      after = middle;
    }
  }
  return new Date(Math.ceil(after));
}
