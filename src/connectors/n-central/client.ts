import { type ConnectorContext, VendorError } from '../connector.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { limiterFor } from '../kit/limiter.ts';
import { incompleteListing, PageGuard } from '../kit/paging.ts';
import { cutText, withoutSecrets } from '../kit/redact.ts';
import { sendForToken, type Token, TokenSource } from '../kit/token.ts';
import { authAnswer, listAnswer } from './schema.ts';

const VENDOR = 'N-central';

/** N-able limits requests at once, per endpoint, to between 3 and 50; this is the least, at five requests a second. */
const LIMITS = { requests: 300, windowMs: 60_000, concurrency: 3 };
/** The most that a list gives at once. */
const PAGE_SIZE = 1000;
const WORDS_LENGTH_MAX = 200;
const CHECK =
  "the server's address and the API token: whether it is complete and of this server, and its user enabled, without two-factor authentication, and its password not expired";

export type NCentralCredentials = { baseUrl: string; apiToken: string };

/** The way to the lists, and what must not be shown of their answers. */
export type NCentral = { http: Http; secrets: readonly string[] };

/** @param secrets kept out of messages */
export function createClient(
  { baseUrl, apiToken }: NCentralCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): NCentral {
  // The token's text must not become a key: the server is what is counted.
  const limiter = limiterFor(`n-central ${baseUrl}`, LIMITS);
  const options = { vendor: VENDOR, baseUrl, context, limiter, secrets };
  const login = createHttp({ ...options, headers: { authorization: `Bearer ${apiToken}` } });
  return { http: createHttp({ ...options, token: new TokenSource(() => signIn(login)) }), secrets };
}

/** The user's token is exchanged for one of an hour. A server that was restarted forgets those: then it is done again. */
async function signIn(login: Http): Promise<Token> {
  const request = { path: '/api/auth/authenticate', method: 'POST' } as const;
  const answer = authAnswer.safeParse(await sendForToken(login, request, VENDOR, CHECK));
  if (!answer.success)
    throw new VendorError('bad_response', `${VENDOR} answered the sign-in without a token.`);
  const { token, expirySeconds } = answer.data.tokens.access;
  return { value: token, lifetimeSeconds: expirySeconds };
}

type Listing = { path: string; what: string; idField: string };

const CUSTOMERS: Listing = {
  path: '/api/customers',
  what: "N-central's list of customers",
  idField: 'customerId',
};
const DEVICES: Listing = { path: '/api/devices', what: "N-central's list of devices", idField: 'deviceId' };

/** Rows of a page, and how many the list has in all (null: it does not say). */
export type Page = { rows: unknown[]; total: number | null };

/** How many customers the user sees; null: N-central does not say. One small request. */
export async function countCustomers(central: NCentral): Promise<number | null> {
  return (await readPage(central, CUSTOMERS, 1, 1)).total;
}

/** GET /api/customers, page by page. */
export function listCustomers(central: NCentral): AsyncGenerator<Page, void, undefined> {
  return listPages(central, CUSTOMERS);
}

/** GET /api/devices, of all customers and sites, page by page. */
export function listDevices(central: NCentral): AsyncGenerator<Page, void, undefined> {
  return listPages(central, DEVICES);
}

/** Reads on until as many different rows came as the list is said to have. */
async function* listPages(central: NCentral, listing: Listing): AsyncGenerator<Page, void, undefined> {
  const guard = new PageGuard(listing.what, listing.idField);
  let totalBefore = 0;
  for (let page = 1; ; page += 1) {
    const { rows, total } = await readPage(central, listing, page, PAGE_SIZE);
    yield { rows: guard.fresh(rows), total };
    const isLast = total === null ? rows.length === 0 : guard.count >= total;
    if (isLast) return;
    if (rows.length === 0)
      throw incompleteListing(listing.what, `it has ${total} rows, but only ${guard.count} came`);
    // A row that left moved the others forward, and one may have slipped past between two pages.
    if (total !== null && total < totalBefore)
      throw incompleteListing(listing.what, 'it became shorter while it was read');
    totalBefore = total ?? 0;
  }
}

async function readPage(
  { http, secrets }: NCentral,
  { path, what }: Listing,
  pageNumber: number,
  pageSize: number,
): Promise<Page> {
  const answer = listAnswer.safeParse(await http.send({ path, query: { pageNumber, pageSize } }));
  if (!answer.success) throw notAList(what);
  const { data, totalItems, status, message, errorMessage, error } = answer.data;
  const words = errorMessage ?? error ?? message;
  if ((status ?? 0) >= 400 || (data === null && words !== null)) throw errorWithin(what, words, secrets);
  if (data === null) throw notAList(what);
  return { rows: data, total: totalItems };
}

function notAList(what: string): VendorError {
  return new VendorError(
    'bad_response',
    `${what} is not the list that was expected. Check the server's address.`,
  );
}

/** N-central's core may refuse what its API service then passes on as a success. */
function errorWithin(what: string, words: string | null, secrets: readonly string[]): VendorError {
  const said = cutText(withoutSecrets(words ?? 'no reason', secrets), WORDS_LENGTH_MAX);
  return new VendorError(
    'vendor_error',
    `${what} is an error: "${said}". Check the permissions of the token's user; if they are right, try again later.`,
  );
}
