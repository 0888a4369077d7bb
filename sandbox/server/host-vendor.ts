import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxMsp } from '../msp/types.ts';
import { FaultSwitch, type SandboxFault } from './faults.ts';
import { RequestLimit } from './request-limit.ts';
import { TokenStore } from './tokens.ts';
import { pathOf, refuse, type VendorHost, type VendorSimulation } from './vendor.ts';

export type HostOptions = {
  msp: SandboxMsp;
  pageSizeCap: number;
  latencyMs: number;
  requestsPerMinute: number;
};

export type SeenRequest = { method: string; path: string };
export type HostedVendor = VendorHost & { simulation: VendorSimulation; requests: SeenRequest[] };

/** Marks the parts of a Graph batch, which are no requests of their own on the wire. */
export const BATCH_PART_HEADER = 'x-sandbox-batch-part';

/** Serves one vendor under `/{id}`: every request is seen, may be struck by the fault, and counts towards the limit. */
export function hostVendor(
  app: FastifyInstance,
  simulation: VendorSimulation,
  options: HostOptions,
): HostedVendor {
  const vendor: HostedVendor = {
    simulation,
    prefix: `/${simulation.id}`,
    msp: options.msp,
    tokens: new TokenStore(),
    faults: new FaultSwitch(),
    pageSizeCap: options.pageSizeCap,
    requests: [],
  };
  const limit = new RequestLimit(options.requestsPerMinute);
  app.register(
    async (scope) => {
      scope.addHook('onRequest', async (request, reply) => {
        if (await meet(vendor, limit, options.latencyMs, request, reply)) return reply;
      });
      simulation.routes(scope, vendor);
    },
    { prefix: vendor.prefix },
  );
  return vendor;
}

/** @returns whether the request is answered already */
async function meet(
  vendor: HostedVendor,
  limit: RequestLimit,
  latencyMs: number,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const path = pathOf(request, vendor);
  const isBatchPart = request.headers[BATCH_PART_HEADER] !== undefined;
  if (!isBatchPart) vendor.requests.push({ method: request.method, path });
  if (latencyMs > 0 && !isBatchPart) await delay(latencyMs);
  const fault = vendor.faults.take(
    isBatchPart ? ['status'] : ['status', 'html', 'malformed', 'cut', 'expire-token'],
    path,
    vendor.simulation.isTokenRequest(path),
  );
  if (fault && strike(vendor, fault, path, reply)) return true;
  const waitSeconds = limit.waitSeconds(Date.now());
  if (waitSeconds > 0) refuse(reply.header('retry-after', waitSeconds), vendor.simulation, 429, path);
  return waitSeconds > 0;
}

/** @returns whether the fault answers the request; `expire-token` leaves that to the missing token */
function strike(vendor: HostedVendor, fault: SandboxFault, path: string, reply: FastifyReply): boolean {
  switch (fault.kind) {
    case 'status':
      if (fault.retryAfterSeconds !== undefined) reply.header('retry-after', fault.retryAfterSeconds);
      refuse(reply, vendor.simulation, fault.status, path);
      return true;
    case 'html':
      reply.type('text/html').send('<!doctype html><title>Scheduled maintenance</title>');
      return true;
    case 'malformed':
      reply.type('application/json').send('{"value": [{"id": 1, "name": "Acme');
      return true;
    case 'cut':
      cut(reply);
      return true;
    default:
      vendor.tokens.expireAll();
      return false;
  }
}

/** Promises 64 KB, sends a few bytes and drops the connection. */
function cut(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': 65_536 });
  reply.raw.write('[{"id": 1, "name": "Acm', () => reply.raw.destroy());
}
