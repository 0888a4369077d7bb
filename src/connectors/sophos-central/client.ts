import { type ConnectorContext, VendorError } from '../connector.ts';
import { createHttp, type Http, type HttpOptions } from '../kit/http.ts';
import { limiterFor } from '../kit/limiter.ts';
import { incompleteListing, PageGuard } from '../kit/paging.ts';
import { mintToken, TokenSource } from '../kit/token.ts';
import { loginUrlOf, trustedApiHost } from './address.ts';
import { type PageAnswer, pageAnswer, type WhoAmI, whoAmI } from './schema.ts';

const VENDOR = 'Sophos Central';

/** Sophos's limits are not known; this is five requests a second, and 429 is heeded. */
const LIMITS = { requests: 300, windowMs: 60_000, concurrency: 4 };
/** The most that public clients ask for at once. */
const TENANTS_PAGE_SIZE = 100;
const ENDPOINTS_PAGE_SIZE = 500;

const CHECK = 'the client ID and the client secret, and that the credentials have not expired';

export type SophosCredentials = { baseUrl: string; clientId: string; clientSecret: string };

/** Sophos Central as one set of credentials sees it; all its addresses share one token. */
export type Sophos = {
  baseUrl: string;
  /** The API at this address, signed. @param headers whose data are asked for */
  at(address: string, headers?: Record<string, string>): Http;
};

/** @param secrets kept out of messages */
export function createClient(
  { baseUrl, clientId, clientSecret }: SophosCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Sophos {
  const limiter = limiterFor(`sophos-central ${baseUrl} ${clientId}`, LIMITS);
  const options: Omit<HttpOptions, 'baseUrl'> = { vendor: VENDOR, context, limiter, secrets };
  const login = createHttp({ ...options, baseUrl: loginUrlOf(baseUrl) });
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'token',
  };
  const token = new TokenSource(() =>
    mintToken(login, { path: '/api/v2/oauth2/token', form }, VENDOR, CHECK),
  );
  return {
    baseUrl,
    at: (address, headers = {}) => createHttp({ ...options, baseUrl: address, headers, token }),
  };
}

/** GET /whoami/v1: who the credentials are of, which decides what they can list. */
export async function readWhoAmI(sophos: Sophos): Promise<WhoAmI> {
  const answer = whoAmI.safeParse(await sophos.at(sophos.baseUrl).send({ path: '/whoami/v1' }));
  if (answer.success) return answer.data;
  throw new VendorError(
    'bad_response',
    `${VENDOR} does not say whose the credentials are. Check the base URL.`,
  );
}

/** Where those who have tenants list them, and the header that names them. */
const TENANT_LISTS: Record<string, { path: string; header: string }> = {
  partner: { path: '/partner/v1/tenants', header: 'X-Partner-ID' },
  organization: { path: '/organization/v1/tenants', header: 'X-Organization-ID' },
};

/** Rows of a page, and how many the list has in all (null: it does not say). */
export type Page = { rows: unknown[]; total: number | null };

/** How many tenants there are; null: Sophos does not say, or the credentials are of one tenant. One small request. */
export async function countTenants(sophos: Sophos, me: WhoAmI): Promise<number | null> {
  const api = tenantApi(sophos, me);
  return api === null ? null : (await readTenantPage(api, 1, 1)).pages.items;
}

/**
 * The tenants of a partner or an organization, page by page, until as many came as there are said to be.
 * @returns null: the credentials are of one tenant
 */
export function listTenants(sophos: Sophos, me: WhoAmI): AsyncGenerator<Page, void, undefined> | null {
  const api = tenantApi(sophos, me);
  return api && listTenantPages(api);
}

type TenantApi = { http: Http; path: string };

function tenantApi(sophos: Sophos, me: WhoAmI): TenantApi | null {
  const list = TENANT_LISTS[me.idType?.toLowerCase() ?? ''];
  if (!list) return null;
  const told = me.apiHosts?.global ?? null;
  const address = told === null ? sophos.baseUrl : trustedApiHost(told, sophos.baseUrl);
  if (address === null) throw foreignAddress();
  return { http: sophos.at(address, { [list.header]: me.id }), path: list.path };
}

const TENANTS = "Sophos Central's list of tenants";

async function* listTenantPages(api: TenantApi): AsyncGenerator<Page, void, undefined> {
  const guard = new PageGuard(TENANTS);
  for (let page = 1; ; page += 1) {
    const { items, pages } = await readTenantPage(api, page, TENANTS_PAGE_SIZE);
    yield { rows: guard.fresh(items), total: pages.items };
    const isLast = pages.items === null ? items.length === 0 : guard.count >= pages.items;
    if (isLast) return;
    if (items.length === 0)
      throw incompleteListing(TENANTS, `it has ${pages.items} rows, but only ${guard.count} came`);
  }
}

async function readTenantPage(
  { http, path }: TenantApi,
  page: number,
  pageSize: number,
): Promise<PageAnswer> {
  return pageOf(await http.send({ path, query: { page, pageSize, pageTotal: true } }), TENANTS);
}

export type Tenant = { id: string; apiHost: string };

/**
 * GET /endpoint/v1/endpoints at the API of the tenant's region, to the page that names no next one.
 * @throws VendorError `bad_response` where Sophos names an address that the token must not be sent to
 */
export async function readEndpoints(sophos: Sophos, tenant: Tenant): Promise<unknown[]> {
  const what = "Sophos Central's list of endpoints";
  const address = trustedApiHost(tenant.apiHost, sophos.baseUrl);
  if (address === null) throw foreignAddress();
  const http = sophos.at(address, { 'X-Tenant-ID': tenant.id });
  const guard = new PageGuard(what);
  const all: unknown[] = [];
  let promised = Number.POSITIVE_INFINITY;
  let key: string | null = null;
  do {
    const query = { pageSize: ENDPOINTS_PAGE_SIZE, pageTotal: true, pageFromKey: key };
    const page: PageAnswer = pageOf(await http.send({ path: '/endpoint/v1/endpoints', query }), what);
    all.push(...guard.fresh(page.items));
    // Endpoints that come and go while the list is read change the number: it has at least the smallest one told.
    promised = Math.min(promised, page.pages.items ?? 0);
    key = page.pages.nextKey === null ? null : guard.nextToken(page.pages.nextKey);
  } while (key !== null);
  if (guard.count < promised)
    throw incompleteListing(what, `it has ${promised} rows, but only ${guard.count} came`);
  return all;
}

function pageOf(answer: unknown, what: string): PageAnswer {
  const page = pageAnswer.safeParse(answer);
  if (page.success) return page.data;
  throw new VendorError('bad_response', `${what} is not the list that was expected. Check the base URL.`);
}

function foreignAddress(): VendorError {
  return new VendorError(
    'bad_response',
    `${VENDOR} names an API at an address that is not Sophos's; Tieout does not follow. Check the base URL.`,
  );
}
