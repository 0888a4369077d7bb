import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type ConnectorContext, VendorError } from '../connector.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { limiterFor } from '../kit/limiter.ts';
import { incompleteListing, PageGuard } from '../kit/paging.ts';
import { mintToken, type Token, TokenSource } from '../kit/token.ts';
import { collection } from './schema.ts';

const VENDOR = 'Microsoft CSP';

/** Partner Center allows a partner 500 requests a minute to subscriptions; customers are few pages beside them. */
const LIMITS = { requests: 480, windowMs: 60_000, concurrency: 8 };
/** Customers on a page; more are said to be refused. */
const PAGE_SIZE = 500;
/** What tokens are asked for; 21Vianet's Partner Center has its own. */
const RESOURCE = 'https://api.partnercenter.microsoft.com';
const NATIONAL_RESOURCES = ['https://partner.partnercenterapi.microsoftonline.cn'];
const CONTINUATION = 'MS-ContinuationToken';

const CHECK =
  'the tenant ID, the client ID, the client secret, and that the refresh token is of this application, of a sign-in with MFA, and not older than 90 days';

export type CspCredentials = {
  /** The partner's own. */
  tenantId: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  loginUrl: string;
  baseUrl: string;
};

/** The way to Partner Center; `headers` go with every request sent by it. */
export type PartnerCenter = (headers?: Record<string, string>) => Http;

/** @param secrets kept out of messages */
export function createClient(
  credentials: CspCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): PartnerCenter {
  const { baseUrl, loginUrl, tenantId, clientId } = credentials;
  const limiter = limiterFor(`microsoft-csp ${baseUrl} ${tenantId} ${clientId}`, LIMITS);
  // Grows by every refresh token that is handed out.
  const known = [...secrets];
  const options = { vendor: VENDOR, context, limiter, secrets: known };
  const mint = minter(credentials, createHttp({ ...options, baseUrl: loginUrl }), known);
  const token = new TokenSource(mint);
  // The version is required; the correlation id is what Microsoft's support asks for.
  const common = { 'MS-Contract-Version': 'v1', 'MS-CorrelationId': randomUUID() };
  return (headers = {}) => createHttp({ ...options, baseUrl, token, headers: { ...common, ...headers } });
}

/**
 * Signs in with the refresh token, and from then on with the newest that came back. Microsoft does not revoke the old ones
 * (https://learn.microsoft.com/entra/identity-platform/refresh-tokens), so the one that is stored stays good until it ends.
 */
function minter(credentials: CspCredentials, login: Http, known: string[]): () => Promise<Token> {
  const { baseUrl, tenantId, clientId, clientSecret } = credentials;
  let refreshToken = credentials.refreshToken;
  return async () => {
    const form = {
      resource: NATIONAL_RESOURCES.find((resource) => resource === new URL(baseUrl).origin) ?? RESOURCE,
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      scope: 'openid',
    };
    const path = `/${encodeURIComponent(tenantId)}/oauth2/token`;
    const token = await mintToken(login, { path, form }, VENDOR, CHECK);
    if (token.refreshToken !== undefined) {
      refreshToken = token.refreshToken;
      known.push(refreshToken);
    }
    return token;
  };
}

/** GET /v1/customers, page by page. @param size rows asked for a page */
export function listCustomers(
  open: PartnerCenter,
  size = PAGE_SIZE,
): AsyncGenerator<unknown[], void, undefined> {
  return listPages(open, '/v1/customers', { size }, "Partner Center's list of customers");
}

/** GET /v1/customers/{id}/subscriptions: all of them, of every status. */
export async function listSubscriptions(open: PartnerCenter, customerId: string): Promise<unknown[]> {
  const path = `/v1/customers/${encodeURIComponent(customerId)}/subscriptions`;
  const all: unknown[] = [];
  const pages = listPages(open, path, {}, "Partner Center's list of a customer's subscriptions");
  for await (const rows of pages) all.push(...rows);
  return all;
}

/** Follows `links.next` to the page that has none: by its header, sent back to where the list began. */
async function* listPages(
  open: PartnerCenter,
  path: string,
  query: Record<string, number>,
  what: string,
): AsyncGenerator<unknown[], void, undefined> {
  const guard = new PageGuard(what);
  let answer = await open().send({ path, query });
  for (;;) {
    const page = collection.safeParse(answer);
    if (!page.success) throw new VendorError('bad_response', `${what} is not the list that was expected.`);
    yield guard.fresh(page.data.items);
    const mark = nextMarkOf(page.data, what);
    if (mark === null) return;
    const next = open({ [CONTINUATION]: guard.nextToken(mark) });
    answer = await next.send({ path, query: { ...query, seekOperation: 'Next' } });
  }
}

/** @returns null: this is the last page */
function nextMarkOf({ links }: z.output<typeof collection>, what: string): string | null {
  const next = links?.next ?? null;
  if (next === null) return null;
  const mark = next.headers?.find(({ key }) => key.toLowerCase() === CONTINUATION.toLowerCase());
  if (mark === undefined)
    throw incompleteListing(what, 'it has a next page, but does not say how to ask for it');
  return mark.value;
}
