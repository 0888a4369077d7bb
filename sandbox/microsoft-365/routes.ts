import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pathOf, refuse, type VendorHost, type VendorSimulation } from '../server/vendor.ts';
import { batchRoute } from './batch.ts';
import { type GraphQuery, pagedCollection, wholeCollection } from './collection.ts';
import { deviceRoute } from './devices.ts';
import { errorBody, graphError } from './errors.ts';
import { CLIENT_ID, CLIENT_SECRET, loginRoute } from './login.ts';
import type { MicrosoftTenant } from './tenant.ts';
import { userRoutes } from './users.ts';

/** Microsoft 365 by Graph v1.0: the MSP's customer tenants, their licences and users. */
export const microsoft365: VendorSimulation = {
  id: 'microsoft-365',
  credentials: (url, msp) => ({
    baseUrl: url,
    loginUrl: url,
    tenantId: msp.microsoft.partnerTenantId,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    intune: 'yes',
  }),
  isTokenRequest: (path) => path.includes('/oauth2/v2.0/token'),
  errorBody,
  routes(app, host) {
    loginRoute(app, host);
    app.register(async (api) => graphRoutes(api, host));
  },
};

function graphRoutes(api: FastifyInstance, host: VendorHost): void {
  api.addHook('onRequest', async (request, reply) => {
    if (!host.tokens.grantOf(request.headers.authorization)) {
      return refuse(reply, microsoft365, 401, pathOf(request, host));
    }
  });
  partnerRoutes(api, host);
  const tenantOf = (request: FastifyRequest) => tenantOfToken(request, host);

  api.get('/v1.0/organization', (request) => {
    const { tenantId, displayName, defaultDomain } = tenantOf(request);
    const verifiedDomains = [{ name: defaultDomain, isDefault: true, isInitial: false, type: 'Managed' }];
    return wholeCollection('organization', [{ id: tenantId, displayName, verifiedDomains }]);
  });
  api.get('/v1.0/subscribedSkus', (request) => wholeCollection('subscribedSkus', tenantOf(request).skus));
  api.get<{ Querystring: GraphQuery }>('/v1.0/directory/subscriptions', (request, reply) =>
    pagedCollection('directory/subscriptions', tenantOf(request).subscriptions, request, reply, host),
  );
  userRoutes(api, host, tenantOf);
  deviceRoute(api, host, tenantOf);
  batchRoute(api, host);
}

/** The two lists of customers, which only a token of the partner's own tenant reads. */
function partnerRoutes(api: FastifyInstance, host: VendorHost): void {
  const list = (route: string, collection: string, rowOf: (tenant: MicrosoftTenant) => object) => {
    api.get<{ Querystring: GraphQuery }>(route, (request, reply) => {
      const grant = host.tokens.grantOf(request.headers.authorization);
      if (grant?.tenantId !== host.msp.microsoft.partnerTenantId) {
        return reply.code(403).send(graphError(403, 'Insufficient privileges to complete the operation.'));
      }
      return pagedCollection(collection, host.msp.microsoft.tenants.map(rowOf), request, reply, host);
    });
  };
  list('/v1.0/contracts', 'contracts', (tenant) => ({
    id: tenant.tenantId,
    deletedDateTime: null,
    contractType: 'ResellerPartner',
    customerId: tenant.tenantId,
    defaultDomainName: tenant.defaultDomain,
    displayName: tenant.displayName,
  }));
  list(
    '/v1.0/tenantRelationships/delegatedAdminCustomers',
    'tenantRelationships/delegatedAdminCustomers',
    (tenant) => ({ id: tenant.tenantId, tenantId: tenant.tenantId, displayName: tenant.displayName }),
  );
}

/** The directory a token was issued for; the partner's own is empty: the sandbox has no staff. */
function tenantOfToken(request: FastifyRequest, host: VendorHost): MicrosoftTenant {
  const { partnerTenantId, partnerDomain, tenants } = host.msp.microsoft;
  const tenantId = host.tokens.grantOf(request.headers.authorization)?.tenantId;
  return (
    tenants.find((tenant) => tenant.tenantId === tenantId) ?? {
      tenantId: partnerTenantId,
      displayName: host.msp.name,
      defaultDomain: partnerDomain,
      hasConsent: true,
      skus: [],
      subscriptions: [],
      users: [],
      managedDevices: null,
      mailboxes: new Map(),
    }
  );
}
