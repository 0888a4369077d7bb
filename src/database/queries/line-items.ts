import type { BillingCycle, BillingType, QuantitySource } from '../../domain/agreement.ts';
import type { Metric } from '../../domain/inventory.ts';
import type { LineState } from '../../domain/line-state.ts';
import type { Measure } from '../../domain/measure.ts';
import type { Queryable } from '../connect.ts';
import { countAgreements } from './agreements.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';
import {
  filterSql,
  foundAmongFewSql,
  JOINED,
  Parameters,
  type ResultFilter,
  searchedText,
  textSql,
} from './result-filter.ts';
import { loadGroups, type ResultGroup } from './result-groups.ts';

/** A line item as lists show it. Numbers are decimal strings, days `YYYY-MM-DD`. */
export type LineItemRow = {
  id: string;
  external_id: string;
  integration_id: string;
  agreement_id: string;
  agreement_name: string;
  organization_id: string | null;
  organization_name: string | null;
  product_name: string;
  description: string | null;
  quantity: string;
  included_quantity: string;
  unit_price: string;
  extended_amount: string | null;
  currency: string;
  monthly_amount: string | null;
  billing_type: BillingType;
  billing_cycle: BillingCycle;
  quantity_source: QuantitySource;
  quantity_source_raw: string | null;
  is_heading: boolean;
  effective_from: string | null;
  effective_to: string | null;
  state: LineState;
  state_reason: string | null;
  ignored_at: Date | null;
  ignored_by: string | null;
  ignore_reason: string | null;
  parent_line_item_id: string | null;
  adjustment_ids: string[];
  url: string | null;
  has_mapping: boolean;
  mapped_integration_id: string | null;
  metric: Metric | null;
  filter: Measure['filter'] | null;
  units_per_line: string | null;
  mapping_minimum: string | null;
  tolerance_units: string | null;
  tolerance_percent: string | null;
  origin: 'person' | 'rule' | 'suggestion' | null;
  decided_by: string | null;
};

const SELECT = `SELECT l.id, l.external_id, l.integration_id, r.agreement_id, a.name AS agreement_name,
    r.organization_id, o.name AS organization_name, l.product_name, l.description, l.quantity, l.included_quantity,
    l.unit_price, l.extended_amount, r.currency, r.monthly_amount, l.billing_type,
    coalesce(l.billing_cycle, a.billing_cycle) AS billing_cycle, l.quantity_source, l.quantity_source_raw,
    l.is_heading, l.effective_from, l.effective_to, r.state, r.state_reason, d.ignored_at, d.ignored_by,
    d.ignore_reason, d.parent_line_item_id,
    ARRAY(SELECT x.line_item_id FROM line_decision x
          WHERE x.workspace_id = r.workspace_id AND x.parent_line_item_id = r.line_item_id ORDER BY 1) AS adjustment_ids,
    a.url, m.line_item_id IS NOT NULL AS has_mapping, m.integration_id AS mapped_integration_id, m.metric, m.filter,
    m.units_per_line, m.minimum AS mapping_minimum, m.tolerance_units, m.tolerance_percent, m.origin, m.decided_by
  FROM line_result r ${JOINED}
  LEFT JOIN line_decision d ON d.workspace_id = r.workspace_id AND d.line_item_id = r.line_item_id
  LEFT JOIN mapping m ON m.workspace_id = r.workspace_id AND m.line_item_id = r.line_item_id`;

/** @returns null where the workspace has no such line. */
export async function getLineItem(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
): Promise<LineItemRow | null> {
  const { rows } = await db.query<LineItemRow>(
    `${SELECT} WHERE r.workspace_id = $1 AND r.line_item_id = $2`,
    [workspaceId, lineItemId],
  );
  return rows[0] ?? null;
}

/** What a line is compared with; null: nothing. */
export function measureOf({
  mapped_integration_id: integrationId,
  metric,
  filter,
}: LineItemRow): Measure | null {
  const hasMeasure = integrationId !== null && metric !== null && filter !== null;
  // The columns were written from a Measure, as the table's own constraint says.
  return hasMeasure ? ({ integrationId, metric, filter } as Measure) : null;
}

/** Ordered by product, so that one product's lines of all clients stand together; then organization. */
export async function listLineItems(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
  request: PageRequest,
): Promise<Page<LineItemRow>> {
  const page = await listUncountedLineItems(db, workspaceId, filter, request);
  return { ...page, total: await countLines(db, workspaceId, filter) };
}

/** The same without the total, which takes a while where a text is searched. */
export async function listUncountedLineItems(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
  request: PageRequest,
): Promise<Page<LineItemRow, null>> {
  const text = searchedText(filter);
  const rows =
    text === undefined
      ? await listRows(db, workspaceId, filter, request)
      : await listFound(db, workspaceId, text, filter, request);
  const keysOf = (row: LineItemRow) => [
    row.product_name.toLowerCase(),
    (row.organization_name ?? '').toLowerCase(),
    row.id,
  ];
  return toPage(rows, request, null, keysOf, (row) => row);
}

