import fastify, { type FastifyInstance } from 'fastify';
import { createMsp } from './msp/create-msp.ts';
import type { SandboxMsp } from './msp/types.ts';
import type { SandboxFault } from './server/faults.ts';
import { type HostedVendor, hostVendor } from './server/host-vendor.ts';
import { SIMULATIONS } from './simulations.ts';

export type { CountTruth, Expectation, SandboxMsp } from './msp/types.ts';
export type { SandboxFault } from './server/faults.ts';

export type SandboxOptions = {
  /** 0: any free one. */
  port?: number;
  /** By default the seeded one, made for today. */
  msp?: SandboxMsp;
  /** Rows every vendor serves a page at most; exercises paging. */
  pageSizeCap?: number;
  latencyMs?: number;
  /** Requests a vendor answers a minute; 429 with Retry-After beyond. */
  requestsPerMinute?: number;
};

export type Sandbox = {
  /** The vendor's address: `http://127.0.0.1:PORT/halopsa`. */
  url(vendorId: string): string;
  /** Complete credentials of the vendor's fields, `baseUrl` (and Microsoft's `loginUrl`) included. */
  credentials(vendorId: string): Record<string, string>;
  /** Makes the vendor misbehave until null is set; a new fault starts its own counting. */
  setFault(vendorId: string, fault: SandboxFault | null): void;
  /** Every request the vendor has received, path with query, without the vendor's prefix. */
  requests(vendorId: string): { method: string; path: string }[];
  close(): Promise<void>;
  msp: SandboxMsp;
};

/** Starts the vendors on 127.0.0.1, all of them serving one MSP. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const msp = options.msp ?? createMsp({ today: new Date().toISOString().slice(0, 10) });
  const app = createApp();
  const vendors = new Map(
    SIMULATIONS.map((simulation) => [
      simulation.id,
      hostVendor(app, simulation, {
        msp,
        pageSizeCap: options.pageSizeCap ?? Number.POSITIVE_INFINITY,
        latencyMs: options.latencyMs ?? 0,
        requestsPerMinute: options.requestsPerMinute ?? 20_000,
      }),
    ]),
  );
  const address = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const url = (vendorId: string) => address + find(vendors, vendorId).prefix;
  return {
    msp,
    url,
    credentials: (vendorId) => find(vendors, vendorId).simulation.credentials(url(vendorId), msp),
    setFault: (vendorId, fault) => find(vendors, vendorId).faults.set(fault),
    requests: (vendorId) => find(vendors, vendorId).requests,
    close: () => app.close(),
  };
}

function createApp(): FastifyInstance {
  // HaloPSA's endpoint names are case-insensitive; connections kept alive must not hold up close().
  const app = fastify({ forceCloseConnections: true, routerOptions: { caseSensitive: false } });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, new URLSearchParams(String(body)));
    },
  );
  return app;
}

function find(vendors: Map<string, HostedVendor>, vendorId: string): HostedVendor {
  const vendor = vendors.get(vendorId);
  if (!vendor)
    throw new Error(`The sandbox has no vendor "${vendorId}"; it has ${[...vendors.keys()].join(', ')}.`);
  return vendor;
}
