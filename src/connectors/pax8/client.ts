import { type ConnectorContext, VendorError } from '../connector.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { limiterFor } from '../kit/limiter.ts';
import { incompleteListing, PageGuard } from '../kit/paging.ts';
import { mintToken, TokenSource } from '../kit/token.ts';
import { historyAnswer, pageAnswer } from './schema.ts';

const VENDOR = 'Pax8';

/** Pax8 answers 429 but publishes no number that could be confirmed; this is ten requests a second, and 429 is heeded. */
const LIMITS = { requests: 600, windowMs: 60_000, concurrency: 4 };
/** The largest page that Pax8 gives. */
const PAGE_SIZE = 200;
/** What tokens for the partner API are asked for, wherever it is called. */
const AUDIENCE = 'https://api.pax8.com';

export type Pax8Credentials = { baseUrl: string; clientId: string; clientSecret: string };

/** @param secrets kept out of messages */
export function createClient(
  credentials: Pax8Credentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Http {
  const { baseUrl, clientId, clientSecret } = credentials;
  const limiter = limiterFor(`pax8 ${baseUrl} ${clientId}`, LIMITS);
  const options = { vendor: VENDOR, baseUrl, context, limiter, secrets };
  const login = createHttp(options);
  const json = {
    client_id: clientId,
    client_secret: clientSecret,
    audience: AUDIENCE,
    grant_type: 'client_credentials',
  };
  const check = 'the client ID and the client secret, and that the integration still exists in Pax8';
  const token = new TokenSource(() => mintToken(login, { path: '/v1/token', json }, VENDOR, check));
  return createHttp({ ...options, token });
}

/** Rows of a page, and how many the list has in all. */
export type Page = { rows: unknown[]; total: number };

/** How many companies there are. One small request. */
export async function countCompanies(http: Http): Promise<number> {
  return (await readPage(http, COMPANIES, 0, 1)).total;
}

/** GET /v1/companies, deleted ones included, page by page. */
export function listCompanies(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, COMPANIES);
}

/** GET /v1/subscriptions of every status and company, page by page. */
export function listSubscriptions(http: Http): AsyncGenerator<Page, void, undefined> {
  return listPages(http, SUBSCRIPTIONS);
}

/**
 * GET /v1/subscriptions/{id}/history: the states the subscription has had, the newest first in Pax8's sample.
 * @returns null where Pax8 shows none
 */
export async function readHistory(http: Http, subscriptionId: string): Promise<unknown[] | null> {
  try {
    const path = `/v1/subscriptions/${encodeURIComponent(subscriptionId)}/history`;
    const answer = historyAnswer.safeParse(await http.send({ path }));
    if (answer.success) return answer.data.content;
  } catch (error) {
    if (error instanceof VendorStatusError && [403, 404].includes(error.status)) return null;
    throw error;
  }
  throw new VendorError(
    'bad_response',
    "Pax8's history of a subscription is not the list that was expected.",
  );
}

type Listing = { path: string; sort: string; what: string };

/** Sorted so that what is new comes last and moves nothing on the pages before it; names are the nearest that companies offer. */
const COMPANIES: Listing = { path: '/v1/companies', sort: 'name', what: "Pax8's list of companies" };
const SUBSCRIPTIONS: Listing = {
  path: '/v1/subscriptions',
  sort: 'createdDate,asc',
  what: "Pax8's list of subscriptions",
};

/** Reads on until as many different rows came as the list is said to have. */
async function* listPages(http: Http, listing: Listing): AsyncGenerator<Page, void, undefined> {
  const guard = new PageGuard(listing.what);
  let totalBefore = 0;
  for (let number = 0; ; number += 1) {
    const { rows, total } = await readPage(http, listing, number, PAGE_SIZE);
    yield { rows: guard.fresh(rows), total };
    if (guard.count >= total) return;
    if (rows.length === 0)
      throw incompleteListing(listing.what, `it has ${total} rows, but only ${guard.count} came`);
    // A row that left moved the others forward, and one may have slipped past between two pages.
    if (total < totalBefore) throw incompleteListing(listing.what, 'it became shorter while it was read');
    totalBefore = total;
  }
}

/** @param number of the page, from 0 */
async function readPage(
  http: Http,
  { path, sort, what }: Listing,
  number: number,
  size: number,
): Promise<Page> {
  const answer = pageAnswer.safeParse(await http.send({ path, query: { page: number, size, sort } }));
  if (!answer.success)
    throw new VendorError('bad_response', `${what} is not the list that was expected. Check the base URL.`);
  return { rows: answer.data.content, total: answer.data.page.totalElements };
}
