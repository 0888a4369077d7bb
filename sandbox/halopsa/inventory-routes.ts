import type { FastifyInstance } from 'fastify';
import { pathOf, type VendorHost } from '../server/vendor.ts';
import { haloInventoryOf } from './inventory-data.ts';
import { type HaloListQuery, pageOf } from './paging.ts';

type UserQuery = HaloListQuery & { includeinactive?: string; includeserviceaccount?: string };
type AssetQuery = HaloListQuery & { includeinactive?: string };
type LicenceQuery = HaloListQuery & { includeinactive?: string; licence_type?: string };

/** GET /Users, /Asset and /SoftwareLicence; without a type, the last lists software licences only. */
export function inventoryRoutes(api: FastifyInstance, host: VendorHost): void {
  api.get<{ Querystring: UserQuery }>('/api/Users', (request) => {
    const { includeinactive, includeserviceaccount } = request.query;
    const users = haloInventoryOf(host.msp).users.filter(
      (row) =>
        (includeinactive === 'true' || !row.inactive) &&
        (includeserviceaccount === 'true' || !row.isserviceaccount),
    );
    return pageOf(users, 'users', request.query, host, pathOf(request, host));
  });

  api.get<{ Querystring: AssetQuery }>('/api/Asset', (request) => {
    const assets = haloInventoryOf(host.msp).assets.filter(
      (row) => request.query.includeinactive === 'true' || !row.inactive,
    );
    return pageOf(assets, 'assets', request.query, host, pathOf(request, host));
  });

  api.get<{ Querystring: LicenceQuery }>('/api/SoftwareLicence', (request) => {
    const { includeinactive, licence_type: type = '0' } = request.query;
    const licences = haloInventoryOf(host.msp).licences.filter(
      (row) => String(row.type) === type && (includeinactive === 'true' || row.is_active),
    );
    return pageOf(licences, 'licences', request.query, host, pathOf(request, host));
  });
}
