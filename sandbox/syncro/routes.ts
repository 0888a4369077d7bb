import type { FastifyInstance } from 'fastify';
import { integerOf, pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { SYNCRO, syncroOf } from './data.ts';
import { errorBody } from './errors.ts';
import { plant } from './plant.ts';

const API_TOKEN = 'SANDBOX-SYNCRO-TOKEN-00000000';
const PAGE_SIZE = 100;

/** Syncro: the customers and assets of one account, by numbered pages. */
export const syncro: VendorSimulation = {
  id: SYNCRO,
  plant,
  credentials: (url) => ({ baseUrl: url, apiToken: API_TOKEN }),
  isTokenRequest: () => false,
  errorBody,
  routes(app, host) {
    app.addHook('onRequest', async (request, reply) => {
      if (request.headers.authorization !== API_TOKEN)
        return refuse(reply, syncro, 401, pathOf(request, host));
    });
    list(app, host, '/api/v1/customers', 'customers', () => syncroOf(host.msp).customers);
    list(app, host, '/api/v1/customer_assets', 'assets', () => syncroOf(host.msp).assets);
  },
};

function list(
  app: FastifyInstance,
  host: VendorHost,
  route: string,
  field: 'customers' | 'assets',
  rowsOf: () => object[],
): void {
  app.get<{ Querystring: { page?: string } }>(route, (request, reply) => {
    const path = pathOf(request, host);
    const rows = rowsOf();
    const size = Math.min(PAGE_SIZE, host.pageSizeCap);
    const page = Math.max(1, integerOf(request.query.page, 1));
    const start = (page - 1) * size;
    if (page > 1 && host.faults.take(['cut-listing'], path)) return refuse(reply, syncro, 500, path);
    const shift = page > 1 && host.faults.take(['duplicate-page'], path) ? size : 0;
    const meta = {
      total_pages: Math.max(1, Math.ceil(rows.length / size)),
      total_entries: rows.length,
      per_page: size,
      page,
    };
    return reply.send({ [field]: rows.slice(Math.max(0, start - shift), start - shift + size), meta });
  });
}
