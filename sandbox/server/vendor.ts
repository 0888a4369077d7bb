import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PlantContext, PlantedVendor, SandboxMsp } from '../msp/types.ts';
import type { FaultSwitch } from './faults.ts';
import type { TokenStore } from './tokens.ts';

/** What a simulated vendor runs with. */
export type VendorHost = {
  /** First segment of every path of this vendor. */
  prefix: string;
  msp: SandboxMsp;
  tokens: TokenStore;
  faults: FaultSwitch;
  /** Rows a page holds at most, whatever is asked for. */
  pageSizeCap: number;
};

/** A vendor, simulated: one folder exports one of these. */
export type VendorSimulation = {
  id: string;
  /** Makes what the vendor serves (`msp.planted[id]`); absent where the MSP has it in fields of its own. */
  plant?(context: PlantContext): PlantedVendor;
  /** Complete credentials of the vendor's fields, for a sandbox at this address. */
  credentials(url: string, msp: SandboxMsp): Record<string, string>;
  isTokenRequest(path: string): boolean;
  /** The body in which the vendor reports this status. */
  errorBody(status: number, path: string): unknown;
  routes(app: FastifyInstance, host: VendorHost): void;
};

/** The address of the vendor that the request came in by: `http://127.0.0.1:4010/ninjaone`. */
export function urlOf(request: FastifyRequest, host: VendorHost): string {
  return `${request.protocol}://${request.host}${host.prefix}`;
}

/** Path and query as the vendor sees them, without the sandbox's prefix. */
export function pathOf(request: FastifyRequest, host: Pick<VendorHost, 'prefix'>): string {
  return request.url.slice(host.prefix.length);
}

/** The form of a token request; empty where the body is no form. */
export function formOf(request: FastifyRequest): URLSearchParams {
  return request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
}

/** A whole number from the query, or the default where it is absent or no number. */
export function integerOf(value: string | undefined, byDefault: number): number {
  const parsed = Number.parseInt(value ?? '', 10);
  return Number.isNaN(parsed) ? byDefault : parsed;
}

/** Answers with the status and body the vendor documents for it. */
export function refuse(
  reply: FastifyReply,
  vendor: VendorSimulation,
  status: number,
  path: string,
): FastifyReply {
  return reply.code(status).send(vendor.errorBody(status, path));
}
