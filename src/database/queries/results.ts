import type { LineState } from '../../domain/line-state.ts';
import type { Bucket, ResultReason } from '../../domain/reconcile.ts';
import type { ResultStatus } from '../../domain/status.ts';
import type { Queryable } from '../connect.ts';
import { toArrayLiteral } from '../copy-text.ts';
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

/** A row to store; equal digests say the same. */
export type NewResult = StoredResult & { digest: string };

/** Every column that both the present results and their history have. */
export const RESULT_COLUMNS = `workspace_id, line_item_id, run_id, organization_id, agreement_id, state, state_reason,
  psa_integration_id, mapped_integration_id, servable_metrics, product_key, currency, monthly_amount, bucket, status,
  reason_code, reason_text, counted, quantity, units_per_line, billed_units, variance, needed, impact, shared_with,
  explanation, variance_since_run_id, variance_since`;

/** The digests of a scope's present rows, by line. */
export async function loadDigests(
  db: Queryable,
  workspaceId: string,
  scope: LineScope,
): Promise<Map<string, string>> {
  return digestsWhere(db, '$2 OR organization_id = ANY ($3) OR ($4 AND organization_id IS NULL)', [
    workspaceId,
    scope === 'all',
    scope === 'all' ? [] : scope.filter((id) => id !== null),
    scope !== 'all' && scope.includes(null),
  ]);
}

/** The digests of some lines, wherever they are stored. */
export async function loadDigestsOf(
  db: Queryable,
  workspaceId: string,
  lineItemIds: readonly string[],
): Promise<Map<string, string>> {
  return digestsWhere(db, 'line_item_id = ANY ($2)', [workspaceId, lineItemIds]);
}

async function digestsWhere(db: Queryable, where: string, values: unknown[]): Promise<Map<string, string>> {
  const { rows } = await db.query<[string, string]>({
    text: `SELECT line_item_id, digest FROM line_result WHERE workspace_id = $1 AND (${where})`,
    values,
    rowMode: 'array',
  });
  return new Map(rows);
}

/** The present rows of some lines. */
export async function listStoredResults(
  db: Queryable,
  workspaceId: string,
  lineItemIds: readonly string[],
): Promise<StoredResult[]> {
  const { rows } = await db.query<StoredResult>(
    `SELECT ${RESULT_COLUMNS} FROM line_result WHERE workspace_id = $1 AND line_item_id = ANY ($2)`,
    [workspaceId, lineItemIds],
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

const COLUMN_NAMES = RESULT_COLUMNS.split(/,\s*/) as (keyof StoredResult | 'workspace_id')[];
/** Those that are no text. */
const TYPES: Partial<Record<keyof NewResult | 'workspace_id', string>> = {
  run_id: 'bigint',
  servable_metrics: 'text[]',
  monthly_amount: 'numeric',
  counted: 'numeric',
  quantity: 'numeric',
  units_per_line: 'numeric',
  billed_units: 'numeric',
  variance: 'numeric',
  needed: 'numeric',
  impact: 'numeric',
  shared_with: 'text[]',
  variance_since_run_id: 'bigint',
  variance_since: 'timestamptz',
};

/** As quick as COPY, which row-level security does not allow: every column is one value, an array of texts. */
const INSERT = `INSERT INTO line_result (${RESULT_COLUMNS}, digest)
  SELECT ${[...COLUMN_NAMES, 'digest' as const].map((name) => `r.${name}::${TYPES[name] ?? 'text'}`).join(', ')}
  FROM unnest(${[...COLUMN_NAMES, 'digest'].map((_, index) => `$${index + 1}::text[]`).join(', ')})
    AS r (${RESULT_COLUMNS}, digest)`;

/** Writes rows of lines that have none; the versions before them are to be removed first. */
export async function insertResults(
  db: Queryable,
  workspaceId: string,
  results: readonly NewResult[],
): Promise<void> {
  const columns = COLUMN_NAMES.map((name) =>
    results.map((row) => toText(name === 'workspace_id' ? workspaceId : row[name])),
  );
  await db.query(INSERT, [...columns, results.map(({ digest }) => digest)]);
}

function toText(value: StoredResult[keyof StoredResult]): string | null {
  if (value === null) return null;
  if (typeof value !== 'object') return String(value);
  return value instanceof Date ? value.toISOString() : toArrayLiteral(value);
}

/** Ends the present versions of rows: they go to the history. A version of this very run is simply dropped. */
export async function removeResults(
  db: Queryable,
  workspaceId: string,
  runId: number,
  lineItemIds: readonly string[],
): Promise<void> {
  await db.query(
    `WITH ended AS (
       DELETE FROM line_result WHERE workspace_id = $1 AND line_item_id = ANY ($3) RETURNING ${RESULT_COLUMNS}
     )
     INSERT INTO line_result_history (${RESULT_COLUMNS}, ended_run_id)
     SELECT ${RESULT_COLUMNS}, $2 FROM ended WHERE run_id < $2`,
    [workspaceId, runId, lineItemIds],
  );
}
