import type { AgreementStatus, BillingCycle } from '../../domain/agreement.ts';
import type { Queryable } from '../connect.ts';
import { type CountedPageRequest, decodeCursor, type Page, type PageRequest, toPage } from './page.ts';
import { filterSql, Parameters, type ResultFilter, searchedText, textSql } from './result-filter.ts';

export type AgreementRow = {
  id: string;
  external_id: string;
  integration_id: string;
  organization_id: string | null;
  organization_name: string | null;
  name: string;
  status: AgreementStatus;
  start_date: string | null;
  end_date: string | null;
  cancelled_date: string | null;
  billing_cycle: BillingCycle;
  currency: string;
  url: string | null;
  line_item_count: number;
};

/**
 * Agreements of the default PSA that have a line passing the filter, or no line at all, by organization and name. A text
 * is searched in the agreement, its organization and its lines' products.
 */
export async function listAgreements(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
  request: CountedPageRequest,
): Promise<Page<AgreementRow, number | null>> {
  const total = request.total === false ? null : await countAgreements(db, workspaceId, filter);
  const rows =
    (await listFoundEarly(db, workspaceId, filter, request)) ??
    (await listRows(db, workspaceId, request, (parameters) => passesSql(filter, parameters)));
  const keysOf = (row: AgreementRow) => [
    (row.organization_name ?? '').toLowerCase(),
    row.name.toLowerCase(),
    row.id,
  ];
  return toPage(rows, request, total, keysOf, (row) => row);
}

/** Among so many of the first agreements a text that is often there fills a page. */
const LOOKED_AT = 200;

/** A page of agreements with a text, if the first in order have enough of it: then the others need no look. */
async function listFoundEarly(
  db: Queryable,
  workspaceId: string,
  { q, ...others }: ResultFilter,
  request: PageRequest,
): Promise<AgreementRow[] | null> {
  const text = searchedText({ q });
  if (text === undefined) {
    return null;
  }
  const hasText = (parameters: Parameters) => {
    const ofLine = textSql(text, ['a.name', 'o.name', 'l.product_name'], parameters);
    return `(${textSql(text, ['a.name', 'o.name'], parameters)} AND ${passesWholeSql(others, parameters)}
      OR ${hasLineSql(others, parameters, ofLine)})`;
  };
  const rows = await listRows(db, workspaceId, request, hasText, LOOKED_AT);
  return rows.length > request.limit ? rows : null;
}

/** @param lookedAt looks at so many in order only */
async function listRows(
  db: Queryable,
  workspaceId: string,
  request: PageRequest,
  condition: (parameters: Parameters) => string,
  lookedAt: number | null = null,
): Promise<AgreementRow[]> {
  const cursor = decodeCursor(request.cursor, 3);
  const parameters = new Parameters(workspaceId);
  const after =
    cursor === null
      ? 'true'
      : `(coalesce(lower(o.name), ''), lower(a.name), a.id) > (${cursor.map((key) => parameters.add(key)).join(', ')})`;
  const order = `coalesce(lower(o.name), ''), lower(a.name), a.id`;
  // In order first, even where all are looked at: what is asked of each ends with the page.
  const { rows } = await db.query<AgreementRow>(
    `SELECT a.id, a.external_id, a.integration_id, o.id AS organization_id, o.name AS organization_name, a.name, a.status,
       a.start_date, a.end_date, a.cancelled_date, a.billing_cycle, a.currency, a.url,
       (SELECT count(*)::int FROM line_result r WHERE r.workspace_id = a.workspace_id AND r.agreement_id = a.id
          AND r.state <> 'deleted') AS line_item_count
     FROM (SELECT a.workspace_id, a.id, a.external_id, a.integration_id, a.name, a.status, a.start_date, a.end_date,
         a.cancelled_date, a.billing_cycle, coalesce(a.currency, w.currency) AS currency, a.url, a.is_gone,
         o.id AS organization_id, o.name AS organization_name
       ${FROM} AND ${after} ORDER BY ${order} LIMIT ${parameters.add(lookedAt)}) a
     CROSS JOIN LATERAL (SELECT a.organization_id AS id, a.organization_name AS name) o
     WHERE ${condition(parameters)}
     ORDER BY ${order} LIMIT ${parameters.add(request.limit + 1)}`,
    parameters.values,
  );
  return rows;
}

/** How many agreements the list has. */
export async function countAgreements(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
): Promise<number> {
  const parameters = new Parameters(workspaceId);
  const { rows } = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total ${FROM} AND ${passesSql(filter, parameters)}`,
    parameters.values,
  );
  return rows[0]?.total ?? 0;
}

const FROM = `FROM workspace w
  JOIN agreement a ON a.workspace_id = w.workspace_id AND a.integration_id = w.default_psa_integration_id
  LEFT JOIN company c ON c.workspace_id = a.workspace_id AND c.integration_id = a.integration_id
    AND c.external_id = a.company_external_id
  LEFT JOIN organization o ON o.workspace_id = c.workspace_id AND o.id = c.organization_id
  WHERE w.workspace_id = $1 AND NOT coalesce(c.is_ignored, false)`;

/** The condition on agreement `a` and organization `o`. */
function passesSql({ q, ...filter }: ResultFilter, parameters: Parameters): string {
  const passes = `(${passesWholeSql(filter, parameters)} OR ${hasLineSql(filter, parameters, 'true')})`;
  const text = searchedText({ q });
  if (text === undefined) {
    return passes;
  }
  // The lines are looked at once, not with each agreement.
  return `((${textSql(text, ['a.name', 'o.name'], parameters)} AND ${passes}) OR a.id IN (
    SELECT r.agreement_id FROM line_item l JOIN line_result r ON r.workspace_id = l.workspace_id AND r.line_item_id = l.id
    WHERE l.workspace_id = $1 AND ${textSql(text, ['l.product_name'], parameters)} AND r.state <> 'deleted'
      AND ${filterSql(filter, parameters)}))`;
}

/** Agreement `a` has a line that passes. @param named a condition that may need line_item `l` */
function hasLineSql(filter: ResultFilter, parameters: Parameters, named: string): string {
  const joined =
    filter.productName === undefined && named === 'true'
      ? ''
      : 'JOIN line_item l ON l.workspace_id = r.workspace_id AND l.id = r.line_item_id';
  return `EXISTS (SELECT 1 FROM line_result r ${joined}
    WHERE r.workspace_id = a.workspace_id AND r.agreement_id = a.id AND r.state <> 'deleted'
      AND ${filterSql(filter, parameters)} AND ${named})`;
}

/**
 * Agreement `a` of organization `o` passes whatever lines it has, if any: of an organization, or of the PSA itself, all
 * of its lines pass.
 */
function passesWholeSql(filter: ResultFilter, parameters: Parameters): string {
  const { organizationId, integration, ...ofLines } = filter;
  if (Object.values(ofLines).some((value) => value !== undefined)) {
    return 'false';
  }
  const conditions = ['NOT a.is_gone'];
  if (organizationId !== undefined) {
    conditions.push(`o.id = ${parameters.add(organizationId)}`);
  }
  if (integration !== undefined) {
    conditions.push(`a.integration_id = ${parameters.add(integration.id)}`);
  }
  return `(${conditions.join(' AND ')})`;
}
