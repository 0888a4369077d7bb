import { type ConnectorContext, VendorError } from '../connector.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { withKeyAdvice } from '../kit/key-advice.ts';
import { limiterFor } from '../kit/limiter.ts';
import { asRows, incompleteListing, PageGuard } from '../kit/paging.ts';
import { meta } from './schema.ts';

const VENDOR = 'Syncro';

/** 180 requests a minute for an address, by what clients of the API say; others may ask from the same one. */
const LIMITS = { requests: 150, windowMs: 60_000, concurrency: 2 };
const CHECK = 'the API token: whether it is complete, not expired, and of this account (the address)';

export type SyncroCredentials = { baseUrl: string; apiToken: string };

/** @param secrets kept out of messages */
export function createClient(
  { baseUrl, apiToken }: SyncroCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Http {
  const limiter = limiterFor(`syncro ${baseUrl}`, LIMITS);
  const headers = { authorization: apiToken };
  return withKeyAdvice(
    createHttp({ vendor: VENDOR, baseUrl, context, limiter, secrets, headers }),
    VENDOR,
    CHECK,
  );
}

export type Page = { rows: unknown[]; total: number | null };

/** GET /api/v1/customers, page by page. */
export function listCustomers(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, '/api/v1/customers', 'customers', `${VENDOR}'s list of customers`);
}

/** GET /api/v1/customer_assets, page by page: devices, and what people keep there by hand. */
export function listAssets(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, '/api/v1/customer_assets', 'assets', `${VENDOR}'s list of assets`);
}

/** How many customers there are; null: Syncro does not say. One small request. */
export async function countCustomers(http: Http): Promise<number | null> {
  const what = `${VENDOR}'s list of customers`;
  return metaOf(await http.send({ path: '/api/v1/customers', query: { page: 1 } }), what).total_entries;
}

/** Pages are numbered from 1; the size of a page is Syncro's own. */
async function* listPages(
  http: Http,
  path: string,
  rowsField: 'customers' | 'assets',
  what: string,
): AsyncGenerator<Page, void, undefined> {
  const guard = new PageGuard(what);
  let pages = 1;
  let total: number | null = null;
  for (let page = 1; page <= pages; page += 1) {
    const answer = await http.send({ path, query: { page } });
    const { total_pages, total_entries } = metaOf(answer, what);
    pages = Math.max(pages, total_pages ?? 1);
    total = total_entries ?? total;
    yield { rows: guard.fresh(asRows((answer as Record<string, unknown>)[rowsField], what)), total };
  }
  if (total !== null && guard.count < total) {
    throw incompleteListing(what, `it has ${total} rows, but ${guard.count} came`);
  }
}

/** @throws VendorError `bad_response` where pages are not told: a first page would pass for the whole */
function metaOf(answer: unknown, what: string) {
  const parsed = meta.safeParse(answer);
  if (parsed.success && parsed.data.meta.total_pages !== null) return parsed.data.meta;
  throw new VendorError('bad_response', `${what} does not say how many pages it has. Check the address.`);
}
