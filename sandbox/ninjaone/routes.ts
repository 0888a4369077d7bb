import type { FastifyInstance } from 'fastify';
import {
  formOf,
  integerOf,
  pathOf,
  refuse,
  type VendorHost,
  type VendorSimulation,
} from '../server/vendor.ts';
import { errorBody } from './errors.ts';

const CLIENT_ID = 'sandbox-ninjaone-client';
const CLIENT_SECRET = 'sandbox-ninjaone-secret';
const TOKEN_SECONDS = 3600;
const MAX_PAGE_SIZE = 1000;

/** NinjaOne: the devices the MSP manages. */
export const ninjaOne: VendorSimulation = {
  id: 'ninjaone',
  credentials: (url) => ({ baseUrl: url, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }),
  isTokenRequest: (path) => path.startsWith('/ws/oauth/token'),
  errorBody,
  routes(app, host) {
    tokenRoute(app, host);
    app.register(async (api) => apiRoutes(api, host));
  },
};

function tokenRoute(app: FastifyInstance, host: VendorHost): void {
  app.post('/ws/oauth/token', (request, reply) => {
    const form = formOf(request);
    if (form.get('grant_type') !== 'client_credentials') {
      return reply.code(400).send({ error: 'unsupported_grant_type' });
    }
    if (form.get('client_id') !== CLIENT_ID || form.get('client_secret') !== CLIENT_SECRET) {
      return reply.code(401).send({ error: 'invalid_client' });
    }
    if (!form.get('scope')?.split(' ').includes('monitoring'))
      return reply.code(400).send({ error: 'invalid_scope' });
    return reply.send({
      access_token: host.tokens.issue(TOKEN_SECONDS),
      expires_in: TOKEN_SECONDS,
      scope: form.get('scope'),
      token_type: 'Bearer',
    });
  });
}

type ListQuery = { pageSize?: string; after?: string; df?: string; of?: string };

function apiRoutes(api: FastifyInstance, host: VendorHost): void {
  api.addHook<{ Querystring: ListQuery }>('onRequest', async (request, reply) => {
    if (!host.tokens.grantOf(request.headers.authorization)) {
      return refuse(reply, ninjaOne, 401, pathOf(request, host));
    }
  });
  list(api, host, '/v2/organizations', () => host.msp.ninjaone.organizations);
  list(api, host, '/v2/devices-detailed', () => host.msp.ninjaone.devices);
}

/** Bare arrays by ascending id, from the one behind `after` on; there is no total and no next link. */
function list(api: FastifyInstance, host: VendorHost, route: string, rowsOf: () => { id: number }[]): void {
  api.get<{ Querystring: ListQuery }>(route, (request, reply) => {
    const { pageSize, after, df, of } = request.query;
    const path = pathOf(request, host);
    // Device and organization filters are a language of their own; to leave one unheeded would be a wrong answer.
    if (df !== undefined || of !== undefined) return refuse(reply, ninjaOne, 400, path);
    const size = Math.min(Math.max(1, integerOf(pageSize, MAX_PAGE_SIZE)), MAX_PAGE_SIZE, host.pageSizeCap);
    const from = integerOf(after, 0);
    if (from > 0 && host.faults.take(['cut-listing'], path)) return refuse(reply, ninjaOne, 500, path);
    const sorted = rowsOf().toSorted((a, b) => a.id - b.id);
    const first = sorted.findIndex((row) => row.id > from);
    const start = first === -1 ? sorted.length : first;
    const shift = from > 0 && host.faults.take(['duplicate-page'], path) ? size : 0;
    return reply.send(sorted.slice(Math.max(0, start - shift), Math.max(0, start - shift) + size));
  });
}
