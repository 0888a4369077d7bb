import { type ConnectorContext, VendorError } from '../connector.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { withKeyAdvice } from '../kit/key-advice.ts';
import { limiterFor } from '../kit/limiter.ts';
import { asRows, incompleteListing, PageGuard } from '../kit/paging.ts';
import { listAnswer } from './schema.ts';

const VENDOR = 'Syncro';

/** Clients tell of 180 requests a minute from one address; the document says nothing. Some of it is left to others. */
const LIMITS = { requests: 150, windowMs: 60_000, concurrency: 2 };
const CHECK =
  'the address and the API token: whether it is complete, not expired, made at this address, and has the permissions "Customers - List/Search" and "Assets - List/Search"';

export type SyncroCredentials = { baseUrl: string; apiToken: string };

/** @param secrets kept out of messages */
export function createClient(
  { baseUrl, apiToken }: SyncroCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Http {
  // A token is of one account, and its text must not become a key: the account's address is what is counted.
  const limiter = limiterFor(`syncro ${baseUrl}`, LIMITS);
  const headers = { authorization: `Bearer ${apiToken}` };
  return withKeyAdvice(
    createHttp({ vendor: VENDOR, baseUrl, context, limiter, secrets, headers }),
    VENDOR,
    CHECK,
  );
}

type Listing = { path: string; key: 'customers' | 'assets'; what: string };

const CUSTOMERS: Listing = {
  path: '/api/v1/customers',
  key: 'customers',
  what: `${VENDOR}'s list of customers`,
};
const ASSETS: Listing = {
  path: '/api/v1/customer_assets',
  key: 'assets',
  what: `${VENDOR}'s list of assets`,
};

/** Rows of a page, and how many the list has in all (null: it does not say). */
export type Page = { rows: unknown[]; total: number | null };

/** How many customers there are; null: Syncro does not say. One request. */
export async function countCustomers(http: Http): Promise<number | null> {
  return (await readPage(http, CUSTOMERS, 1)).total;
}

/** GET /customers that are not disabled, page by page. */
export function listCustomers(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, CUSTOMERS);
}

/** GET /customer_assets, page by page: computers, and whatever else the MSP keeps there. */
export function listAssets(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, ASSETS);
}

/**
 * Reads to the last page as told, or to an empty one where it is not, and holds the list to the number of rows that it promises:
 * pages are asked for by number, and what moves between them would be lost.
 */
async function* listPages(http: Http, listing: Listing): AsyncGenerator<Page, void, undefined> {
  const guard = new PageGuard(listing.what);
  let promised = 0;
  for (let number = 1; ; number += 1) {
    const { rows, total, pages } = await readPage(http, listing, number);
    yield { rows: guard.fresh(rows), total };
    // A row that left moved the others forward, and one may have slipped past between two pages.
    if (total !== null && total < promised)
      throw incompleteListing(listing.what, 'it became shorter while it was read');
    promised = total ?? promised;
    if (rows.length === 0 || (pages !== null && number >= pages)) break;
  }
  if (guard.count < promised)
    throw incompleteListing(listing.what, `it has ${promised} rows, but only ${guard.count} came`);
}

/** @param number of the page, from 1. How many rows it has cannot be chosen. */
async function readPage(
  http: Http,
  { path, key, what }: Listing,
  number: number,
): Promise<Page & { pages: number | null }> {
  const answer = listAnswer.safeParse(await http.send({ path, query: { page: number } }));
  if (!answer.success)
    throw new VendorError('bad_response', `${what} is not the list that was expected. Check the address.`);
  const { total_pages, total_entries } = answer.data.meta;
  return { rows: asRows(answer.data[key], what), total: total_entries, pages: total_pages };
}
