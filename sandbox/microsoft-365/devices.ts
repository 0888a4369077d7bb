import type { FastifyInstance } from 'fastify';
import type { VendorHost } from '../server/vendor.ts';
import { type GraphQuery, type GraphRequest, pagedCollection } from './collection.ts';
import { graphError } from './errors.ts';
import { managedDeviceSchema } from './schema.ts';
import type { MicrosoftTenant } from './tenant.ts';

const KNOWN_PROPERTIES = new Set(Object.keys(managedDeviceSchema.shape));

/** GET /deviceManagement/managedDevices, which a tenant without Intune answers with 400 (field reports; not documented). */
export function deviceRoute(
  api: FastifyInstance,
  host: VendorHost,
  tenantOf: (request: GraphRequest) => MicrosoftTenant,
): void {
  api.get<{ Querystring: GraphQuery }>('/v1.0/deviceManagement/managedDevices', (request, reply) => {
    const devices = tenantOf(request).managedDevices;
    if (devices === null)
      return reply.code(400).send(graphError(400, 'Request not applicable to target tenant.', 'BadRequest'));
    const names = request.query.$select?.split(',') ?? [...KNOWN_PROPERTIES];
    const unknown = names.find((name) => !KNOWN_PROPERTIES.has(name));
    if (unknown !== undefined)
      return reply.code(400).send(graphError(400, `Could not find a property named '${unknown}'.`));
    const rows = devices.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name))),
    );
    return pagedCollection('deviceManagement/managedDevices', rows, request, reply, host);
  });
}
