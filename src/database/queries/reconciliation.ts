import { RESULT_STATUSES } from '../../domain/status.ts';
import type { Queryable } from '../connect.ts';
import { countLines } from './line-items.ts';
import { decodeCursor, encodeCursor, notOfThisList, type Page, type PageRequest } from './page.ts';
import { filterSql, JOINED, Parameters, type ResultFilter, resultsSql } from './result-filter.ts';
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

/** The results of mapped lines that pass a filter, sorted; equal keys by line id. */
export async function listResults(
  db: Queryable,
  workspaceId: string,
  filter: ResultFilter,
  request: PageRequest & { sort: ResultSort; isDescending: boolean },
): Promise<Page<NamedStoredResult>> {
  const cursor = decodeCursor(request.cursor, 2);
  const parameters = new Parameters(workspaceId);
  const where = `r.workspace_id = $1 AND r.status IS NOT NULL AND ${filterSql(filter, parameters)}`;
  const results = resultsSql(filter, parameters);
  const mapped = { ...filter, statuses: filter.statuses ?? RESULT_STATUSES };
  const total = await countLines(db, workspaceId, mapped);
  const key = SORT_KEYS[request.sort];
  const direction = request.isDescending ? 'DESC' : 'ASC';
  const { rows } = await db.query<SortedRow>(
    `SELECT r.*, o.name AS organization_name, a.name AS agreement_name, l.product_name, (${key.sql})::text AS sort_key
     FROM ${results} r ${JOINED}
     WHERE ${where} AND ${afterSql(cursor, key, request.isDescending, parameters)}
     ORDER BY ${key.sql} ${direction} NULLS LAST, r.line_item_id LIMIT ${parameters.add(request.limit + 1)}`,
    parameters.values,
  );
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  const hasMore = rows.length > request.limit && last !== undefined;
  return {
    items: shown,
    nextCursor: hasMore ? encodeCursor([last.sort_key, last.line_item_id]) : null,
    total,
  };
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
