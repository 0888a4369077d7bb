import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { loginError } from '../microsoft-365/errors.ts';
import { formOf, type VendorHost } from '../server/vendor.ts';

export const CLIENT_ID = '4c2a1b7e-52d3-4b0e-8a7b-0d5a2f3c9e10';
export const CLIENT_SECRET = 'sandbox-partner-secret';
export const REFRESH_TOKEN = 'sandbox-partner-refresh-token';
const TOKEN_SECONDS = 3599;
const RESOURCE = 'https://api.partnercenter.microsoft.com';

/**
 * POST /{tenant}/oauth2/token with a refresh token. Every answer brings a new refresh token, and the old ones stay good, as
 * Microsoft documents ("Refresh tokens in the Microsoft identity platform").
 */
export function loginRoute(app: FastifyInstance, host: VendorHost): void {
  const refreshTokens = new Set([REFRESH_TOKEN]);
  app.post<{ Params: { tenant: string } }>('/:tenant/oauth2/token', (request, reply) => {
    const form = formOf(request);
    const isPartner = request.params.tenant === host.msp.microsoft.partnerTenantId;
    const refusal = isPartner ? refusalOf(form, refreshTokens) : UNKNOWN_TENANT;
    if (refusal) return reply.code(refusal.status).send(refusal.body);
    const next = `sandbox-partner-refresh-${randomUUID()}`;
    refreshTokens.add(next);
    return reply.send({
      token_type: 'Bearer',
      scope: 'user_impersonation',
      // Text, as Microsoft's samples have it.
      expires_in: String(TOKEN_SECONDS),
      resource: RESOURCE,
      access_token: host.tokens.issue(TOKEN_SECONDS),
      refresh_token: next,
    });
  });
}

type Refusal = { status: number; body: object };

const UNKNOWN_TENANT: Refusal = {
  status: 400,
  body: loginError('invalid_request', 90002, 'The tenant was not found.'),
};

function refusalOf(form: URLSearchParams, refreshTokens: ReadonlySet<string>): Refusal | null {
  const refusal = (status: number, error: string, code: number, description: string) => ({
    status,
    body: loginError(error, code, description),
  });
  if (form.get('grant_type') !== 'refresh_token')
    return refusal(400, 'unsupported_grant_type', 70003, 'The grant type is not supported.');
  if (form.get('resource') !== RESOURCE)
    return refusal(400, 'invalid_resource', 500011, 'The resource principal was not found in the tenant.');
  if (form.get('client_id') !== CLIENT_ID)
    return refusal(400, 'unauthorized_client', 700016, 'The application was not found in the directory.');
  if (form.get('client_secret') !== CLIENT_SECRET)
    return refusal(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
  if (!refreshTokens.has(form.get('refresh_token') ?? ''))
    return refusal(400, 'invalid_grant', 700082, 'The refresh token has expired due to inactivity.');
  return null;
}
