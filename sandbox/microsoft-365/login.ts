import type { FastifyInstance } from 'fastify';
import type { SandboxMsp } from '../msp/types.ts';
import { formOf, type VendorHost } from '../server/vendor.ts';
import { loginError } from './errors.ts';

export const CLIENT_ID = '9c2b7f64-0c5b-4b4e-a1f3-6f3b8a0f7d55';
export const CLIENT_SECRET = 'sandbox-microsoft-secret';
const TOKEN_SECONDS = 3599;

type Refusal = { status: number; body: object };

/** POST /{tenant}/oauth2/v2.0/token: client credentials, one token for each tenant, named by id or domain. */
export function loginRoute(app: FastifyInstance, host: VendorHost): void {
  app.post<{ Params: { tenant: string } }>('/:tenant/oauth2/v2.0/token', (request, reply) => {
    const form = formOf(request);
    const tenantId = tenantIdOf(host.msp, request.params.tenant);
    const refusal = refusalOfRequest(form) ?? refusalOfTenant(host.msp, tenantId, request.params.tenant);
    if (refusal) return reply.code(refusal.status).send(refusal.body);
    return reply.send({
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      ext_expires_in: TOKEN_SECONDS,
      access_token: host.tokens.issue(TOKEN_SECONDS, tenantId),
    });
  });
}

function tenantIdOf(msp: SandboxMsp, named: string): string | null {
  const name = named.toLowerCase();
  const { partnerTenantId, partnerDomain, tenants } = msp.microsoft;
  if (name === partnerTenantId || name === partnerDomain) return partnerTenantId;
  return (
    tenants.find((tenant) => name === tenant.tenantId || name === tenant.defaultDomain)?.tenantId ?? null
  );
}

function refusalOfRequest(form: URLSearchParams): Refusal | null {
  if (form.get('grant_type') !== 'client_credentials') {
    return {
      status: 400,
      body: loginError('unsupported_grant_type', 70003, 'The grant type is not supported.'),
    };
  }
  if (!form.get('scope')?.endsWith('/.default')) {
    return {
      status: 400,
      body: loginError('invalid_scope', 1002012, 'The provided value for scope is not valid.'),
    };
  }
  if (form.get('client_id') !== CLIENT_ID) {
    return {
      status: 400,
      body: loginError('unauthorized_client', 700016, 'The application was not found in the directory.'),
    };
  }
  if (form.get('client_secret') !== CLIENT_SECRET) {
    return { status: 401, body: loginError('invalid_client', 7000215, 'Invalid client secret provided.') };
  }
  return null;
}

function refusalOfTenant(msp: SandboxMsp, tenantId: string | null, named: string): Refusal | null {
  if (tenantId === null) {
    return { status: 400, body: loginError('invalid_request', 90002, `Tenant '${named}' not found.`) };
  }
  const tenant = msp.microsoft.tenants.find((row) => row.tenantId === tenantId);
  if (!tenant || tenant.hasConsent) return null;
  const description = `The user or administrator has not consented to use the application with ID '${CLIENT_ID}'.`;
  return {
    status: 400,
    body: { ...loginError('invalid_grant', 65001, description), suberror: 'consent_required' },
  };
}
