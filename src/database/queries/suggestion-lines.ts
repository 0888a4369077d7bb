import { escapeLiteral, type PoolClient } from 'pg';
import type { BillingCycle, QuantitySource } from '../../domain/agreement.ts';
import type { Queryable } from '../connect.ts';
import { copyOut, linesOf } from '../copy-out.ts';
import { fromField } from '../copy-text.ts';

/** A line as far as suggestions depend on it. Numbers are decimal strings. */
export type SuggestionLine = {
  lineItemId: string;
  organizationId: string | null;
  /** Only `unmapped`, `mapped` and `ignored` ones, adjustments aside, say anything; null: it no longer does. */
  state: 'unmapped' | 'mapped' | 'ignored' | null;
  productKey: string;
  productName: string;
  description: string | null;
  /** After linked credits. */
  quantity: string;
  minimum: string | null;
  quantitySource: QuantitySource;
  billingCycle: BillingCycle;
};

const COLUMNS = [
  'r.line_item_id',
  'r.organization_id',
  `CASE WHEN r.state IN ('unmapped', 'mapped', 'ignored') AND NOT l.is_heading AND l.unit_price >= 0
     AND coalesce(l.extended_amount, l.quantity * l.unit_price) >= 0 AND l.quantity_source <> 'custom_sql' THEN r.state END`,
  'r.product_key',
  'l.product_name',
  'l.description',
  'r.quantity',
  'l.minimum_quantity',
  'l.quantity_source',
  'coalesce(l.billing_cycle, a.billing_cycle)',
];

/** Lines whose results a run wrote. @param sinceRunId only by later runs; null: all lines */
export async function* streamSuggestionLines(
  client: PoolClient,
  workspaceId: string,
  sinceRunId: number | null,
): AsyncGenerator<SuggestionLine, void, undefined> {
  const since = sinceRunId === null ? 'true' : `r.run_id > ${sinceRunId}`;
  const query = `SELECT ${COLUMNS.join(', ')} FROM line_result r
    JOIN line_item l ON l.workspace_id = r.workspace_id AND l.id = r.line_item_id
    JOIN agreement a ON a.workspace_id = r.workspace_id AND a.id = r.agreement_id
    WHERE r.workspace_id = ${escapeLiteral(workspaceId)} AND ${since}`;
  for await (const part of copyOut(client, query)) {
    for (const text of linesOf([part])) yield toLine(text.split('\t').map(fromField));
  }
}

function toLine(fields: readonly (string | null)[]): SuggestionLine {
  const [id, organizationId, state, productKey, name, description, quantity, minimum, source, cycle] = fields;
  return {
    lineItemId: id ?? '',
    organizationId: organizationId ?? null,
    state: (state ?? null) as SuggestionLine['state'],
    productKey: productKey ?? '',
    productName: name ?? '',
    description: description ?? null,
    quantity: quantity ?? '0',
    minimum: minimum ?? null,
    quantitySource: source as QuantitySource,
    billingCycle: cycle as BillingCycle,
  };
}

/** What a mapped line is compared with; measureKey null: nothing. */
export type StoredMapping = { lineItemId: string; measureKey: string | null; unitsPerLine: string };

export async function listStoredMappings(client: PoolClient, workspaceId: string): Promise<StoredMapping[]> {
  const query = `SELECT line_item_id, measure_key, units_per_line FROM mapping
    WHERE workspace_id = ${escapeLiteral(workspaceId)}`;
  const found: StoredMapping[] = [];
  for await (const part of copyOut(client, query)) {
    for (const text of linesOf([part])) {
      const [lineItemId, measureKey, unitsPerLine] = text.split('\t').map(fromField);
      found.push({
        lineItemId: lineItemId ?? '',
        measureKey: measureKey ?? null,
        unitsPerLine: unitsPerLine ?? '1',
      });
    }
  }
  return found;
}

/** First in a transaction that only reads: everything it reads is of one moment. */
export async function readOneMoment(db: Queryable): Promise<void> {
  await db.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
}

/** What tells one state of a workspace from another, so that suggestions are made anew only where they must. */
export type WorkspaceMarks = {
  /** Changes whenever records, companies or the set of lines do. */
  inventory: string;
  mappings: string;
  lastRunId: number;
};

export async function readMarks(db: Queryable, workspaceId: string): Promise<WorkspaceMarks> {
  const { rows } = await db.query<WorkspaceMarks>(
    `SELECT
       (SELECT coalesce(string_agg(concat_ws('|', id, extract(epoch FROM last_good_sync_at), trouble, unread, removed_at IS NULL, name), ','
          ORDER BY id), '') FROM integration WHERE workspace_id = $1)
       || (SELECT coalesce(max(merged_at)::text, '') FROM sync_run WHERE workspace_id = $1)
       || (SELECT concat_ws('|', count(*), sum(hashtextextended(concat_ws('|', id, organization_id, failed_message IS NULL), 0)))
           FROM company WHERE workspace_id = $1 AND organization_id IS NOT NULL AND NOT is_gone)
       || (SELECT '|' || count(*) FROM line_result WHERE workspace_id = $1) AS inventory,
       (SELECT concat_ws('|', count(*), sum(hashtextextended(concat_ws('|', line_item_id, measure_key, units_per_line), 0)))
          FROM mapping WHERE workspace_id = $1) AS mappings,
       (SELECT coalesce(max(id), 0) FROM reconciliation_run WHERE workspace_id = $1) AS "lastRunId"`,
    [workspaceId],
  );
  const [marks] = rows;
  if (marks === undefined) throw new Error('a statement without a table gave no row');
  return marks;
}
