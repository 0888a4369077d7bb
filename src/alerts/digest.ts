import type { Database } from '../database/connect.ts';
import { type FindingDecisions, loadFindingDecisions } from '../database/queries/findings.ts';
import { listResults, type NamedStoredResult } from '../database/queries/reconciliation.ts';
import type { ResultFilter } from '../database/queries/result-filter.ts';
import { getRun, listRuns } from '../database/queries/runs.ts';
import { loadSources } from '../database/queries/sources.ts';
import { type Summary, summarize } from '../database/queries/summary.ts';
import { getWorkspace } from '../database/queries/workspaces.ts';
import { Decimal } from '../domain/money.ts';
import { isStale } from '../reconciliation/sources.ts';

/** So many findings are told one by one; the page has the others. */
export const LISTED_MAX = 20;

/** A finding that is new, or open again. */
export type NewFinding = {
  organizationName: string | null;
  productName: string;
  billedUnits: Decimal;
  counted: Decimal;
  variance: Decimal;
  /** A month; null: its billing cycle is not understood. */
  impact: { amount: Decimal; currency: string } | null;
  /** Of one that was accepted: why it is not any more. */
  reopenedBecause: string | null;
};

/** Where the agreements are from. */
export type PsaState = {
  name: string;
  asOf: Date | null;
  trouble: 'sync_failed' | 'sync_held' | 'stale' | null;
};

/** What is new in a workspace since a run, and the whole it is part of, at one later run. */
export type Digest = {
  runId: number;
  /** When the run was that had been told before; null: nothing had. */
  since: Date | null;
  summary: Summary;
  total: number;
  /** The most money first, whichever way it goes. */
  findings: NewFinding[];
  psa: PsaState | null;
};

/**
 * The discrepancies that are new since a run, by the same queries as the page.
 * @param toldRunId the run that has been told
 * @returns null before the first run
 */
export async function loadDigest(
  { pool }: Database,
  workspaceId: string,
  toldRunId: number,
  now: Date,
): Promise<Digest | null> {
  const { items } = await listRuns(pool, workspaceId, { limit: 1, includesUnchanged: true });
  const runId = items[0]?.id;
  if (runId === undefined) {
    return null;
  }
  // One run for everything: what a later one finds is told by the next digest, and the totals fit the list.
  const filter = { runId, changedSinceRunId: toldRunId };
  const under = await listLargest(pool, workspaceId, filter, 'under_billed');
  const over = await listLargest(pool, workspaceId, filter, 'over_billed');
  const rows = [...under.items, ...over.items].sort(byMoney).slice(0, LISTED_MAX);
  const told = toldRunId === 0 ? null : await getRun(pool, workspaceId, String(toldRunId));
  return {
    runId,
    since: told?.createdAt ?? null,
    summary: await summarize(pool, workspaceId, { runId }),
    total: (under.total ?? 0) + (over.total ?? 0),
    findings: await toFindings(pool, workspaceId, rows, told?.createdAt ?? null),
    psa: await psaState(pool, workspaceId, now),
  };
}

type Pool = Database['pool'];

function listLargest(
  pool: Pool,
  workspaceId: string,
  filter: ResultFilter,
  status: 'under_billed' | 'over_billed',
) {
  const isDescending = status === 'under_billed';
  const request = { limit: LISTED_MAX, sort: 'impact' as const, isDescending };
  return listResults(pool, workspaceId, { ...filter, statuses: [status] }, request);
}

function byMoney(a: NamedStoredResult, b: NamedStoredResult): number {
  return sizeOf(b).comparedTo(sizeOf(a));
}

/** Rows without an amount come last. */
function sizeOf({ impact }: NamedStoredResult): Decimal {
  return impact === null ? new Decimal(-1) : new Decimal(impact).abs();
}

async function toFindings(
  pool: Pool,
  workspaceId: string,
  rows: readonly NamedStoredResult[],
  since: Date | null,
): Promise<NewFinding[]> {
  const ids = rows.map((row) => row.line_item_id);
  const decisions = await loadFindingDecisions(pool, workspaceId, ids);
  return rows.map((row) => ({
    organizationName: row.organization_name,
    productName: row.product_name,
    billedUnits: new Decimal(row.billed_units),
    counted: known(row.counted),
    variance: known(row.variance),
    impact: row.impact === null ? null : { amount: new Decimal(row.impact), currency: row.currency },
    reopenedBecause: reopenedSince(decisions.get(row.line_item_id), since),
  }));
}

function reopenedSince(decided: FindingDecisions | undefined, since: Date | null): string | null {
  const { reopenedAt = null, reopenedBecause = null } = decided?.acceptance ?? {};
  return reopenedAt !== null && Date.parse(reopenedAt) >= (since?.getTime() ?? 0) ? reopenedBecause : null;
}

/** A discrepancy has its numbers; what is unknown is none. */
function known(text: string | null): Decimal {
  if (text === null) {
    throw new Error('a discrepancy has no count');
  }
  return new Decimal(text);
}

async function psaState(pool: Pool, workspaceId: string, now: Date): Promise<PsaState | null> {
  const workspace = await getWorkspace(pool, workspaceId);
  const psa = (await loadSources(pool, workspaceId)).get(workspace?.defaultPsaIntegrationId ?? '');
  if (workspace === null || psa === undefined) {
    return null;
  }
  const { name, lastGoodSyncAt: asOf, trouble } = psa;
  const isOld = asOf !== null && isStale(asOf, { staleAfterHours: workspace.staleAfterHours, now });
  return { name, asOf, trouble: trouble ?? (isOld ? 'stale' : null) };
}
