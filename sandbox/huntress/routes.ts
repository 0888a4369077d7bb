import type { FastifyInstance } from 'fastify';
import {
  integerOf,
  pathOf,
  refuse,
  urlOf,
  type VendorHost,
  type VendorSimulation,
} from '../server/vendor.ts';
import { HUNTRESS, type HuntressData, huntressOf } from './data.ts';
import { errorBody } from './errors.ts';
import { plant } from './plant.ts';

const API_KEY = 'hk_sandbox';
const API_SECRET = 'sandbox-huntress-secret';
const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 500;

/** Huntress: agents and identities of the MSP's account, by organization. */
export const huntress: VendorSimulation = {
  id: HUNTRESS,
  plant,
  credentials: (url) => ({ baseUrl: url, apiKey: API_KEY, apiSecret: API_SECRET }),
  isTokenRequest: () => false,
  errorBody,
  routes(app, host) {
    const basic = `Basic ${Buffer.from(`${API_KEY}:${API_SECRET}`).toString('base64')}`;
    app.addHook('onRequest', async (request, reply) => {
      if (request.headers.authorization !== basic) return refuse(reply, huntress, 401, pathOf(request, host));
    });
    list(app, host, 'organizations');
    list(app, host, 'agents');
    list(app, host, 'identities');
  },
};

type ListQuery = { limit?: string; page_token?: string };

/** Newest first, that is by falling id; the token names the last row of the page before. */
function list(app: FastifyInstance, host: VendorHost, key: keyof HuntressData): void {
  app.get<{ Querystring: ListQuery }>(`/v1/${key}`, (request, reply) => {
    const path = pathOf(request, host);
    const limit = integerOf(request.query.limit, DEFAULT_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) return refuse(reply, huntress, 400, path);
    const size = Math.min(limit, host.pageSizeCap);
    const before = Buffer.from(request.query.page_token ?? '', 'base64').toString();
    if (before !== '' && host.faults.take(['cut-listing'], path)) return refuse(reply, huntress, 500, path);
    const rows: { id: number }[] = huntressOf(host.msp)[key].toSorted((a, b) => b.id - a.id);
    const start = rows.findIndex(({ id }) => String(id) === before) + 1;
    const shift = start > 0 && host.faults.take(['duplicate-page'], path) ? size : 0;
    const served = rows.slice(Math.max(0, start - shift), Math.max(0, start - shift) + size);
    const last = start + size < rows.length ? served.at(-1) : undefined;
    return reply.send({ [key]: served, pagination: last ? nextPage(last.id, limit) : {} });

    function nextPage(id: number, pageLimit: number): object {
      const token = Buffer.from(String(id)).toString('base64');
      const url = `${urlOf(request, host)}/v1/${key}?page_token=${token}&limit=${pageLimit}`;
      return { next_page_url: url, next_page_token: token };
    }
  });
}
