import type { FastifyInstance } from 'fastify';
import {
  formOf,
  integerOf,
  pathOf,
  refuse,
  urlOf,
  type VendorHost,
  type VendorSimulation,
} from '../server/vendor.ts';
import { type PlantedTenant, SOPHOS, sophosOf } from './data.ts';
import { endpointRoute } from './endpoints.ts';
import { errorBody } from './errors.ts';
import { plant } from './plant.ts';
import type { SophosTenant } from './schema.ts';

const CLIENT_ID = '5a1c1f0e-2c7b-4f3a-9d0a-5f6a7b8c9d10';
const CLIENT_SECRET = 'sandbox-sophos-secret';
const TOKEN_SECONDS = 3600;
const MAX_PAGE_SIZE = 100;

/** Sophos Central: sign-in, global API and the regions' APIs, all at one address. */
export const sophosCentral: VendorSimulation = {
  id: SOPHOS,
  plant,
  credentials: (url) => ({ baseUrl: url, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }),
  isTokenRequest: (path) => path.startsWith('/api/v2/oauth2/token'),
  errorBody,
  routes(app, host) {
    tokenRoute(app, host);
    app.register(async (api) => {
      api.addHook('onRequest', async (request, reply) => {
        if (!host.tokens.grantOf(request.headers.authorization))
          return refuse(reply, sophosCentral, 401, pathOf(request, host));
      });
      whoAmIRoute(api, host);
      tenantRoute(api, host);
      endpointRoute(api, host, sophosCentral);
    });
  },
};

function tokenRoute(app: FastifyInstance, host: VendorHost): void {
  app.post('/api/v2/oauth2/token', (request, reply) => {
    const form = formOf(request);
    if (form.get('grant_type') !== 'client_credentials')
      return reply.code(400).send({ error: 'unsupported_grant_type' });
    if (form.get('scope') !== 'token') return reply.code(400).send({ error: 'invalid_scope' });
    if (form.get('client_id') !== CLIENT_ID || form.get('client_secret') !== CLIENT_SECRET)
      return reply.code(401).send({ error: 'invalid_client' });
    return reply.send({
      access_token: host.tokens.issue(TOKEN_SECONDS),
      token_type: 'bearer',
      expires_in: TOKEN_SECONDS,
    });
  });
}

function whoAmIRoute(api: FastifyInstance, host: VendorHost): void {
  api.get('/whoami/v1', (request) => ({
    id: sophosOf(host.msp).partnerId,
    idType: 'partner',
    apiHosts: { global: urlOf(request, host) },
  }));
}

type TenantQuery = { page?: string; pageSize?: string; pageTotal?: string };

/** Pages by number; how many there are is told only when asked for. */
function tenantRoute(api: FastifyInstance, host: VendorHost): void {
  api.get<{ Querystring: TenantQuery }>('/partner/v1/tenants', (request, reply) => {
    const { partnerId, tenants } = sophosOf(host.msp);
    if (request.headers['x-partner-id'] !== partnerId)
      return refuse(reply, sophosCentral, 403, pathOf(request, host));
    const { page, pageSize, pageTotal } = request.query;
    const size = Math.min(Math.max(1, integerOf(pageSize, 50)), MAX_PAGE_SIZE, host.pageSizeCap);
    const current = Math.max(1, integerOf(page, 1));
    const totals =
      pageTotal === 'true' ? { total: Math.ceil(tenants.length / size), items: tenants.length } : {};
    return reply.send({
      items: tenants
        .slice((current - 1) * size, current * size)
        .map((row) => asListed(row, urlOf(request, host))),
      pages: { current, size, maxSize: MAX_PAGE_SIZE, ...totals },
    });
  });
}

function asListed(
  { isLicensed: _isLicensed, endpoints: _endpoints, ...row }: PlantedTenant,
  url: string,
): SophosTenant {
  return row.status === 'active' ? { ...row, apiHost: `${url}/${row.dataRegion}` } : row;
}
