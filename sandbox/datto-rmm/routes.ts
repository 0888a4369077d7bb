import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  formOf,
  integerOf,
  pathOf,
  refuse,
  urlOf,
  type VendorHost,
  type VendorSimulation,
} from '../server/vendor.ts';
import { DATTO, type DattoData, dattoOf } from './data.ts';
import { errorBody } from './errors.ts';
import { plant } from './plant.ts';
import type { DattoSite } from './schema.ts';

const API_KEY = 'SANDBOXDATTOAPIKEY';
const API_SECRET = 'sandbox-datto-secret';
const PUBLIC_CLIENT = `Basic ${Buffer.from('public-client:public').toString('base64')}`;
const TOKEN_SECONDS = 360_000;
const MAX_PAGE_SIZE = 250;

/** Datto RMM: the devices of one account, by site. */
export const dattoRmm: VendorSimulation = {
  id: DATTO,
  plant,
  credentials: (url) => ({ baseUrl: url, apiKey: API_KEY, apiSecret: API_SECRET }),
  isTokenRequest: (path) => path.startsWith('/auth/oauth/token'),
  errorBody,
  routes(app, host) {
    tokenRoute(app, host);
    app.register(async (api) => apiRoutes(api, host));
  },
};

function tokenRoute(app: FastifyInstance, host: VendorHost): void {
  app.post('/auth/oauth/token', (request, reply) => {
    const form = formOf(request);
    if (request.headers.authorization !== PUBLIC_CLIENT)
      return reply.code(401).send({ error: 'unauthorized' });
    if (form.get('grant_type') !== 'password')
      return reply.code(400).send({ error: 'unsupported_grant_type' });
    if (form.get('username') !== API_KEY || form.get('password') !== API_SECRET)
      return reply.code(400).send(errorBody(400));
    return reply.send({
      access_token: host.tokens.issue(TOKEN_SECONDS),
      token_type: 'bearer',
      expires_in: TOKEN_SECONDS,
    });
  });
}

function apiRoutes(api: FastifyInstance, host: VendorHost): void {
  api.addHook('onRequest', async (request, reply) => {
    if (!host.tokens.grantOf(request.headers.authorization))
      return refuse(reply, dattoRmm, 401, pathOf(request, host));
  });
  const data = () => dattoOf(host.msp);
  api.get('/api/v2/account', (_request, reply) =>
    reply.send({ id: 7, uid: 'a1c5e7d2-account', name: 'Northwind IT', currency: 'USD' }),
  );
  list(api, host, '/api/v2/account/sites', 'sites', () =>
    data().sites.map((site) => withStatus(site, data())),
  );
  list(api, host, '/api/v2/account/devices', 'devices', () =>
    data().devices.filter(({ uid }) => !data().missingFromAccount.has(uid)),
  );
  list(api, host, '/api/v2/site/:siteUid/devices', 'devices', ({ params }) =>
    data().devices.filter(({ siteUid }) => siteUid === (params as { siteUid: string }).siteUid),
  );
}

function withStatus(site: DattoData['sites'][number], { devices }: DattoData): DattoSite {
  const own = devices.filter(({ siteUid }) => siteUid === site.uid);
  const online = own.filter((row) => row.online === true).length;
  return {
    ...site,
    devicesStatus: {
      numberOfDevices: own.length,
      numberOfOnlineDevices: online,
      numberOfOfflineDevices: own.length - online,
    },
  };
}

/** Pages as `pageDetails` tells, the next one by its address, which is empty after the last. */
function list(
  api: FastifyInstance,
  host: VendorHost,
  route: string,
  field: 'sites' | 'devices',
  rowsOf: (request: FastifyRequest) => object[],
): void {
  api.get<{ Querystring: { page?: string; max?: string } }>(route, (request, reply) => {
    const rows = rowsOf(request);
    const path = pathOf(request, host);
    const isForeign = host.faults.take(['foreign-next'], path) !== null;
    const asked = Math.min(Math.max(1, integerOf(request.query.max, MAX_PAGE_SIZE)), MAX_PAGE_SIZE);
    // A first page of half the rows leaves an address to lead elsewhere, or to be missing, however few rows there are.
    const isSplit = isForeign || host.faults.isOn('cut-listing', path);
    const size = Math.min(asked, host.pageSizeCap, isSplit ? Math.ceil(rows.length / 2) || 1 : asked);
    const number = integerOf(request.query.page, 1);
    const start = (number - 1) * size;
    const isCut = start + size < rows.length && host.faults.take(['cut-listing'], path) !== null;
    const shift = number > 1 && host.faults.take(['duplicate-page'], path) ? size : 0;
    const next = new URL(urlOf(request, host) + path.split('?')[0]);
    next.searchParams.set('max', String(asked));
    next.searchParams.set('page', String(number + 1));
    const address = isForeign ? `https://datto.example.net${next.pathname}${next.search}` : next.href;
    const shown = rows.slice(Math.max(0, start - shift), start - shift + size);
    return reply.send({
      pageDetails: {
        count: shown.length,
        totalCount: rows.length,
        prevPageUrl: '',
        nextPageUrl: start + size < rows.length && !isCut ? address : '',
      },
      [field]: shown,
    });
  });
}
