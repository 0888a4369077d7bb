import { z } from 'zod';
import { type ConnectorContext, VendorError } from '../connector.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { createHttp, type Http, type HttpOptions } from '../kit/http.ts';
import { text } from '../kit/lenient.ts';
import { limiterFor } from '../kit/limiter.ts';
import { asRows, idOf, incompleteListing, PageGuard } from '../kit/paging.ts';
import { mintToken, type Token, TokenSource } from '../kit/token.ts';
import { listAnswer } from './schema.ts';

const VENDOR = 'HaloPSA';

/** Users report 429 at 700 requests in 5 minutes, and at 500 in 3: this is below both. */
const LIMITS = { requests: 500, windowMs: 300_000, concurrency: 4 };
/** HaloPSA gives no more at once. */
const PAGE_SIZE = 100;
/** Single invoices read at once. */
export const DETAIL_CONCURRENCY = 4;

export type HaloCredentials = {
  baseUrl: string;
  /** Empty: the instance has its own address and knows its tenant. */
  tenant: string;
  clientId: string;
  clientSecret: string;
  scope: string;
};

/** @param secrets kept out of messages */
export function createClient(
  credentials: HaloCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Http {
  const { baseUrl, clientId } = credentials;
  const limiter = limiterFor(`halopsa ${baseUrl} ${clientId}`, LIMITS);
  const options = { vendor: VENDOR, baseUrl, context, limiter, secrets };
  return createHttp({ ...options, token: new TokenSource(() => signIn(credentials, options)) });
}

async function signIn(credentials: HaloCredentials, options: HttpOptions): Promise<Token> {
  const { clientId, clientSecret, scope } = credentials;
  const { loginUrl, tenant } = await discoverLogin(credentials, options);
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope };
  const login = createHttp({ ...options, baseUrl: loginUrl });
  const check =
    'the client ID, the client secret, the tenant, and that the API application uses "Client ID and Secret"';
  return mintToken(login, { path: '/token', query: { tenant }, form }, VENDOR, check);
}

const authInfo = z.object({ auth_url: z.url({ protocol: /^https?$/ }), tenant_id: text });

/** Where tokens are issued and for which tenant: what the instance says of itself, else the usual place. */
async function discoverLogin(
  { baseUrl, tenant }: HaloCredentials,
  options: HttpOptions,
): Promise<{ loginUrl: string; tenant: string | null }> {
  const info = authInfo.safeParse(await readAuthInfo(createHttp(options)));
  return {
    loginUrl: info.success ? info.data.auth_url : `${baseUrl.replace(/\/+$/, '')}/auth`,
    tenant: tenant || (info.success ? info.data.tenant_id : null),
  };
}

/** @returns null where the instance does not tell: older and restricted ones answer with a refusal or a web page */
async function readAuthInfo(http: Http): Promise<unknown> {
  try {
    return await http.send({ path: '/api/authinfo' });
  } catch (error) {
    const isRefusal = error instanceof VendorStatusError && error.status < 500 && error.status !== 429;
    if (isRefusal || (error instanceof VendorError && error.code === 'bad_response')) return null;
    throw error;
  }
}

/** How many recurring invoices there are; null: HaloPSA does not say. One small request. */
export async function countInvoices(http: Http): Promise<number | null> {
  const { rows, total } = await readPage(http, INVOICES, 1, 1);
  return total ?? rows.length;
}

type Listing = { path: string; key: string; query: Record<string, boolean | number>; what: string };

const CLIENTS: Listing = {
  path: '/api/Client',
  key: 'clients',
  query: { includeinactive: true },
  what: "HaloPSA's list of clients",
};
const INVOICES: Listing = {
  path: '/api/RecurringInvoice',
  key: 'invoices',
  query: { includelines: true },
  what: "HaloPSA's list of recurring invoices",
};

