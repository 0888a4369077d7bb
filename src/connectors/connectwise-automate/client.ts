import { type ConnectorContext, VendorError } from '../connector.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { withKeyAdvice } from '../kit/key-advice.ts';
import { limiterFor } from '../kit/limiter.ts';
import { asRows, idOf, incompleteListing, PageGuard } from '../kit/paging.ts';
import { sendForToken, type Token, TokenSource } from '../kit/token.ts';
import { tokenAnswer } from './schema.ts';

const VENDOR = 'ConnectWise Automate';
const API = '/cwa/api/v1';

/** No limit is published; this spares the MSP's own server, and 429 is heeded. */
const LIMITS = { requests: 300, windowMs: 60_000, concurrency: 4 };
/** The most that public clients of the API ask for. */
const PAGE_SIZE = 1000;
/** A token is good for up to an hour; one that ends before is replaced when it is refused. */
const TOKEN_SECONDS = 3600;
const CHECK =
  'the user name, the password, the client ID, and that the user may sign in to Automate itself, without single sign-on';

export type AutomateCredentials = { baseUrl: string; username: string; password: string; clientId: string };

/** @param secrets kept out of messages */
export function createClient(
  { baseUrl, username, password, clientId }: AutomateCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Http {
  const limiter = limiterFor(`connectwise-automate ${baseUrl} ${username}`, LIMITS);
  const options = { vendor: VENDOR, baseUrl, context, limiter, secrets, headers: { clientId } };
  const login = createHttp(options);
  const token = new TokenSource(() => signIn(login, { UserName: username, Password: password }));
  // A client ID that is missing or wrong lets the user sign in, and then refuses every list.
  return withKeyAdvice(createHttp({ ...options, token }), VENDOR, CHECK);
}

async function signIn(login: Http, json: object): Promise<Token> {
  const answer = tokenAnswer.safeParse(
    await sendForToken(login, { path: `${API}/apitoken`, json }, VENDOR, CHECK),
  );
  if (!answer.success)
    throw new VendorError('bad_response', `${VENDOR} answered the sign-in without a token.`);
  const { AccessToken, IsTwoFactorRequired } = answer.data;
  if (AccessToken) return { value: AccessToken, lifetimeSeconds: TOKEN_SECONDS };
  throw new VendorError(
    'bad_credentials',
    IsTwoFactorRequired
      ? `${VENDOR} asks this user for a second factor, which nobody is there to enter. Use a user without one, or mark it as Integrator.`
      : `${VENDOR} gives this user no token. Check ${CHECK}.`,
  );
}

/** The row of the first client; null: there is none. One small request. */
export async function readFirstClient(http: Http): Promise<unknown> {
  return (await readPage(http, CLIENTS, 1, 1))[0] ?? null;
}

/** GET /clients, page by page. */
export function listClients(http: Http): AsyncGenerator<unknown[], void, undefined> {
  return listPages(http, CLIENTS);
}

/** GET /computers, of all clients, page by page. */
export function listComputers(http: Http): AsyncGenerator<unknown[], void, undefined> {
  return listPages(http, COMPUTERS);
}

type Listing = { path: string; what: string };

const CLIENTS: Listing = { path: `${API}/clients`, what: `${VENDOR}'s list of clients` };
const COMPUTERS: Listing = { path: `${API}/computers`, what: `${VENDOR}'s list of computers` };

/** There is no total and no sign of the last page but an empty one: a short page may only mean that the server gives fewer at once. */
async function* listPages(http: Http, listing: Listing): AsyncGenerator<unknown[], void, undefined> {
  const guard = new PageGuard(listing.what, 'Id');
  let lastId: string | null = null;
  for (let page = 1, position = 0; ; page += 1) {
    const rows = await readPage(http, listing, page, PAGE_SIZE);
    if (page > 1) await checkNothingLeft(http, listing, position, lastId);
    if (rows.length === 0) return;
    yield guard.fresh(rows);
    position += rows.length;
    lastId = idOf(rows.at(-1), 'Id');
  }
}

/**
 * A row that leaves moves the others forward, and one may slip past between two pages: then another row stands where the page
 * before ended.
 * @param position of that page's last row in the list, from 1
 */
async function checkNothingLeft(
  http: Http,
  listing: Listing,
  position: number,
  lastId: string | null,
): Promise<void> {
  const [row] = await readPage(http, listing, position, 1);
  if (idOf(row, 'Id') !== lastId) throw incompleteListing(listing.what, 'rows left it while it was read');
}

/** By id, so that rows that are added while the pages are read come behind all others. */
async function readPage(
  http: Http,
  { path, what }: Listing,
  page: number,
  pagesize: number,
): Promise<unknown[]> {
  return asRows(await http.send({ path, query: { pagesize, page, orderby: 'Id asc' } }), what);
}
