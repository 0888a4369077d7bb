import type { FastifyInstance } from 'fastify';
import { integerOf, pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { sophosOf } from './data.ts';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 500;

type EndpointQuery = { pageSize?: string; pageFromKey?: string; pageTotal?: string };
type EndpointRequest = { Params: { region: string }; Querystring: EndpointQuery };

/** A tenant's endpoints, at the API of its region; pages follow `nextKey`. */
export function endpointRoute(api: FastifyInstance, host: VendorHost, vendor: VendorSimulation): void {
  api.get<EndpointRequest>('/:region/endpoint/v1/endpoints', (request, reply) => {
    const path = pathOf(request, host);
    const tenant = sophosOf(host.msp).tenants.find(({ id }) => id === request.headers['x-tenant-id']);
    if (tenant?.dataRegion !== request.params.region) return refuse(reply, vendor, 404, path);
    if (!tenant.isLicensed) return refuse(reply, vendor, 403, path);
    const { pageSize, pageFromKey = '', pageTotal } = request.query;
    if (pageFromKey !== '' && host.faults.take(['cut-listing'], path))
      return refuse(reply, vendor, 500, path);
    const asked = Math.max(1, integerOf(pageSize, DEFAULT_PAGE_SIZE));
    const size = Math.min(asked, MAX_PAGE_SIZE, host.pageSizeCap);
    const rows = tenant.endpoints;
    const start = rows.findIndex(({ id }) => id === pageFromKey) + 1;
    const shift = start > 0 && host.faults.take(['duplicate-page'], path) ? size : 0;
    const items = rows.slice(Math.max(0, start - shift), Math.max(0, start - shift) + size);
    const last = start + size < rows.length ? items.at(-1) : undefined;
    const totals = pageTotal === 'true' ? { total: Math.ceil(rows.length / size), items: rows.length } : {};
    return reply.send({
      items,
      pages: {
        ...(pageFromKey === '' ? {} : { fromKey: pageFromKey }),
        ...(last ? { nextKey: last.id } : {}),
        size,
        maxSize: MAX_PAGE_SIZE,
        ...totals,
      },
    });
  });
}
