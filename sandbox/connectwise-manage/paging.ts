import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  integerOf,
  pathOf,
  refuse,
  urlOf,
  type VendorHost,
  type VendorSimulation,
} from '../server/vendor.ts';
import { manageOf } from './data.ts';

export type ManageQuery = Partial<
  Record<'conditions' | 'fields' | 'orderBy' | 'page' | 'pageSize' | 'pageId', string>
>;

export type ManageRequest = FastifyRequest<{ Querystring: ManageQuery; Params: { id?: string } }>;

export type ManageRow = Record<string, unknown> & { id: number };

const DEFAULT_PAGE_SIZE = 25;
const MAX_PAGE_SIZE = 1000;

/**
 * One page of a list, in order of ids. With the header `pagination-type: forward-only` it begins behind `pageId`, and there is
 * a Link header on every page, empty on the last; else pages have numbers (developer guide, "Pagination").
 */
export function sendPage(
  rows: readonly ManageRow[],
  request: ManageRequest,
  reply: FastifyReply,
  host: VendorHost,
  vendor: VendorSimulation,
): FastifyReply {
  const path = pathOf(request, host);
  const { fields, orderBy } = request.query;
  const isForward = request.headers['pagination-type'] === 'forward-only' && manageOf(host.msp).isForwardOnly;
  // Forward-only lists are ordered by id and by nothing else.
  if (isForward && orderBy !== undefined) return refuse(reply, vendor, 400, path);
  const all = rows.toSorted((a, b) => a.id - b.id);
  const from = isForward ? offsetBehind(all, request.query) : offsetOfPage(request, host);
  if (from > 0 && host.faults.take(['cut-listing'], path)) return refuse(reply, vendor, 500, path);
  const size = pageSizeOf(request.query, host);
  const isRepeated = from > 0 && host.faults.take(['duplicate-page'], path) !== null;
  const start = isRepeated ? Math.max(0, from - size) : from;
  const page = all.slice(start, start + size);
  const last = all[from + size - 1];
  if (isForward) {
    const next =
      last && from + size < all.length ? `<${nextAddress(request, host, last.id)}>; rel="next"` : '';
    reply.header('link', next);
  }
  return reply.send(page.map((row) => withFields(row, fields)));
}

/** Rows that the conditions let through: comparisons of a field with a number or a flag, joined by `and`. */
export function filtered(rows: readonly ManageRow[], conditions: string | undefined): ManageRow[] | null {
  let left = [...rows];
  for (const condition of conditions?.split(/\s+and\s+/i) ?? []) {
    const [, field = '', operator, value = ''] = condition.match(/^(\w+)\s*(=|>)\s*(\w+)$/) ?? [];
    if (operator === undefined) return null;
    left = left.filter((row) =>
      operator === '>' ? Number(row[field]) > Number(value) : String(row[field]) === value.toLowerCase(),
    );
  }
  return left;
}

function pageSizeOf({ pageSize }: ManageQuery, host: VendorHost): number {
  return Math.max(1, Math.min(integerOf(pageSize, DEFAULT_PAGE_SIZE), MAX_PAGE_SIZE, host.pageSizeCap));
}

function offsetBehind(rows: readonly ManageRow[], { pageId }: ManageQuery): number {
  return rows.filter(({ id }) => id <= integerOf(pageId, 0)).length;
}

function offsetOfPage({ query }: ManageRequest, host: VendorHost): number {
  return (Math.max(1, integerOf(query.page, 1)) - 1) * pageSizeOf(query, host);
}

function nextAddress(request: ManageRequest, host: VendorHost, lastId: number): string {
  const url = new URL(urlOf(request, host) + pathOf(request, host));
  url.searchParams.set('pageId', String(lastId));
  return url.href;
}

function withFields(row: ManageRow, fields: string | undefined): Partial<ManageRow> {
  if (fields === undefined) return row;
  const wanted = new Set(fields.split(','));
  return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name)));
}