/** Among so many of the first lines in order a text that is often there fills a page. */
const LOOKED_AT = 300;

/** Lines with a text. Where the first in order have enough of it the others need no look; else few have it. */
async function listFound(
  db: Queryable,
  workspaceId: string,
  text: string,
  { q: _, ...others }: ResultFilter,
  request: PageRequest,
): Promise<LineItemRow[]> {
  const parameters = new Parameters(workspaceId);
  const first = rowsSql(others, { ...request, limit: Math.max(LOOKED_AT, request.limit) }, parameters);
  const columns = ['product_name', 'description', 'agreement_name', 'organization_name'];
  const { rows } = await db.query<LineItemRow>(
    `SELECT * FROM (${first}) l WHERE ${textSql(text, columns, parameters)}
     ORDER BY lower(product_name), coalesce(lower(organization_name), ''), id LIMIT ${parameters.add(request.limit + 1)}`,
    parameters.values,
  );
  return rows.length > request.limit
    ? rows
    : listRows(db, workspaceId, others, request, (values) => foundAmongFewSql(text, values));
}

async function listRows(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
  request: PageRequest,
  among?: (parameters: Parameters) => string,
): Promise<LineItemRow[]> {
  const parameters = new Parameters(workspaceId);
  const sql = rowsSql(filter, request, parameters, among?.(parameters));
  return (await db.query<LineItemRow>(sql, parameters.values)).rows;
}

/** Lines in order, one more than the page has. @param among a further condition */
function rowsSql(
  filter: ResultFilter,
  { cursor, limit }: PageRequest,
  parameters: Parameters,
  among = 'true',
): string {
  const order = `lower(l.product_name), coalesce(lower(o.name), ''), l.id`;
  const keys = decodeCursor(cursor, 3);
  const after =
    keys === null ? 'true' : `(${order}) > (${keys.map((key) => parameters.add(key)).join(', ')})`;
  return `${SELECT} WHERE r.workspace_id = $1 AND ${filterSql(filter, parameters)} AND ${among} AND ${after}
    ORDER BY ${order} LIMIT ${parameters.add(limit + 1)}`;
}

/** How many results pass a filter. */
export async function countLines(db: Queryable, workspaceId: string, filter: ResultFilter): Promise<number> {
  return countOf(await loadGroups(db, workspaceId, filter));
}

function countOf(groups: readonly ResultGroup[]): number {
  return groups.reduce((sum, { lines }) => sum + lines, 0);
}

/** Lines of some agreements, as the tree shows them: in the PSA's order. */
export async function listLineItemsOf(
  db: Queryable,
  workspaceId: string,
  agreementIds: readonly string[],
  filter: ResultFilter,
): Promise<LineItemRow[]> {
  const parameters = new Parameters(workspaceId, agreementIds);
  const { rows } = await db.query<LineItemRow>(
    `${SELECT} WHERE r.workspace_id = $1 AND r.agreement_id = ANY ($2) AND ${filterSql(filter, parameters)}
     ORDER BY length(l.external_id), l.external_id`,
    parameters.values,
  );
  return rows;
}

/** Other lines of a product that a mapping could be applied to: active, not adjustments, not unmappable. */
export async function countLinesOfProduct(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
): Promise<number> {
  const { rows } = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM line_result r
     JOIN line_result self ON self.workspace_id = r.workspace_id AND self.product_key = r.product_key
     JOIN line_item l ON l.workspace_id = r.workspace_id AND l.id = r.line_item_id
     WHERE r.workspace_id = $1 AND self.line_item_id = $2 AND r.line_item_id <> $2
       AND r.state IN ('mapped', 'unmapped') AND l.unit_price >= 0 AND coalesce(l.extended_amount, l.quantity * l.unit_price) >= 0`,
    [workspaceId, lineItemId],
  );
  return rows[0]?.total ?? 0;
}

export type TabCounts = {
  agreements: number;
  unmapped: number;
  mapped: number;
  ignored: number;
  reconciliation: number;
};

/** The numbers on the tabs, for the same filters as the tabs. */
export async function countTabs(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
): Promise<TabCounts> {
  const groups = await loadGroups(db, workspaceId, filter);
  const inState = (state: LineState) => countOf(groups.filter((group) => group.state === state));
  return {
    agreements: await countAgreements(db, workspaceId, filter),
    unmapped: inState('unmapped'),
    mapped: inState('mapped'),
    ignored: inState('ignored'),
    reconciliation: countOf(
      groups.filter(({ status }) => status === 'under_billed' || status === 'over_billed'),
    ),
  };
}
