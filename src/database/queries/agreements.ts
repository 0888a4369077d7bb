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
  const text = searchedText(filter);
  const rows =
    text === undefined
      ? await listRows(db, workspaceId, filter, request)
      : await listFound(db, workspaceId, text, filter, request);
  const keysOf = (row: AgreementRow) => [
    (row.organization_name ?? '').toLowerCase(),
    row.name.toLowerCase(),
    row.id,
  ];
  return toPage(rows, request, total, keysOf, (row) => row);
}

/** Among so many of the first agreements a text that is often there fills a page. */
const LOOKED_AT = 50;

/** Agreements with a text. Where the first in order have enough of it the others need no look; else few have it. */
async function listFound(
  db: Queryable,
  workspaceId: string,
  text: string,
  filter: ResultFilter,
  request: PageRequest,
): Promise<AgreementRow[]> {
  const rows = await listRows(db, workspaceId, filter, request, { lookedAt: LOOKED_AT });
  return rows.length > request.limit
    ? rows
    : listRows(db, workspaceId, filter, request, { among: (values) => hasTextSql(text, values) });
}

type Look = {
  /** Looks at so many in order only. */
  lookedAt?: number;
  /** A further condition on agreement `a`. */
  among?: (parameters: Parameters) => string;
};

async function listRows(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
  request: PageRequest,
  { lookedAt, among }: Look = {},
): Promise<AgreementRow[]> {
  const cursor = decodeCursor(request.cursor, 3);
  const parameters = new Parameters(workspaceId);
  const keys = `coalesce(lower(o.name), ''), lower(a.name), a.id`;
  const after =
    cursor === null ? 'true' : `(${keys}) > (${cursor.map((key) => parameters.add(key)).join(', ')})`;
  const found = among?.(parameters) ?? 'true';
  // In order first, even where all are looked at: what is asked of each ends with the page.
  const { rows } = await db.query<AgreementRow>(
    `SELECT a.id, a.external_id, a.integration_id, o.id AS organization_id, o.name AS organization_name, a.name, a.status,
       a.start_date, a.end_date, a.cancelled_date, a.billing_cycle, a.currency, a.url,
       (SELECT count(*)::int FROM line_result r WHERE r.workspace_id = a.workspace_id AND r.agreement_id = a.id
          AND r.state <> 'deleted') AS line_item_count
     FROM (SELECT a.workspace_id, a.id, a.external_id, a.integration_id, a.name, a.status, a.start_date, a.end_date,
         a.cancelled_date, a.billing_cycle, coalesce(a.currency, w.currency) AS currency, a.url, a.is_gone,
         o.id AS organization_id, o.name AS organization_name,
         coalesce(lower(o.name), '') AS organization_key, lower(a.name) AS name_key
       ${FROM} AND ${found} AND ${after} ORDER BY ${keys} LIMIT ${parameters.add(lookedAt ?? null)}) a
     CROSS JOIN LATERAL (SELECT a.organization_id AS id, a.organization_name AS name) o
     WHERE ${eachPassesSql(filter, parameters)}
     ORDER BY a.organization_key, a.name_key, a.id LIMIT ${parameters.add(request.limit + 1)}`,
    parameters.values,
  );
  return rows;
}

/** Agreement `a` has a text in it, its organization or its lines; begins with these, and so is for a text that few have. */
function hasTextSql(text: string, parameters: Parameters): string {
  const named = (columns: string[]) => textSql(text, columns, parameters);
  return `a.id = ANY (ARRAY(
    SELECT agreement_id FROM line_result WHERE workspace_id = $1 AND line_item_id = ANY (ARRAY(
      SELECT id FROM line_item WHERE workspace_id = $1 AND ${named(['product_name'])}))
    UNION SELECT id FROM agreement WHERE workspace_id = $1 AND ${named(['name'])}
    UNION SELECT a.id FROM company c JOIN agreement a ON a.workspace_id = c.workspace_id
        AND a.integration_id = c.integration_id AND a.company_external_id = c.external_id
      WHERE c.workspace_id = $1 AND c.organization_id = ANY (ARRAY(
        SELECT id FROM organization WHERE workspace_id = $1 AND ${named(['name'])}))))`;
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

/** The condition on agreement `a` and organization `o`, for few of them: the lines of each are looked at. */
function eachPassesSql({ q, ...filter }: ResultFilter, parameters: Parameters): string {
  const text = searchedText({ q });
  const ofWhole = text === undefined ? 'true' : textSql(text, ['a.name', 'o.name'], parameters);
  const ofLine =
    text === undefined ? 'true' : textSql(text, ['a.name', 'o.name', 'l.product_name'], parameters);
  return `((${ofWhole} AND ${passesWholeSql(filter, parameters)}) OR ${hasLineSql(filter, parameters, ofLine)})`;
}

/** The same for all of them: the lines are looked at once, not with each agreement. */
function passesSql({ q, ...filter }: ResultFilter, parameters: Parameters): string {
  const passes = eachPassesSql(filter, parameters);
  const text = searchedText({ q });
  if (text === undefined) {
    return passes;
  }
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
