import type { FastifyInstance, FastifyRequest } from 'fastify';
import { integerOf, pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { SENTINELONE, sentinelOneOf } from './data.ts';
import { errorBody } from './errors.ts';
import { plant } from './plant.ts';
import type { S1Agent } from './schema.ts';

const API_TOKEN = 'sandbox-sentinelone-api-token';
const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 1000;

/** SentinelOne: the agents of the MSP's account, by site. */
export const sentinelOne: VendorSimulation = {
  id: SENTINELONE,
  plant,
  credentials: (url) => ({ baseUrl: url, apiToken: API_TOKEN }),
  isTokenRequest: () => false,
  errorBody,
  routes(app, host) {
    app.addHook('onRequest', async (request, reply) => {
      if (request.headers.authorization !== `ApiToken ${API_TOKEN}`)
        return refuse(reply, sentinelOne, 401, pathOf(request, host));
    });
    siteRoute(app, host);
    agentRoute(app, host);
  },
};

type ListQuery = { limit?: string; cursor?: string; isDecommissioned?: string; isUninstalled?: string };

function siteRoute(app: FastifyInstance, host: VendorHost): void {
  app.get<{ Querystring: ListQuery }>('/web/api/v2.1/sites', (request, reply) => {
    const { sites } = sentinelOneOf(host.msp);
    const page = pageOf(sites, request, host);
    if (!page) return refuse(reply, sentinelOne, 400, pathOf(request, host));
    const sum = (field: 'activeLicenses' | 'totalLicenses') =>
      sites.reduce((total, site) => total + site[field], 0);
    const allSites = { activeLicenses: sum('activeLicenses'), totalLicenses: sum('totalLicenses') };
    return reply.send({ data: { allSites, sites: page.rows }, pagination: page.pagination });
  });
}

function agentRoute(app: FastifyInstance, host: VendorHost): void {
  app.get<{ Querystring: ListQuery }>('/web/api/v2.1/agents', (request, reply) => {
    const { isDecommissioned, isUninstalled } = request.query;
    const wanted = (agent: S1Agent) =>
      includes(isDecommissioned, agent.isDecommissioned) && includes(isUninstalled, agent.isUninstalled);
    const page = pageOf(sentinelOneOf(host.msp).agents.filter(wanted), request, host);
    if (!page) return refuse(reply, sentinelOne, 400, pathOf(request, host));
    return reply.send({ data: page.rows, pagination: page.pagination });
  });
}

/** Filters are lists of words: "True,False". */
function includes(filter: string | undefined, value: unknown): boolean {
  return (
    filter === undefined ||
    filter
      .toLowerCase()
      .split(',')
      .includes(String(value ?? false))
  );
}

type Page<Row> = { rows: Row[]; pagination: { totalItems: number; nextCursor: string | null } };

/** The page behind the cursor, which names the last row before it; null: the limit is not allowed. */
function pageOf<Row extends { id: string }>(
  rows: Row[],
  request: FastifyRequest<{ Querystring: ListQuery }>,
  host: VendorHost,
): Page<Row> | null {
  const limit = integerOf(request.query.limit, DEFAULT_LIMIT);
  if (limit < 1 || limit > MAX_LIMIT) return null;
  const size = Math.min(limit, host.pageSizeCap);
  const path = pathOf(request, host);
  const before = Buffer.from(request.query.cursor ?? '', 'base64')
    .toString()
    .replace('agent_id:', '');
  const start = rows.findIndex(({ id }) => id === before) + 1;
  const shift = start > 0 && host.faults.take(['duplicate-page'], path) ? size : 0;
  const served = rows.slice(Math.max(0, start - shift), Math.max(0, start - shift) + size);
  const last = start + size < rows.length ? served.at(-1) : undefined;
  const nextCursor = last ? Buffer.from(`agent_id:${last.id}`).toString('base64') : null;
  const promised = host.faults.take(['cut-listing'], path) ? 7 : 0;
  return { rows: served, pagination: { totalItems: rows.length + promised, nextCursor } };
}
