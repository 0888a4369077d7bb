import type { ConnectorContext } from '../connector.ts';
import { VendorError } from '../connector.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { limiterFor } from '../kit/limiter.ts';
import { asRows, incompleteListing, PageGuard } from '../kit/paging.ts';
import { mintToken, TokenSource } from '../kit/token.ts';
import { page } from './schema.ts';

const VENDOR = 'Datto RMM';

/** 600 reads in a minute for the whole account, from 540 on each is slowed down; others read there too. */
const LIMITS = { requests: 500, windowMs: 60_000, concurrency: 4 };
/** The most that a page may have. */
const PAGE_SIZE = 250;
/** What every client of the API signs in as; the key and its secret are the name and the password. */
const PUBLIC_CLIENT = Buffer.from('public-client:public').toString('base64');
const CHECK =
  'the API URL, the API key and the API secret key, and that API access is on under Setup > Global Settings > Access Control';

export type DattoCredentials = { baseUrl: string; apiKey: string; apiSecret: string };

/** A platform of Datto RMM, as one key sees it. */
export type Datto = { http: Http; origin: string };

/** @param secrets kept out of messages */
export function createClient(
  { baseUrl, apiKey, apiSecret }: DattoCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Datto {
  // The address is shown with and without the path of the API behind it.
  const origin = baseUrl.replace(/\/+$/, '').replace(/\/api$/, '');
  const limiter = limiterFor(`datto-rmm ${origin} ${apiKey}`, LIMITS);
  const options = { vendor: VENDOR, baseUrl: origin, context, limiter, secrets };
  const login = createHttp({ ...options, headers: { authorization: `Basic ${PUBLIC_CLIENT}` } });
  const form = { grant_type: 'password', username: apiKey, password: apiSecret };
  const token = new TokenSource(() => mintToken(login, { path: '/auth/oauth/token', form }, VENDOR, CHECK));
  return { http: createHttp({ ...options, token }), origin };
}

/** GET /api/v2/account: the name of the account. One small request. */
export function readAccount({ http }: Datto): Promise<unknown> {
  return http.send({ path: '/api/v2/account' });
}

export type Page = { rows: unknown[]; total: number | null };

/** GET /api/v2/account/sites, page by page. */
export function listSites(datto: Datto): AsyncGenerator<Page, void, undefined> {
  return listPages(datto, '/api/v2/account/sites', 'sites', `${VENDOR}'s list of sites`);
}

/** GET /api/v2/account/devices, page by page. A client of the API warns that it has been short of the sites' own lists. */
export function listDevices(datto: Datto): AsyncGenerator<Page, void, undefined> {
  return listPages(datto, '/api/v2/account/devices', 'devices', `${VENDOR}'s list of devices`);
}

/** GET /api/v2/site/{siteUid}/devices, whole. */
export async function listSiteDevices(datto: Datto, siteUid: string): Promise<unknown[]> {
  const path = `/api/v2/site/${encodeURIComponent(siteUid)}/devices`;
  const rows: unknown[] = [];
  for await (const one of listPages(datto, path, 'devices', `${VENDOR}'s list of a site's devices`)) {
    rows.push(...one.rows);
  }
  return rows;
}

/**
 * The next page is where `nextPageUrl` says, an empty text or null after the last: whether pages are numbered from 0 or from 1,
 * the documents disagree.
 */
async function* listPages(
  { http, origin }: Datto,
  path: string,
  rowsField: 'sites' | 'devices',
  what: string,
): AsyncGenerator<Page, void, undefined> {
  const guard = new PageGuard(what, 'uid');
  let request: Parameters<Http['send']>[0] | null = { path, query: { max: PAGE_SIZE } };
  let total: number | null = null;
  while (request !== null) {
    const answer = await http.send(request);
    const details = detailsOf(answer, what);
    total = details.totalCount ?? total;
    yield { rows: guard.fresh(asRows((answer as Record<string, unknown>)[rowsField], what)), total };
    request = details.nextPageUrl === null ? null : { path: guard.nextPage(details.nextPageUrl, origin) };
  }
  if (total !== null && guard.count < total) {
    throw incompleteListing(what, `it has ${total} rows, but ${guard.count} came`);
  }
}

function detailsOf(answer: unknown, what: string): { totalCount: number | null; nextPageUrl: string | null } {
  const parsed = page.safeParse(answer);
  if (parsed.success) return parsed.data.pageDetails;
  throw new VendorError('bad_response', `${what} is not the page that was expected. Check the API URL.`);
}
