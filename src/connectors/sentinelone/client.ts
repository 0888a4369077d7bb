import { type ConnectorContext, VendorError } from '../connector.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { withKeyAdvice } from '../kit/key-advice.ts';
import { limiterFor } from '../kit/limiter.ts';
import { asRows, incompleteListing, PageGuard } from '../kit/paging.ts';
import { listAnswer } from './schema.ts';

const VENDOR = 'SentinelOne';

/** The document names no limit; this is five requests a second, and 429 is heeded. */
const LIMITS = { requests: 300, windowMs: 60_000, concurrency: 4 };
/** The most that a list gives at once. */
const PAGE_SIZE = 1000;
const CHECK =
  'the console URL and the API token: whether it is complete, not expired, and made in this console';

export type SentinelOneCredentials = { baseUrl: string; apiToken: string };

/** @param secrets kept out of messages */
export function createClient(
  { baseUrl, apiToken }: SentinelOneCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Http {
  // A token is of one user of one console, and its text must not become a key: the console is what is counted.
  const limiter = limiterFor(`sentinelone ${baseUrl}`, LIMITS);
  const headers = { authorization: `ApiToken ${apiToken}` };
  return withKeyAdvice(
    createHttp({ vendor: VENDOR, baseUrl, context, limiter, secrets, headers }),
    VENDOR,
    CHECK,
  );
}

type Listing = { path: string; what: string; query: Record<string, string> };

const SITES: Listing = { path: '/web/api/v2.1/sites', what: "SentinelOne's list of sites", query: {} };
/** Agents that are gone are asked for too: they do not count, and the evidence says why. */
const AGENTS: Listing = {
  path: '/web/api/v2.1/agents',
  what: "SentinelOne's list of agents",
  query: { isDecommissioned: 'True,False', isUninstalled: 'True,False' },
};

/** Rows of a page, and how many the list has in all (null: it does not say). */
export type Page = { rows: unknown[]; total: number | null };

/** How many sites there are; null: SentinelOne does not say. One small request. */
export async function countSites(http: Http): Promise<number | null> {
  const { total } = await readPage(http, SITES, 1, null);
  return total;
}

/** GET /sites, page by page. */
export function listSites(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, SITES);
}

/** GET /agents, page by page. */
export function listAgents(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, AGENTS);
}

/** Follows `nextCursor` to the page that has none, and holds the list to the number of rows that it promises. */
async function* listPages(http: Http, listing: Listing): AsyncGenerator<Page, void, undefined> {
  const guard = new PageGuard(listing.what);
  let cursor: string | null = null;
  // Rows that come and go while it is read change the number; the list has at least the smallest one told.
  let promised = Number.POSITIVE_INFINITY;
  do {
    const page: Page & { next: string | null } = await readPage(http, listing, PAGE_SIZE, cursor);
    yield { rows: guard.fresh(page.rows), total: page.total };
    promised = Math.min(promised, page.total ?? 0);
    cursor = page.next === null ? null : guard.nextToken(page.next);
  } while (cursor !== null);
  if (guard.count < promised)
    throw incompleteListing(listing.what, `it has ${promised} rows, but only ${guard.count} came`);
}

async function readPage(
  http: Http,
  { path, what, query }: Listing,
  limit: number,
  cursor: string | null,
): Promise<Page & { next: string | null }> {
  const answer = listAnswer.safeParse(await http.send({ path, query: { ...query, limit, cursor } }));
  if (!answer.success)
    throw new VendorError(
      'bad_response',
      `${what} is not the list that was expected. Check the console URL.`,
    );
  const { data, pagination } = answer.data;
  return { rows: asRows(data, what), total: pagination.totalItems, next: pagination.nextCursor };
}
