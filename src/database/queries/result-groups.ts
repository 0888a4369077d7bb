import type { LineState } from '../../domain/line-state.ts';
import { Decimal, ZERO } from '../../domain/money.ts';
import type { Bucket } from '../../domain/reconcile.ts';
import type { ResultStatus } from '../../domain/status.ts';
import type { Queryable } from '../connect.ts';
import {
  filterSql,
  JOINED,
  Parameters,
  type ResultFilter,
  resultsSql,
  searchedText,
} from './result-filter.ts';
import type { ResultRow } from './results.ts';

/** Results that no total and no filter but organization and text tells apart, added up. Money: exact decimal strings. */
export type ResultGroup = {
  state: LineState;
  status: ResultStatus | null;
  bucket: Bucket | null;
  currency: string;
  psa: string;
  mapped: string | null;
  servable: string[];
  /** Of an accepted impact, which is never netted with those of the other sign; else 0. */
  sign: number;
  lines: number;
  amount: string;
  impact: string;
};

/**
 * The results of a filter, added up. What a run left is stored with it; organizations and texts are added up when asked
 * for.
 */
export async function loadGroups(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
): Promise<ResultGroup[]> {
  const isStored =
    filter.organizationId === undefined &&
    searchedText(filter) === undefined &&
    filter.changedSinceRunId === undefined &&
    filter.productName === undefined;
  const stored = isStored ? await loadStoredGroups(db, workspaceId, filter.runId) : null;
  return stored === null ? addUp(db, workspaceId, filter) : stored.filter((group) => passes(group, filter));
}

/** What a run stored; null where it did not. @param runId absent: the latest */
export async function loadStoredGroups(
  db: Queryable,
  workspaceId: string,
  runId?: number,
): Promise<ResultGroup[] | null> {
  const { rows } = await db.query<{ groups: ResultGroup[] | null }>(
    `SELECT result_groups AS groups FROM reconciliation_run
     WHERE workspace_id = $1 AND ($2::bigint IS NULL OR id <= $2) ORDER BY id DESC LIMIT 1`,
    [workspaceId, runId ?? null],
  );
  return rows[0]?.groups ?? null;
}

/** Adds the stored rows up from the first on. */
export async function addUp(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
): Promise<ResultGroup[]> {
  const parameters = new Parameters(workspaceId);
  const where = filterSql(filter, parameters);
  const joined = filter.productName === undefined ? '' : JOINED;
  const { rows } = await db.query<ResultGroup>(
    `SELECT r.state, r.status, r.bucket, r.currency, r.psa_integration_id AS psa, r.mapped_integration_id AS mapped,
       r.servable_metrics AS servable,
       CASE WHEN r.status = 'accepted' THEN coalesce(sign(r.impact), 0) ELSE 0 END::int AS sign, count(*)::int AS lines,
       coalesce(sum(r.monthly_amount), 0)::text AS amount, coalesce(sum(r.impact), 0)::text AS impact
     FROM ${resultsSql(filter, parameters)} r ${joined}
     WHERE r.workspace_id = $1 AND ${where}
     GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`,
    parameters.values,
  );
  return rows;
}

/** The groups after some rows were replaced by others. */
export function changeGroups(
  groups: readonly ResultGroup[],
  before: readonly ResultRow[],
  after: readonly ResultRow[],
): ResultGroup[] {
  const byKey = new Map(groups.map((group) => [keyOf(group), group]));
  for (const row of before) add(byKey, row, -1);
  for (const row of after) add(byKey, row, 1);
  return [...byKey.values()].filter(({ lines }) => lines > 0);
}

function add(byKey: Map<string, ResultGroup>, row: ResultRow, sign: 1 | -1): void {
  const group: ResultGroup = {
    state: row.state,
    status: row.status,
    bucket: row.bucket,
    currency: row.currency,
    psa: row.psa_integration_id,
    mapped: row.mapped_integration_id,
    servable: row.servable_metrics,
    sign: row.status === 'accepted' ? Math.sign(Number(row.impact)) : 0,
    lines: 0,
    amount: '0',
    impact: '0',
  };
  const key = keyOf(group);
  const present = byKey.get(key) ?? group;
  byKey.set(key, {
    ...present,
    lines: present.lines + sign,
    amount: sum(present.amount, row.monthly_amount, sign),
    impact: sum(present.impact, row.impact, sign),
  });
}

function sum(total: string, amount: string | null, sign: 1 | -1): string {
  return new Decimal(total).plus(new Decimal(amount ?? ZERO).times(sign)).toFixed();
}

function keyOf({ state, status, bucket, currency, psa, mapped, servable, sign }: ResultGroup): string {
  return JSON.stringify([state, status, bucket, currency, psa, mapped, servable, sign]);
}

/** The conditions of `filterSql`, on a group. */
function passes(
  { state, status, psa, mapped, servable }: ResultGroup,
  { integration, states, statuses }: ResultFilter,
): boolean {
  const isOfIntegration =
    integration === undefined ||
    psa === integration.id ||
    mapped === integration.id ||
    integration.metrics.some((metric) => servable.includes(metric));
  return (
    isOfIntegration &&
    (states === undefined || states.includes(state)) &&
    (statuses === undefined || (status !== null && statuses.includes(status)))
  );
}
