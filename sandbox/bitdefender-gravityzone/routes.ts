import type { FastifyInstance } from 'fastify';
import { pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { GRAVITYZONE, gravityZoneOf } from './data.ts';
import { errorBody, rpcError } from './errors.ts';
import { type InventoryParams, inventoryPage } from './inventory.ts';
import { plant } from './plant.ts';

const API_KEY = 'sandbox-gravityzone-api-key';

/** GravityZone: the inventory and the licences of the companies below the MSP's, by JSON-RPC. */
export const gravityZone: VendorSimulation = {
  id: GRAVITYZONE,
  plant,
  credentials: (url) => ({ baseUrl: `${url}/api`, apiKey: API_KEY }),
  isTokenRequest: () => false,
  errorBody,
  routes(app, host) {
    const basic = `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`;
    app.addHook('onRequest', async (request, reply) => {
      if (request.headers.authorization !== basic)
        return refuse(reply, gravityZone, 401, pathOf(request, host));
    });
    networkRoute(app, host);
    licensingRoute(app, host);
  },
};

type Call<Params> = { Body: { id: string; method: string; params: Params } };

function networkRoute(app: FastifyInstance, host: VendorHost): void {
  app.post<Call<InventoryParams>>('/api/v1.0/jsonrpc/network', (request) => {
    const { id, method, params } = request.body;
    if (method !== 'getNetworkInventoryItems') return rpcError(id, -32_601, 'Method not found');
    const result = inventoryPage(gravityZoneOf(host.msp), params, host, pathOf(request, host));
    return result ? { id, jsonrpc: '2.0', result } : rpcError(id, -32_602, 'Invalid params', 'perPage');
  });
}

function licensingRoute(app: FastifyInstance, host: VendorHost): void {
  app.post<Call<{ companyId?: string }>>('/api/v1.0/jsonrpc/licensing', (request) => {
    const { id, method, params } = request.body;
    if (method !== 'getLicenseInfo') return rpcError(id, -32_601, 'Method not found');
    const license = gravityZoneOf(host.msp).licenses[params.companyId ?? ''];
    const refusal = 'The company has no license or you do not have the required rights';
    return license
      ? { id, jsonrpc: '2.0', result: license }
      : rpcError(id, -32_602, 'Invalid params', refusal);
  });
}
