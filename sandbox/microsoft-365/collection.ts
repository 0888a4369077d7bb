import type { FastifyReply, FastifyRequest } from 'fastify';
import { integerOf, pathOf, urlOf, type VendorHost } from '../server/vendor.ts';
import { graphError } from './errors.ts';

export type GraphQuery = Partial<Record<'$select' | '$top' | '$skip' | '$filter' | '$skiptoken', string>>;

/** A Graph request, its path without the query. */
export type GraphRequest = FastifyRequest<{ Querystring: GraphQuery }>;

const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 999;

/** `@odata.context` of a collection; always the production address, as Graph writes it. */
export function contextOf(collection: string): string {
  return `https://graph.microsoft.com/v1.0/$metadata#${collection}`;
}

/** A collection that Graph answers whole. */
export function wholeCollection(collection: string, rows: object[]): object {
  return { '@odata.context': contextOf(collection), value: rows };
}

/**
 * One page of a collection, the next named by `@odata.nextLink`. `$skip` is not supported, `$top` from 1 to 999
 * (Graph, "List users").
 */
export function pagedCollection(
  collection: string,
  rows: object[],
  request: GraphRequest,
  reply: FastifyReply,
  host: VendorHost,
): FastifyReply {
  const { $top, $skip, $filter, $skiptoken } = request.query;
  const unsupported = $skip === undefined ? ($filter === undefined ? null : '$filter') : '$skip';
  if (unsupported) return unsupportedQuery(reply, `'${unsupported}' is not supported by the service.`);
  const asked = integerOf($top, DEFAULT_PAGE_SIZE);
  if (asked < 1 || asked > MAX_PAGE_SIZE) {
    return unsupportedQuery(
      reply,
      `Invalid page size specified: '${$top}'. Must be between 1 and 999 inclusive.`,
    );
  }
  const from = offsetOf($skiptoken);
  const path = pathOf(request, host);
  if (from > 0 && host.faults.take(['cut-listing'], path)) {
    return reply.code(500).send(graphError(500, 'An internal server error occurred.', 'InternalServerError'));
  }
  return reply.send(pageFrom(from, Math.min(asked, host.pageSizeCap), collection, rows, request, host));
}

function pageFrom(
  from: number,
  size: number,
  collection: string,
  rows: object[],
  request: GraphRequest,
  host: VendorHost,
): object {
  const path = pathOf(request, host);
  // A first page of half the rows leaves a next link to fail, or to lead elsewhere, however few rows there are.
  const isForeign = host.faults.take(['foreign-next'], path) !== null;
  const pageSize =
    isForeign || host.faults.isOn('cut-listing', path) ? Math.min(size, Math.ceil(rows.length / 2)) : size;
  const shift = from > 0 && host.faults.take(['duplicate-page'], path) ? pageSize : 0;
  const end = from + pageSize;
  const origin = isForeign ? 'https://graph.example.net' : urlOf(request, host);
  return {
    '@odata.context': contextOf(collection),
    ...(end < rows.length ? { '@odata.nextLink': nextLink(origin, path, end) } : {}),
    value: rows.slice(Math.max(0, from - shift), end - shift),
  };
}

function nextLink(origin: string, path: string, offset: number): string {
  const [route, query] = path.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('$skiptoken', Buffer.from(`offset:${offset}`).toString('base64url'));
  return `${origin}${route}?${parameters}`;
}

function offsetOf(skipToken: string | undefined): number {
  if (skipToken === undefined) return 0;
  return integerOf(Buffer.from(skipToken, 'base64url').toString().replace('offset:', ''), 0);
}

function unsupportedQuery(reply: FastifyReply, message: string): FastifyReply {
  return reply.code(400).send(graphError(400, message, 'Request_UnsupportedQuery'));
}
