import type { AgreementStatus, BillingCycle } from '../../domain/agreement.ts';
import type { Queryable } from '../connect.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';
import { containsPattern, filterSql, Parameters, type ResultFilter } from './result-filter.ts';

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
 * Agreements of the default PSA that have a line passing the filter, by organization and name. A text is searched in
 * the agreement, its organization and its lines' products.
 */
export async function listAgreements(
  db: Queryable,
  workspaceId: string,
  { q, ...filter }: ResultFilter,
  request: PageRequest,
): Promise<Page<AgreementRow>> {
  const cursor = decodeCursor(request.cursor, 3);
  const parameters = new Parameters(workspaceId);
  // Only what a product is called stands with the line itself.
  const joined =
    filter.productName === undefined && (q ?? '').trim() === ''
      ? ''
      : 'JOIN line_item l ON l.workspace_id = r.workspace_id AND l.id = r.line_item_id';
  const lines = `SELECT 1 FROM line_result r ${joined}
    WHERE r.workspace_id = a.workspace_id AND r.agreement_id = a.id AND r.state <> 'deleted' AND ${filterSql(filter, parameters)}`;
  const from = `FROM workspace w
    JOIN agreement a ON a.workspace_id = w.workspace_id AND a.integration_id = w.default_psa_integration_id
    LEFT JOIN company c ON c.workspace_id = a.workspace_id AND c.integration_id = a.integration_id
      AND c.external_id = a.company_external_id
    LEFT JOIN organization o ON o.workspace_id = c.workspace_id AND o.id = c.organization_id
    WHERE w.workspace_id = $1 AND ${searchSql(q, lines, parameters)}`;
  const { rows: totals } = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total ${from}`,
    parameters.values,
  );
  const after =
    cursor === null
      ? 'true'
      : `(coalesce(lower(o.name), ''), lower(a.name), a.id) > (${cursor.map((key) => parameters.add(key)).join(', ')})`;
  const { rows } = await db.query<AgreementRow>(
    `SELECT a.id, a.external_id, a.integration_id, o.id AS organization_id, o.name AS organization_name, a.name, a.status,
       a.start_date, a.end_date, a.cancelled_date, a.billing_cycle, coalesce(a.currency, w.currency) AS currency, a.url,
       (SELECT count(*)::int FROM line_result r WHERE r.workspace_id = a.workspace_id AND r.agreement_id = a.id
          AND r.state <> 'deleted') AS line_item_count
     ${from} AND ${after}
     ORDER BY coalesce(lower(o.name), ''), lower(a.name), a.id LIMIT ${parameters.add(request.limit + 1)}`,
    parameters.values,
  );
  const keysOf = (row: AgreementRow) => [
    (row.organization_name ?? '').toLowerCase(),
    row.name.toLowerCase(),
    row.id,
  ];
  return toPage(rows, request, totals[0]?.total ?? 0, keysOf, (row) => row);
}

function searchSql(q: string | undefined, lines: string, parameters: Parameters): string {
  if (q === undefined || q.trim() === '') {
    return `EXISTS (${lines})`;
  }
  const pattern = parameters.add(containsPattern(q));
  return `EXISTS (${lines} AND (a.name ILIKE ${pattern} OR o.name ILIKE ${pattern} OR l.product_name ILIKE ${pattern}))`;
}
