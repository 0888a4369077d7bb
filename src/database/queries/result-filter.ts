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
  /** Rows whose status is another one than at this run, or before it where it was unknown then. */
  changedSinceRunId?: number | undefined;
  /** Text in product, description, agreement or organization. */
  q?: string | undefined;
  /** The whole name of a product, in any case. */
  productName?: string | undefined;
};

/** What is searched; undefined: nothing is. */
export function searchedText({ q }: ResultFilter): string | undefined {
  const text = q?.trim();
  return text === '' ? undefined : text;
}

/** The pattern of texts that hold one, with LIKE's wildcards taken literally. */
function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (symbol) => `\\${symbol}`)}%`;
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
 * The condition on line_result `r` and, where a product is asked for, line_item `l`. The workspace's id is the first
 * parameter.
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
  const text = searchedText(filter);
  if (text !== undefined) {
    conditions.push(foundSql(text, parameters));
  }
  if (filter.changedSinceRunId !== undefined) {
    conditions.push(changedSql(parameters.add(filter.changedSinceRunId)));
  }
  if (filter.productName !== undefined) {
    conditions.push(`lower(l.product_name) = lower(${parameters.add(filter.productName)})`);
  }
  return conditions.join(' AND ');
}

/** A finding that is known again after its source was in doubt is no other one than before. */
function changedSql(run: string): string {
  const version = (table: string) => `SELECT run_id, status FROM ${table}
    WHERE workspace_id = $1 AND line_item_id = r.line_item_id AND run_id <= ${run}`;
  return `(r.run_id > ${run} AND r.status IS DISTINCT FROM (
    SELECT v.status FROM (${version('line_result')} UNION ALL ${version('line_result_history')}) v
    WHERE v.status IS DISTINCT FROM 'unknown' ORDER BY v.run_id DESC LIMIT 1))`;
}

/** A text is in the names or the line of `r`: each name is looked at once, not with each of its lines. */
function foundSql(text: string, parameters: Parameters): string {
  const pattern = parameters.add(containsPattern(text));
  const named = (table: string) =>
    `(SELECT id FROM ${table} WHERE workspace_id = $1 AND ${isLike('name', pattern)})`;
  // Materialized: else each of several workers looks at every line.
  return `(r.agreement_id IN ${named('agreement')} OR r.organization_id IN ${named('organization')}
    OR r.line_item_id IN (
      WITH found AS MATERIALIZED (SELECT id FROM line_item
        WHERE workspace_id = $1 AND (${isLike('product_name', pattern)} OR ${isLike('description', pattern)}))
      SELECT id FROM found))`;
}

/** The same where few lines are expected: it begins with those found, where the other looks at each line once. */
export function foundAmongFewSql(text: string, parameters: Parameters): string {
  const pattern = parameters.add(containsPattern(text));
  const linesOf = (column: string, table: string) =>
    `SELECT line_item_id FROM line_result WHERE workspace_id = $1 AND ${column} = ANY (ARRAY(
      SELECT id FROM ${table} WHERE workspace_id = $1 AND ${isLike('name', pattern)}))`;
  return `r.line_item_id = ANY (ARRAY(
    SELECT id FROM line_item
      WHERE workspace_id = $1 AND (${isLike('product_name', pattern)} OR ${isLike('description', pattern)})
    UNION ${linesOf('agreement_id', 'agreement')}
    UNION ${linesOf('organization_id', 'organization')}))`;
}

/** The same of joined tables: for few lines. @param columns of JOINED */
export function textSql(text: string, columns: readonly string[], parameters: Parameters): string {
  const pattern = parameters.add(containsPattern(text));
  return `(${columns.map((column) => isLike(column, pattern)).join(' OR ')})`;
}

/** As ILIKE, which brings the pattern into small letters anew with each row. */
function isLike(column: string, pattern: string): string {
  return `lower(${column}) LIKE lower(${pattern})`;
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

/** The tables that name what a line_result `r` is of. */
export const JOINED = `JOIN line_item l ON l.workspace_id = r.workspace_id AND l.id = r.line_item_id
  JOIN agreement a ON a.workspace_id = r.workspace_id AND a.id = r.agreement_id
  LEFT JOIN organization o ON o.workspace_id = r.workspace_id AND o.id = r.organization_id`;
