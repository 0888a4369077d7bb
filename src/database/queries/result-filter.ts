import type { Metric } from '../../domain/inventory.ts';
import type { LineState } from '../../domain/line-state.ts';
import type { ResultStatus } from '../../domain/status.ts';
import { RESULT_COLUMNS } from './results.ts';

/** What of the lines is asked for; the first two apply alike to every tab, count and total. */
export type ResultFilter = {
  organizationId?: string | undefined;
  /** With the metrics it can serve, for lines without a mapping (domain.md section 2). */
  integration?: { id: string; metrics: readonly Metric[] } | undefined;
  states?: readonly LineState[] | undefined;
  statuses?: readonly ResultStatus[] | undefined;
  /** Shows the rows as they were after this run; absent: as they are. */
  runId?: number | undefined;
  /** Text in product, description, agreement or organization. */
  q?: string | undefined;
  /** The whole name of a product, in any case. */
  productName?: string | undefined;
};

/** Text with LIKE's wildcards taken literally. */
export function containsPattern(text: string): string {
  return `%${text.trim().replace(/[\\%_]/g, (symbol) => `\\${symbol}`)}%`;
}

/** Collects the values of a statement and gives their placeholders. */
export class Parameters {
  readonly values: unknown[];

  constructor(...first: unknown[]) {
    this.values = first;
  }

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * The condition on line_result `r`, line_item `l`, agreement `a` and organization `o` for a filter.
 * Only `r` is used unless a text or a product is searched.
 */
export function filterSql(filter: ResultFilter, parameters: Parameters): string {
  const conditions = ['true'];
  if (filter.organizationId !== undefined) {
    conditions.push(`r.organization_id = ${parameters.add(filter.organizationId)}`);
  }
  if (filter.integration !== undefined) {
    const id = parameters.add(filter.integration.id);
    const metrics = parameters.add(filter.integration.metrics);
    conditions.push(
      `(r.psa_integration_id = ${id} OR r.mapped_integration_id = ${id} OR r.servable_metrics && ${metrics}::text[])`,
    );
  }
  if (filter.states !== undefined) {
    conditions.push(`r.state = ANY (${parameters.add(filter.states)})`);
  }
  if (filter.statuses !== undefined) {
    conditions.push(`r.status = ANY (${parameters.add(filter.statuses)})`);
  }
  if (filter.q !== undefined && filter.q.trim() !== '') {
    const pattern = parameters.add(containsPattern(filter.q));
    conditions.push(
      `(l.product_name ILIKE ${pattern} OR l.description ILIKE ${pattern} OR a.name ILIKE ${pattern} OR o.name ILIKE ${pattern})`,
    );
  }
  if (filter.productName !== undefined) {
    conditions.push(`lower(l.product_name) = lower(${parameters.add(filter.productName)})`);
  }
  return conditions.join(' AND ');
}

/** The results a filter looks at: the present ones, or those of a past run, which are stored as what changed since. */
export function resultsSql({ runId }: ResultFilter, parameters: Parameters): string {
  if (runId === undefined) {
    return 'line_result';
  }
  const run = parameters.add(runId);
  return `(SELECT ${RESULT_COLUMNS} FROM line_result WHERE workspace_id = $1 AND run_id <= ${run}
    UNION ALL SELECT ${RESULT_COLUMNS} FROM line_result_history
      WHERE workspace_id = $1 AND run_id <= ${run} AND ended_run_id > ${run})`;
}

/** The tables a filter with a text needs besides line_result `r`. */
export const JOINED = `JOIN line_item l ON l.workspace_id = r.workspace_id AND l.id = r.line_item_id
  JOIN agreement a ON a.workspace_id = r.workspace_id AND a.id = r.agreement_id
  LEFT JOIN organization o ON o.workspace_id = r.workspace_id AND o.id = r.organization_id`;