const USERS: Listing = {
  path: '/api/Users',
  key: 'users',
  query: { includeinactive: true, includeserviceaccount: true },
  what: "HaloPSA's list of users",
};
const ASSETS: Listing = {
  path: '/api/Asset',
  key: 'assets',
  query: { includeinactive: true },
  what: "HaloPSA's list of assets",
};
/** `licence_type`: 0 lists software licences, 1 subscriptions; what no type lists is not documented. */
const LICENCES: Listing[] = [0, 1].map((licence_type) => ({
  path: '/api/SoftwareLicence',
  key: 'licences',
  query: { includeinactive: true, licence_type },
  what: "HaloPSA's list of licences",
}));

/** Rows of a page, and how many the list has in all (null: it does not say). */
export type Page = { rows: unknown[]; total: number | null };

/** GET /api/Client, inactive ones included, page by page. */
export function listClients(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, CLIENTS);
}

/** GET /api/RecurringInvoice with lines, page by page. */
export function listInvoices(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, INVOICES);
}

/** GET /api/Users, inactive ones and service accounts included, page by page. */
export function listUsers(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, USERS);
}

/** GET /api/Asset, inactive ones included, page by page. */
export function listAssets(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, ASSETS);
}

/** GET /api/SoftwareLicence of both types, page by page. A row that both bring comes once. */
export async function* listLicences(http: Http): AsyncGenerator<Page, void, undefined> {
  const seen = new Set<string>();
  // Rows without an id all pass: the parser rejects them by name.
  const isNew = (id: string | null) => {
    const isSeen = id !== null && seen.has(id);
    if (id !== null) seen.add(id);
    return !isSeen;
  };
  for (const listing of LICENCES) {
    for await (const { rows, total } of listPages(http, listing)) {
      yield { rows: rows.filter((row) => isNew(idOf(row))), total };
    }
  }
}

/** GET /api/RecurringInvoice/{id}: the only answer that always has every detail of its lines. */
export async function readInvoice(http: Http, id: string): Promise<unknown> {
  try {
    return await http.send({
      path: `/api/RecurringInvoice/${encodeURIComponent(id)}`,
      query: { includedetails: true },
    });
  } catch (error) {
    if (!(error instanceof VendorStatusError) || error.status !== 404) throw error;
    throw incompleteListing(
      INVOICES.what,
      `invoice ${id} is in the list, but is not there when it is opened`,
    );
  }
}

/** Reads on until as many different rows came as the list is said to have. */
async function* listPages(http: Http, listing: Listing): AsyncGenerator<Page, void, undefined> {
  const guard = new PageGuard(listing.what);
  let totalBefore = 0;
  for (let pageNo = 1; ; pageNo += 1) {
    const { rows, total } = await readPage(http, listing, pageNo, PAGE_SIZE);
    yield { rows: guard.fresh(rows), total };
    if (total === null || guard.count >= total) return;
    if (rows.length === 0)
      throw incompleteListing(listing.what, `it has ${total} rows, but only ${guard.count} came`);
    // A row that left moved the others forward, and one may have slipped past between two pages.
    if (total < totalBefore) throw incompleteListing(listing.what, 'it became shorter while it was read');
    totalBefore = total;
  }
}

/**
 * Pages only with `pageinate` (spelled so) and `page_no` together; without either HaloPSA answers with a first batch and
 * calls it all there is.
 */
async function readPage(http: Http, listing: Listing, pageNo: number, pageSize: number): Promise<Page> {
  const paging = { pageinate: true, page_no: pageNo, page_size: pageSize };
  const answer = await http.send({ path: listing.path, query: { ...listing.query, ...paging } });
  if (Array.isArray(answer)) return { rows: answer, total: null };
  const parsed = listAnswer.safeParse(answer);
  const rows = asRows(parsed.success ? parsed.data[listing.key] : null, listing.what);
  const total = parsed.success ? parsed.data.record_count : null;
  if (typeof total !== 'number')
    throw incompleteListing(listing.what, 'it does not say how many rows it has');
  return { rows, total };
}
