import type { FastifyInstance } from 'fastify';
import { integerOf, pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { authRoutes, CLIENT_ID, CLIENT_SECRET, TENANT } from './auth.ts';
import { errorBody } from './errors.ts';
import { inventoryRoutes } from './inventory-routes.ts';
import { type HaloListQuery, pageOf } from './paging.ts';
import { plant } from './plant.ts';
import type { HaloInvoiceLine, HaloRecurringInvoice } from './schema.ts';

/** HaloPSA: the MSP's clients, what it bills them, and what it holds of their users, assets and licences. */
export const haloPsa: VendorSimulation = {
  id: 'halopsa',
  plant,
  credentials: (url) => ({
    baseUrl: url,
    tenant: TENANT,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    scope: 'all',
  }),
  isTokenRequest: (path) => /^\/(auth\/token|api\/authinfo)/i.test(path),
  errorBody,
  routes(app, host) {
    authRoutes(app, host);
    app.register(async (api) => {
      apiRoutes(api, host);
      inventoryRoutes(api, host);
    });
  },
};

type InvoiceQuery = HaloListQuery & { includelines?: string; client_id?: string };

function apiRoutes(api: FastifyInstance, host: VendorHost): void {
  api.addHook('onRequest', async (request, reply) => {
    if (!host.tokens.grantOf(request.headers.authorization)) {
      return refuse(reply, haloPsa, 401, pathOf(request, host));
    }
  });

  api.get<{ Querystring: HaloListQuery & { includeinactive?: string } }>('/api/Client', (request) => {
    const clients = host.msp.halopsa.clients.filter(
      (row) => request.query.includeinactive === 'true' || !row.inactive,
    );
    return pageOf(clients, 'clients', request.query, host, pathOf(request, host));
  });

  api.get<{ Querystring: InvoiceQuery }>('/api/RecurringInvoice', (request) => {
    const rows = host.msp.halopsa.invoices
      .filter(
        (row) => request.query.client_id === undefined || String(row.client_id) === request.query.client_id,
      )
      .map((row) => asListed(row, request.query.includelines === 'true', host));
    return pageOf(rows, 'invoices', request.query, host, pathOf(request, host));
  });

  api.get<{ Params: { id: string } }>('/api/RecurringInvoice/:id', (request, reply) => {
    const invoice = host.msp.halopsa.invoices.find((row) => row.id === integerOf(request.params.id, 0));
    return invoice ? reply.send(invoice) : refuse(reply, haloPsa, 404, pathOf(request, host));
  });
}

/** Lists have lines only with `includelines=true`, and then without the quantity_* arrays for some invoices. */
function asListed(
  { lines, ...header }: HaloRecurringInvoice,
  includeLines: boolean,
  host: VendorHost,
): Partial<HaloRecurringInvoice> {
  if (!includeLines) return header;
  const omit = host.msp.halopsa.listOmitsQuantities.has(header.id);
  return { ...header, lines: omit ? lines.map(withoutQuantities) : lines };
}

function withoutQuantities(line: HaloInvoiceLine): HaloInvoiceLine {
  const {
    quantity_users: _users,
    quantity_assets: _assets,
    quantity_licences: _licences,
    quantity_subscriptions: _subscriptions,
    ...rest
  } = line;
  return rest;
}
