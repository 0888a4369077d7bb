import type { FastifyInstance } from 'fastify';
import { formOf, urlOf, type VendorHost } from '../server/vendor.ts';

export const TENANT = 'northwind';
export const CLIENT_ID = '7d1f5c1e-5a0e-4f55-8f0e-3f0f6a5d9b21';
export const CLIENT_SECRET = 'sandbox-halopsa-secret';
const TOKEN_SECONDS = 3600;

/** GET /api/authinfo, which tells where tokens are issued, and POST /auth/token (client credentials). */
export function authRoutes(app: FastifyInstance, host: VendorHost): void {
  app.get('/api/authinfo', (request) => ({
    auth_url: `${urlOf(request, host)}/auth`,
    tenant_id: TENANT,
    name: host.msp.name,
  }));

  app.post<{ Querystring: { tenant?: string } }>('/auth/token', (request, reply) => {
    const form = formOf(request);
    const problem = problemWith(form, request.query.tenant ?? form.get('tenant') ?? '');
    if (problem) return reply.code(400).send(problem);
    return reply.send({
      access_token: host.tokens.issue(TOKEN_SECONDS),
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
      scope: form.get('scope'),
    });
  });
}

function problemWith(
  form: URLSearchParams,
  tenant: string,
): { error: string; error_description: string } | null {
  if (form.get('grant_type') !== 'client_credentials') {
    return {
      error: 'unsupported_grant_type',
      error_description: 'The specified grant type is not supported.',
    };
  }
  if (tenant !== TENANT)
    return { error: 'invalid_request', error_description: 'The tenant could not be found.' };
  if (form.get('client_id') !== CLIENT_ID || form.get('client_secret') !== CLIENT_SECRET) {
    return { error: 'invalid_client', error_description: 'The specified client credentials are invalid.' };
  }
  if (!form.get('scope'))
    return { error: 'invalid_scope', error_description: 'The scope parameter is missing.' };
  return null;
}
