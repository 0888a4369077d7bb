import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  formOf,
  integerOf,
  pathOf,
  refuse,
  urlOf,
  type VendorHost,
  type VendorSimulation,
} from '../server/vendor.ts';
import { DATTO, dattoOf, type PlantedSite, statusOf } from './data.ts';
import { errorBody, SIGN_IN_REFUSAL } from './errors.ts';
import { plant } from './plant.ts';
import type { DattoSite } from './schema.ts';

const API_KEY = 'SANDBOXDATTOKEY';
const API_SECRET = 'sandbox-datto-api-secret';
const PUBLIC_CLIENT = `Basic ${Buffer.from('public-client:public').toString('base64')}`;
const TOKEN_SECONDS = 360_000;
const MAX_PAGE_SIZE = 250;

/** Datto RMM: the devices of the MSP's account, by site. */
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
      return refuse(reply, dattoRmm, 401, pathOf(request, host));
    if (form.get('grant_type') !== 'password')
      return reply.code(400).send({ error: 'unsupported_grant_type' });
    if (form.get('username') !== API_KEY || form.get('password') !== API_SECRET)
      return reply.code(400).send(SIGN_IN_REFUSAL);
    return reply.send({
      access_token: host.tokens.issue(TOKEN_SECONDS),
      token_type: 'bearer',
      expires_in: TOKEN_SECONDS,
    });
  });
}

type ListQuery = { page?: string; max?: string };
type SiteRequest = { Params: { uid: string }; Querystring: ListQuery };

function apiRoutes(api: FastifyInstance, host: VendorHost): void {
  const data = () => dattoOf(host.msp);
  const siteOf = (uid: string) => data().sites.find((site) => site.uid === uid);
  const devicesOf = (uid: string) => data().devices.filter(({ siteUid }) => siteUid === uid);
  const told = (site: PlantedSite): DattoSite => ({ ...site, devicesStatus: statusOf(devicesOf(site.uid)) });
  api.addHook('onRequest', async (request, reply) => {
    if (!host.tokens.grantOf(request.headers.authorization))
      return refuse(reply, dattoRmm, 401, pathOf(request, host));
  });
  api.get('/api/v2/account', (_request, reply) =>
    reply.send({ ...data().account, devicesStatus: statusOf(data().devices) }),
  );
  api.get<{ Querystring: ListQuery }>('/api/v2/account/sites', (request, reply) =>
    sendPage('sites', data().sites.map(told), request, reply, host),
  );
  api.get<SiteRequest>('/api/v2/site/:uid', (request, reply) => {
    const site = siteOf(request.params.uid);
    return site ? reply.send(told(site)) : refuse(reply, dattoRmm, 404, pathOf(request, host));
  });
  api.get<SiteRequest>('/api/v2/site/:uid/devices', (request, reply) => {
    const site = siteOf(request.params.uid);
    if (!site) return refuse(reply, dattoRmm, 404, pathOf(request, host));
    return sendPage('devices', devicesOf(site.uid), request, reply, host);
  });
}

/** Pages are numbered from 0 here; sources differ, and a client follows the addresses. The last one has an empty address. */
function sendPage(
  key: 'sites' | 'devices',
  rows: object[],
  request: FastifyRequest<{ Querystring: ListQuery }>,
  reply: FastifyReply,
  host: VendorHost,
): FastifyReply {
  const path = pathOf(request, host);
  const max = integerOf(request.query.max, MAX_PAGE_SIZE);
  if (max < 1 || max > MAX_PAGE_SIZE) return refuse(reply, dattoRmm, 400, path);
  const size = Math.min(max, host.pageSizeCap);
  const page = integerOf(request.query.page, 0);
  const shift = page > 0 && host.faults.take(['duplicate-page'], path) ? 1 : 0;
  const served = rows.slice((page - shift) * size, (page - shift + 1) * size);
  const isForeign = host.faults.take(['foreign-next'], path) !== null;
  const promised = host.faults.take(['cut-listing'], path) ? 7 : 0;
  const base = isForeign ? 'https://elsewhere-api.example.net' : urlOf(request, host);
  const addressOf = (number: number) => `${base}${path.split('?')[0]}?max=${max}&page=${number}`;
  const isLast = (page + 1) * size >= rows.length && !isForeign;
  return reply.send({
    pageDetails: {
      count: served.length,
      totalCount: rows.length + promised,
      prevPageUrl: page > 0 ? addressOf(page - 1) : '',
      nextPageUrl: isLast ? '' : addressOf(page + 1),
    },
    [key]: served,
  });
}
