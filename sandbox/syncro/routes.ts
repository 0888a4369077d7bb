import type { FastifyInstance } from 'fastify';
import { integerOf, pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { SYNCRO, type SyncroData, syncroOf } from './data.ts';
import { errorBody } from './errors.ts';
import { plant } from './plant.ts';

const API_TOKEN = 'Tsandbox-syncro-api-token';
const PAGE_SIZE = 25;

/** Syncro: the customers and assets of the MSP's account. */
export const syncro: VendorSimulation = {
  id: SYNCRO,
  plant,
  credentials: (url) => ({ baseUrl: url, apiToken: API_TOKEN }),
  isTokenRequest: () => false,
  errorBody,
  routes(app, host) {
    app.addHook('onRequest', async (request, reply) => {
      if (request.headers.authorization !== `Bearer ${API_TOKEN}`)
        return refuse(reply, syncro, 401, pathOf(request, host));
    });
    list(app, host, '/api/v1/customers', ({ customers }, query) => ({
      customers: customers.filter(({ disabled }) => query.include_disabled === 'true' || !disabled),
    }));
    list(app, host, '/api/v1/customer_assets', ({ assets }) => ({ assets }));
  },
};

type ListQuery = { page?: string; include_disabled?: string };
type Rows = Partial<Record<keyof SyncroData, object[]>>;

/** Pages of 25, numbered from 1; how many rows they have cannot be chosen. One behind the last is empty. */
function list(
  app: FastifyInstance,
  host: VendorHost,
  route: string,
  rowsOf: (data: SyncroData, query: ListQuery) => Rows,
): void {
  app.get<{ Querystring: ListQuery }>(route, (request, reply) => {
    const path = pathOf(request, host);
    const [[key, rows] = ['', []]] = Object.entries(rowsOf(syncroOf(host.msp), request.query));
    const size = Math.min(PAGE_SIZE, host.pageSizeCap);
    const page = Math.max(1, integerOf(request.query.page, 1));
    const shift = page > 1 && host.faults.take(['duplicate-page'], path) ? 1 : 0;
    const promised = host.faults.take(['cut-listing'], path) ? 7 : 0;
    return reply.send({
      [key]: rows.slice((page - 1 - shift) * size, (page - shift) * size),
      meta: {
        total_pages: Math.ceil(rows.length / size),
        total_entries: rows.length + promised,
        per_page: size,
        page,
      },
    });
  });
}
