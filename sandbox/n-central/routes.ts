import type { FastifyInstance } from 'fastify';
import { integerOf, pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { N_CENTRAL, type NCentralData, nCentralOf } from './data.ts';
import { errorBody } from './errors.ts';
import { plant } from './plant.ts';

const API_TOKEN = 'sandbox.n-central.json-web-token';
const TOKEN_SECONDS = 3600;
const REFRESH_SECONDS = 90_000;
const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1000;

/** N-central: customers and devices of the MSP's service organization. */
export const nCentral: VendorSimulation = {
  id: N_CENTRAL,
  plant,
  credentials: (url) => ({ baseUrl: url, apiToken: API_TOKEN }),
  isTokenRequest: (path) => path.startsWith('/api/auth/'),
  errorBody,
  routes(app, host) {
    app.post('/api/auth/authenticate', (request, reply) => {
      if (request.headers.authorization !== `Bearer ${API_TOKEN}`)
        return refuse(reply, nCentral, 401, pathOf(request, host));
      return reply.send(tokens(host));
    });
    app.register(async (api) => {
      api.addHook('onRequest', async (request, reply) => {
        if (!host.tokens.grantOf(request.headers.authorization))
          return refuse(reply, nCentral, 401, pathOf(request, host));
      });
      list(api, host, 'customers');
      list(api, host, 'devices');
    });
  },
};

function tokens(host: VendorHost): object {
  const access = { token: host.tokens.issue(TOKEN_SECONDS), type: 'Bearer', expirySeconds: TOKEN_SECONDS };
  const refresh = { token: 'sandbox-refresh', type: 'Body', expirySeconds: REFRESH_SECONDS };
  return { tokens: { access, refresh }, refresh: '/api/auth/refresh', validate: '/api/auth/validate' };
}

type ListQuery = { pageNumber?: string; pageSize?: string; filterId?: string; select?: string };

function list(api: FastifyInstance, host: VendorHost, name: keyof NCentralData): void {
  api.get<{ Querystring: ListQuery }>(`/api/${name}`, (request, reply) => {
    const path = pathOf(request, host);
    const page = integerOf(request.query.pageNumber, 1);
    const asked = integerOf(request.query.pageSize, DEFAULT_PAGE_SIZE);
    const isOdd = request.query.filterId !== undefined || request.query.select !== undefined;
    if (page < 1 || asked < 1 || asked > MAX_PAGE_SIZE || isOdd) return refuse(reply, nCentral, 400, path);
    // An error of the core comes with status 200.
    if (page > 1 && host.faults.take(['cut-listing'], path)) return reply.send(errorBody(500));
    const rows: object[] = nCentralOf(host.msp)[name];
    const size = Math.min(asked, host.pageSizeCap);
    const served = page > 1 && host.faults.take(['duplicate-page'], path) ? page - 1 : page;
    const data = rows.slice((served - 1) * size, served * size);
    return reply.send({
      data,
      pageNumber: page,
      pageSize: size,
      itemCount: data.length,
      totalItems: rows.length,
      totalPages: Math.ceil(rows.length / size),
      _links: { firstPage: `/api/${name}?pageNumber=1&pageSize=${size}` },
    });
  });
}
