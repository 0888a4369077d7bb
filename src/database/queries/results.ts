import type { LineState } from '../../domain/line-state.ts';
import type { Bucket, ResultReason } from '../../domain/reconcile.ts';
import type { ResultStatus } from '../../domain/status.ts';
import type { Queryable } from '../connect.ts';
import type { LineScope } from './lines-for-run.ts';

/** A row of line_result without its run: what a run says of one line. Numbers are decimal strings. */
export type ResultRow = {
  line_item_id: string;
  organization_id: string | null;
  agreement_id: string;
  state: LineState;
  state_reason: string | null;
  psa_integration_id: string;
  mapped_integration_id: string | null;
  servable_metrics: string[];
  product_key: string;
  currency: string;
  monthly_amount: string | null;
  bucket: Bucket | null;
  status: ResultStatus | null;
  reason_code: ResultReason['code'] | null;
  reason_text: string | null;
  counted: string | null;
  quantity: string;
  units_per_line: string;
  billed_units: string;
  variance: string | null;
  needed: string | null;
  impact: string | null;
  shared_with: string[];
  explanation: string;
};

/** A stored row, with since when its variance has stood. */
export type StoredResult = ResultRow & {
  run_id: number;
  variance_since_run_id: number | null;
  variance_since: Date | null;
};

const CHUNK = 2000;

/**
 * The present rows of a scope.
 * @param lineItemIds lines to include wherever they are stored: they may have moved into the scope.
 */
export async function listStoredResults(
  db: Queryable,
  workspaceId: string,
  scope: LineScope,
  lineItemIds: readonly string[],
): Promise<StoredResult[]> {
  const ids = scope === 'all' ? [] : scope.filter((id) => id !== null);
  const { rows } = await db.query<StoredResult>(
    `SELECT line_item_id, run_id, organization_id, agreement_id, state, state_reason, psa_integration_id,
       mapped_integration_id, servable_metrics, product_key, currency, monthly_amount, bucket, status, reason_code,
       reason_text, counted, quantity, units_per_line, billed_units, variance, needed, impact, shared_with, explanation,
       variance_since_run_id, variance_since
     FROM line_result
     WHERE workspace_id = $1
       AND ($2 OR organization_id = ANY ($3) OR ($4 AND organization_id IS NULL) OR line_item_id = ANY ($5))`,
    [
      workspaceId,
      scope === 'all',
      ids,
      scope !== 'all' && scope.includes(null),
      scope === 'all' ? [] : lineItemIds,
    ],
  );
  return rows;
}

/** @returns the present row of a line, or null. */
export async function getStoredResult(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
): Promise<StoredResult | null> {
  const { rows } = await db.query<StoredResult>(
    'SELECT * FROM line_result WHERE workspace_id = $1 AND line_item_id = $2',
    [workspaceId, lineItemId],
  );
  return rows[0] ?? null;
}

/** Writes new versions of rows and keeps the versions they replace in the history. */
export async function replaceResults(
  db: Queryable,
  workspaceId: string,
  runId: number,
  changed: readonly StoredResult[],
  goneLineItemIds: readonly string[],
): Promise<void> {
  for (let start = 0; start < changed.length; start += CHUNK) {
    const chunk = changed.slice(start, start + CHUNK);
    await keepHistory(
      db,
      workspaceId,
      runId,
      chunk.map((row) => row.line_item_id),
    );
    await db.query(
      `INSERT INTO line_result
       SELECT (jsonb_populate_record(NULL::line_result, row || jsonb_build_object('workspace_id', $1::text))).*
       FROM jsonb_array_elements($2::jsonb) AS row
       ON CONFLICT (workspace_id, line_item_id) DO UPDATE SET
         (run_id, organization_id, agreement_id, state, state_reason, psa_integration_id, mapped_integration_id,
          servable_metrics, product_key, currency, monthly_amount, bucket, status, reason_code, reason_text, counted,
          quantity, units_per_line, billed_units, variance, needed, impact, shared_with, explanation,
          variance_since_run_id, variance_since) =
         (excluded.run_id, excluded.organization_id, excluded.agreement_id, excluded.state, excluded.state_reason,
          excluded.psa_integration_id, excluded.mapped_integration_id, excluded.servable_metrics, excluded.product_key,
          excluded.currency, excluded.monthly_amount, excluded.bucket, excluded.status, excluded.reason_code,
          excluded.reason_text, excluded.counted, excluded.quantity, excluded.units_per_line, excluded.billed_units,
          excluded.variance, excluded.needed, excluded.impact, excluded.shared_with, excluded.explanation,
          excluded.variance_since_run_id, excluded.variance_since)`,
      [workspaceId, JSON.stringify(chunk)],
    );
  }
  if (goneLineItemIds.length > 0) {
    await keepHistory(db, workspaceId, runId, goneLineItemIds);
    await db.query('DELETE FROM line_result WHERE workspace_id = $1 AND line_item_id = ANY ($2)', [
      workspaceId,
      goneLineItemIds,
    ]);
  }
}

async function keepHistory(
  db: Queryable,
  workspaceId: string,
  runId: number,
  lineItemIds: readonly string[],
): Promise<void> {
  await db.query(
    `INSERT INTO line_result_history
     SELECT r.*, $2 FROM line_result r WHERE r.workspace_id = $1 AND r.line_item_id = ANY ($3) AND r.run_id < $2`,
    [workspaceId, runId, lineItemIds],
  );
}
