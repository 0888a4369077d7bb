import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { integerOf, pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { PAX8, pax8Of } from './data.ts';
import { errorBody, TOKEN_REFUSAL } from './errors.ts';
import { plantPax8 } from './plant.ts';
import type { Pax8Subscription } from './schema.ts';

const CLIENT_ID = 'sandbox-pax8-client';
const CLIENT_SECRET = 'sandbox-pax8-secret';
const TOKEN_SECONDS = 86_400;
const DEFAULT_PAGE_SIZE = 10;
const MAX_PAGE_SIZE = 200;

/** Pax8: what the MSP buys for its clients from a distributor. */
export const pax8: VendorSimulation = {
  id: PAX8,
  plant: plantPax8,
  credentials: (url) => ({ baseUrl: url, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }),
  isTokenRequest: (path) => path.startsWith('/v1/token'),
  errorBody,
  routes(app, host) {
    app.post('/v1/token', (request, reply) => {
      if (!isGranted(request.body)) return reply.code(401).send(TOKEN_REFUSAL);
      const access_token = host.tokens.issue(TOKEN_SECONDS);
      return reply.send({ access_token, expires_in: TOKEN_SECONDS, token_type: 'Bearer' });
    });
    app.register(async (api) => apiRoutes(api, host));
  },
};

/** The request's body is JSON, not a form. */
function isGranted(body: unknown): boolean {
  const given = (typeof body === 'object' ? body : null) as Record<string, unknown> | null;
  return (
    given?.grant_type === 'client_credentials' &&
    given.audience === 'https://api.pax8.com' &&
    given.client_id === CLIENT_ID &&
    given.client_secret === CLIENT_SECRET
  );
}

type ListQuery = Partial<Record<'page' | 'size' | 'sort' | keyof Pax8Subscription, string>>;
type ListRequest = FastifyRequest<{ Querystring: ListQuery }>;

function apiRoutes(api: FastifyInstance, host: VendorHost): void {
  api.addHook('onRequest', async (request, reply) => {
    if (!host.tokens.grantOf(request.headers.authorization)) {
      return refuse(reply, pax8, 401, pathOf(request, host));
    }
  });
  const data = () => pax8Of(host.msp);
  api.get<{ Querystring: ListQuery }>('/v1/companies', (request, reply) =>
    pageOf(data().companies, ['status'], request, reply, host),
  );
  api.get<{ Querystring: ListQuery }>('/v1/subscriptions', (request, reply) =>
    pageOf(data().subscriptions, ['status', 'billingTerm', 'companyId', 'productId'], request, reply, host),
  );
  api.get<{ Params: { id: string } }>('/v1/subscriptions/:id/history', (request, reply) => {
    const row = data().subscriptions.find(({ id }) => id === request.params.id);
    if (!row) return refuse(reply, pax8, 404, pathOf(request, host));
    return reply.send({ content: data().history[row.id] ?? [row] });
  });
}

/** A page of the rows that pass the filters, the first being number 0; sorted as asked. */
function pageOf(
  rows: object[],
  filters: (keyof ListQuery)[],
  request: ListRequest,
  reply: FastifyReply,
  host: VendorHost,
): FastifyReply {
  const { query } = request;
  const path = pathOf(request, host);
  const asked = integerOf(query.size, DEFAULT_PAGE_SIZE);
  if (asked < 1 || asked > MAX_PAGE_SIZE) return refuse(reply, pax8, 400, path);
  const found = sorted(rows as Record<string, unknown>[], query.sort).filter((row) =>
    filters.every((name) => query[name] === undefined || row[name] === query[name]),
  );
  const size = Math.min(asked, host.pageSizeCap);
  const number = Math.max(0, integerOf(query.page, 0));
  const served = number > 0 && host.faults.take(['duplicate-page'], path) ? number - 1 : number;
  const total = found.length + (host.faults.take(['cut-listing'], path) ? 7 : 0);
  return reply.send({
    content: found.slice(served * size, (served + 1) * size),
    page: { size, totalElements: total, totalPages: Math.ceil(total / size), number },
  });
}

/** @param sort `createdDate,desc`; one word alone sorts ascending */
function sorted(rows: Record<string, unknown>[], sort: string | undefined): Record<string, unknown>[] {
  const [field, direction] = sort?.split(',') ?? [];
  if (field === undefined) return rows;
  const sign = direction === 'desc' ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one, other] = [String(a[field] ?? ''), String(b[field] ?? '')];
    return one === other ? 0 : one < other ? -sign : sign;
  });
}
