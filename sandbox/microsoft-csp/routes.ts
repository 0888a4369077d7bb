import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { integerOf, pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { CSP, cspOf } from './data.ts';
import { errorBody } from './errors.ts';
import { CLIENT_ID, CLIENT_SECRET, loginRoute, REFRESH_TOKEN } from './login.ts';
import { plantCsp } from './plant.ts';

const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 500;
const CONTINUATION = 'MS-ContinuationToken';

/** Partner Center: what the MSP buys of Microsoft for its customers. */
export const microsoftCsp: VendorSimulation = {
  id: CSP,
  plant: plantCsp,
  credentials: (url, msp) => ({
    baseUrl: url,
    loginUrl: url,
    tenantId: msp.microsoft.partnerTenantId,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    refreshToken: REFRESH_TOKEN,
  }),
  isTokenRequest: (path) => path.includes('/oauth2/token'),
  errorBody,
  routes(app, host) {
    loginRoute(app, host);
    app.register(async (api) => apiRoutes(api, host));
  },
};

type ListQuery = { size?: string; seekOperation?: string };
type ListRequest = FastifyRequest<{ Querystring: ListQuery }>;

function apiRoutes(api: FastifyInstance, host: VendorHost): void {
  api.addHook('onRequest', async (request, reply) => {
    const path = pathOf(request, host);
    if (!host.tokens.grantOf(request.headers.authorization)) return refuse(reply, microsoftCsp, 401, path);
    // "Required" by the documentation of Partner Center's headers.
    if (request.headers['ms-contract-version'] !== 'v1') return refuse(reply, microsoftCsp, 400, path);
  });
  api.get<{ Querystring: ListQuery }>('/v1/customers', (request, reply) => customers(request, reply, host));
  api.get<{ Params: { id: string } }>('/v1/customers/:id/subscriptions', (request, reply) => {
    const { subscriptions, refusing } = cspOf(host.msp);
    const path = pathOf(request, host);
    const items = subscriptions[request.params.id];
    if (!items) return refuse(reply, microsoftCsp, 404, path);
    if (refusing.includes(request.params.id)) return refuse(reply, microsoftCsp, 403, path);
    return reply.send(collectionOf(items, { self: linkTo(path) }));
  });
}

/** By pages; where the next one begins is told by a header, which is to be sent back with `seekOperation=Next`. */
function customers(request: ListRequest, reply: FastifyReply, host: VendorHost): FastifyReply {
  const path = pathOf(request, host);
  const rows = cspOf(host.msp).customers;
  const asked = integerOf(request.query.size, DEFAULT_PAGE_SIZE);
  if (asked < 1 || asked > MAX_PAGE_SIZE) return refuse(reply, microsoftCsp, 400, path);
  const from = request.query.seekOperation === 'Next' ? offsetOf(request) : 0;
  if (from > 0 && host.faults.take(['cut-listing'], path)) return refuse(reply, microsoftCsp, 500, path);
  // A first page of half the rows leaves a second one to fail, however few rows there are.
  const most = host.faults.isOn('cut-listing', path) ? Math.ceil(rows.length / 2) : rows.length;
  const size = Math.max(1, Math.min(asked, host.pageSizeCap, most));
  const shift = from > 0 && host.faults.take(['duplicate-page'], path) ? size : 0;
  const end = from + size;
  const next = { ...linkTo(`/customers?size=${asked}&seekOperation=Next`), headers: [markOf(end)] };
  const links = end < rows.length ? { self: linkTo(path), next } : { self: linkTo(path) };
  return reply.send(collectionOf(rows.slice(Math.max(0, from - shift), end - shift), links));
}

function linkTo(uri: string): { uri: string; method: 'GET'; headers: { key: string; value: string }[] } {
  return { uri, method: 'GET', headers: [] };
}

function markOf(offset: number): { key: string; value: string } {
  return { key: CONTINUATION, value: Buffer.from(`offset:${offset}`).toString('base64') };
}

function offsetOf(request: ListRequest): number {
  const mark = String(request.headers[CONTINUATION.toLowerCase()] ?? '');
  return integerOf(Buffer.from(mark, 'base64').toString().replace('offset:', ''), 0);
}

/** `totalCount` is the number of items in this answer. */
function collectionOf(items: object[], links: object): object {
  return { totalCount: items.length, items, links, attributes: { objectType: 'Collection' } };
}
