import { RESULT_STATUSES } from '../../domain/status.ts';
import type { Queryable } from '../connect.ts';
import { countLines } from './line-items.ts';
import { type CountedPageRequest, decodeCursor, notOfThisList, type Page, toPage } from './page.ts';
import {
  filterSql,
  foundAmongFewSql,
  JOINED,
  Parameters,
  type ResultFilter,
  resultsSql,
  searchedText,
  textSql,
} from './result-filter.ts';
import type { StoredResult } from './results.ts';

/** A stored result with the names a reader needs. */
export type NamedStoredResult = StoredResult & {
  organization_name: string | null;
  agreement_name: string;
  product_name: string;
};

export type ResultSort = 'impact' | 'variance' | 'organization' | 'product' | 'since';

type SortKey = { sql: string; type: keyof typeof VALUES };

/** How a cursor's value looks, by the type of its column: another one was not given by this list. */
const VALUES = { numeric: /^-?\d+(\.\d+)?$/, text: /^/, timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/ };

/** What each sort orders by; the line's id follows, so that the order is total. Rows without a value come last. */
const SORT_KEYS: Record<ResultSort, SortKey> = {
  impact: { sql: 'r.impact', type: 'numeric' },
  variance: { sql: 'r.variance', type: 'numeric' },
  organization: { sql: 'lower(o.name)', type: 'text' },
  product: { sql: 'lower(l.product_name)', type: 'text' },
  since: { sql: 'r.variance_since', type: 'timestamptz' },
};

type SortedRow = NamedStoredResult & { sort_key: string | null };

type ResultRequest = CountedPageRequest & { sort: ResultSort; isDescending: boolean };

/** The results of mapped lines that pass a filter, sorted; equal keys by line id. */
export async function listResults(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
  request: ResultRequest,
): Promise<Page<NamedStoredResult, number | null>> {
  const mapped = { ...filter, statuses: filter.statuses ?? RESULT_STATUSES };
  const total = request.total === false ? null : await countLines(db, workspaceId, mapped);
  const rows = await listRows(db, workspaceId, filter, request);
  return toPage(
    rows,
    request,
    total,
    (row) => [row.sort_key, row.line_item_id],
    (row) => row,
  );
}

/** Among so many of the first rows a text that is often there fills a page. */
const LOOKED_AT = 1000;

async function listRows(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
  request: ResultRequest,
): Promise<SortedRow[]> {
  const { q: _, ...others } = filter;
  const text = searchedText(filter);
  const parameters = new Parameters(workspaceId);
  // Only the amounts of present results are stored in order.
  if (text === undefined || request.sort !== 'impact' || filter.runId !== undefined) {
    const sql = rowsSql(filter, request, parameters, {});
    return (await db.query<SortedRow>(sql, parameters.values)).rows;
  }
  const early = await listFoundEarly(db, workspaceId, text, others, request);
  if (early !== null) return early;
  const found = foundAmongFewSql(text, parameters);
  const sql = rowsSql(others, request, parameters, { found });
  return (await db.query<SortedRow>(sql, parameters.values)).rows;
}

/** A page of rows with a text, if the first rows in order have enough of them: then the others need no look. */
async function listFoundEarly(
  db: Queryable,
  workspaceId: string,
  text: string,
  others: ResultFilter,
  request: ResultRequest,
): Promise<SortedRow[] | null> {
  const looked = { ...request, limit: Math.max(LOOKED_AT, request.limit) };
  const parameters = new Parameters(workspaceId);
  const named = textSql(text, ['l.product_name', 'l.description', 'a.name', 'o.name'], parameters);
  const sql = rowsSql(others, looked, parameters, { named });
  const { rows } = await db.query<SortedRow>(
    `${sql} LIMIT ${parameters.add(request.limit + 1)}`,
    parameters.values,
  );
  return rows.length > request.limit ? rows : null;
}

/** Rows are found first and named then: names are looked up of those alone. @param conditions further ones, the second needs names */
function rowsSql(
  filter: ResultFilter,
  { sort, isDescending, limit, cursor }: ResultRequest,
  parameters: Parameters,
  { found = 'true', named = 'true' }: { found?: string; named?: string },
): string {
  const key = SORT_KEYS[sort];
  const after = afterSql(decodeCursor(cursor, 2), key, isDescending, parameters);
  const order = `${key.sql} ${isDescending ? 'DESC' : 'ASC'} NULLS LAST, r.line_item_id`;
  return `SELECT r.*, o.name AS organization_name, a.name AS agreement_name, l.product_name, (${key.sql})::text AS sort_key
    FROM (SELECT r.* FROM ${resultsSql(filter, parameters)} r ${key.sql.startsWith('r.') ? '' : JOINED}
      WHERE r.workspace_id = $1 AND r.status IS NOT NULL AND ${filterSql(filter, parameters)}
        AND ${found} AND ${after}
      ORDER BY ${order} LIMIT ${parameters.add(limit + 1)}) r ${JOINED}
    WHERE r.workspace_id = $1 AND ${named} ORDER BY ${order}`;
}

/** @returns the present result of a mapped line, or null. */
export async function getNamedResult(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
): Promise<NamedStoredResult | null> {
  const { rows } = await db.query<NamedStoredResult>(
    `SELECT r.*, o.name AS organization_name, a.name AS agreement_name, l.product_name
     FROM line_result r ${JOINED}
     WHERE r.workspace_id = $1 AND r.line_item_id = $2 AND r.status IS NOT NULL`,
    [workspaceId, lineItemId],
  );
  return rows[0] ?? null;
}

function afterSql(
  cursor: (string | number | null)[] | null,
  key: SortKey,
  isDescending: boolean,
  parameters: Parameters,
): string {
  if (cursor === null) {
    return 'true';
  }
  const [value = null, lineItemId = null] = cursor;
  const id = parameters.add(lineItemId);
  if (value === null) {
    return `(${key.sql} IS NULL AND r.line_item_id > ${id})`;
  }
  if (!VALUES[key.type].test(String(value))) {
    throw notOfThisList();
  }
  const at = `${parameters.add(value)}::${key.type}`;
  const beyond = `${key.sql} ${isDescending ? '<' : '>'} ${at}`;
  return `(${beyond} OR (${key.sql} = ${at} AND r.line_item_id > ${id}) OR ${key.sql} IS NULL)`;
}
