import type { PoolClient } from 'pg';
import type { Database } from '../database/connect.ts';
import { reopenAcceptances } from '../database/queries/findings.ts';
import { type LineScope, loadLines } from '../database/queries/lines-for-run.ts';
import {
  addUp,
  changeGroups,
  loadStoredGroups,
  type ResultGroup,
} from '../database/queries/result-groups.ts';
import type { ResultRow } from '../database/queries/results.ts';
import { completeRun, insertRun, lockRuns, undoing } from '../database/queries/runs.ts';
import { type Summary, toSummary } from '../database/queries/summary.ts';
import { getWorkspace, setNextDue, type Workspace } from '../database/queries/workspaces.ts';
import { dayIn } from '../domain/days.ts';
import type { LineItem } from '../domain/line-item.ts';
import type { LineResult } from '../domain/reconcile.ts';
import { notFound } from '../problem.ts';
import { applyRules } from '../rules/apply.ts';
import { Counts } from './counts.ts';
import { Evaluation } from './evaluate.ts';
import { findInputChanges } from './input-changes.ts';
import { ResultChanges } from './result-changes.ts';
import { toRows } from './rows.ts';
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
 * Reconciles a workspace, or some organizations of it, and stores what changed; rules map what is new before. Repeating it changes nothing.
 * Runs of one workspace follow each other; a run sees what was committed before it began.
 */
export async function runReconciliation(db: Database, input: RunInput): Promise<RunOutcome> {
  return db.transaction((client) => runWithin(client, input));
}

/** What a run would change and find; stores nothing. */
export async function tryRun(
  db: Database,
  input: RunInput,
): Promise<Pick<RunOutcome, 'changedRows' | 'totals'>> {
  return db.transaction((client) => undoing(client, () => runWithin(client, input)));
}

/** The same inside a transaction, so that a change and the results it leads to appear together. */
export async function runWithin(
  client: PoolClient,
  { workspaceId, trigger, organizationIds }: RunInput,
): Promise<RunOutcome> {
  await lockRuns(client, workspaceId);
  const workspace = await getWorkspace(client, workspaceId);
  if (workspace === null) {
    throw notFound('a workspace');
  }
  const now = new Date();
  const sources = await loadSourcesFor(
    client,
    workspaceId,
    organizationIds ?? 'all',
    workspace.staleAfterHours,
    now,
  );
  await applyRules(
    client,
    workspaceId,
    organizationIds === undefined ? 'all' : [...organizationIds, null],
    dayIn(workspace.timeZone, now),
  );
  const run = await insertRun(client, workspaceId, trigger, asOfBySource(sources));
  const changes = await reconcileScope(client, workspace, sources, run, organizationIds);
  const groups = await groupsAfter(client, workspaceId, run.id, changes);
  const totals = toSummary(groups);
  await completeRun(client, workspaceId, run.id, changes.changedRows, totals, groups);
  await setNextDue(client, workspaceId, nextDue(workspace, sources));
  return { id: String(run.id), createdAt: run.createdAt, trigger, changedRows: changes.changedRows, totals };
}

/** Stores what changed of a scope, some organizations at a time; those with the inputs of before are left as they are. */
async function reconcileScope(
  client: PoolClient,
  workspace: Workspace,
  sources: Sources,
  run: { id: number; createdAt: Date },
  organizationIds: readonly string[] | undefined,
): Promise<ResultChanges> {
  // Lines without an organization belong to no one's scope; they are few and are always looked at.
  const scope: LineScope = organizationIds === undefined ? 'all' : [...organizationIds, null];
  const lines = await loadLines(client, workspace.id, scope);
  const counts = new Counts(client, workspace.id, sources);
  await counts.add(lines.measures(), scope === 'all' ? 'all' : 'some');
  const evaluation = new Evaluation(counts, workspace, sources);
  const inputs = await findInputChanges(client, workspace.id, scope, lines.organizations, evaluation);
  const changes = await ResultChanges.begin(client, workspace.id, run, inputs.scope);
  for (const { rows, reopened } of inBatches(lines.inGroups(inputs.organizations), evaluation)) {
    await reopenAcceptances(client, workspace.id, reopened);
    await changes.apply(rows);
  }
  await changes.removeGone();
  await inputs.store();
  return changes;
}

type Batch = { rows: ResultRow[]; reopened: { lineItemId: string; because: string }[] };

/** Enough rows for one statement to be worth its while, few enough to hold. */
const BATCH = 250;

/** Only what is to be stored waits for the others of its batch: lines and results held meanwhile would age, and fill the memory. */
function* inBatches(groups: Iterable<LineItem[]>, evaluation: Evaluation): Generator<Batch> {
  let batch: Batch = { rows: [], reopened: [] };
  for (const lines of groups) {
    const results = evaluation.reconcile(lines).flat();
    batch.rows.push(...toRows(results));
    batch.reopened.push(...results.flatMap(reopenedBy));
    if (batch.rows.length >= BATCH) {
      yield batch;
      batch = { rows: [], reopened: [] };
    }
  }
  yield batch;
}

function reopenedBy({ line, comparison }: LineResult): { lineItemId: string; because: string }[] {
  const because = comparison?.reopened ?? null;
  return because === null ? [] : [{ lineItemId: line.id, because }];
}

/** Where most was worked out anew, everything is added up anew; else the groups of the run before are corrected. */
async function groupsAfter(
  client: PoolClient,
  workspaceId: string,
  runId: number,
  changes: ResultChanges,
): Promise<ResultGroup[]> {
  const before = changes.isOverAll ? null : await loadStoredGroups(client, workspaceId, runId - 1);
  return before === null
    ? addUp(client, workspaceId, {})
    : changeGroups(before, changes.before, changes.after);
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
