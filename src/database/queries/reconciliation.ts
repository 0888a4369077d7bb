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
  const text = searchedText(filter);
  // Only the amounts of present results are stored in order.
  const isOrdered = request.sort === 'impact' && filter.runId === undefined;
  const rows =
    text !== undefined && isOrdered
      ? await listFound(db, workspaceId, text, filter, request)
      : await listRows(db, workspaceId, filter, request);
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

/** Rows with a text. Where the first in order have enough of it the others need no look; else few have it. */
async function listFound(
  db: Queryable,
  workspaceId: string,
  text: string,
  { q: _, ...others }: ResultFilter,
  request: ResultRequest,
): Promise<SortedRow[]> {
  const looked = { ...request, limit: Math.max(LOOKED_AT, request.limit) };
  const parameters = new Parameters(workspaceId);
  const named = textSql(text, ['l.product_name', 'l.description', 'a.name', 'o.name'], parameters);
  const sql = rowsSql(others, looked, parameters, { named });
  const { rows } = await db.query<SortedRow>(
    `${sql} LIMIT ${parameters.add(request.limit + 1)}`,
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
  request: ResultRequest,
  among: (parameters: Parameters) => string = () => 'true',
): Promise<SortedRow[]> {
  const parameters = new Parameters(workspaceId);
  const sql = rowsSql(filter, request, parameters, { found: among(parameters) });
  return (await db.query<SortedRow>(sql, parameters.values)).rows;
}

/** Rows are found first and named then: names are looked up of those alone. @param conditions further ones: on a result, and one that needs names */
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
