import { type ConnectorContext, VendorError } from '../connector.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { limiterFor } from '../kit/limiter.ts';
import { asRows, incompleteListing, PageGuard } from '../kit/paging.ts';
import { mintToken, TokenSource } from '../kit/token.ts';
import { accountAnswer, listAnswer, siteRow } from './schema.ts';

const VENDOR = 'Datto RMM';

/**
 * 600 requests in any minute, of all users of the account together; from 90 % on answers are slowed down, and who goes on
 * beyond the limit is locked out (https://rmm.datto.com/help/en/Content/2SETUP/APIv2.htm). Half is left to others.
 */
const LIMITS = { requests: 300, windowMs: 60_000, concurrency: 4 };
/** The most that a list gives at once. */
const PAGE_SIZE = 250;
/** Every account signs in through this client; the user's key and secret are name and password (same page). */
const PUBLIC_CLIENT = Buffer.from('public-client:public').toString('base64');
const CHECK =
  "the API key and the API secret, the platform in the base URL, and that API access is enabled in the account's settings";

export type DattoCredentials = { baseUrl: string; apiKey: string; apiSecret: string };

/** The API of one account. */
export type Datto = { http: Http; baseUrl: string };

/** @param secrets kept out of messages */
export function createClient(
  { baseUrl, apiKey, apiSecret }: DattoCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Datto {
  // Datto counts by account. Its keys are of users, so two users' keys share no limiter here: half the limit allows for that.
  const limiter = limiterFor(`datto-rmm ${baseUrl} ${apiKey}`, LIMITS);
  const options = { vendor: VENDOR, baseUrl, context, limiter, secrets };
  const login = createHttp({ ...options, headers: { authorization: `Basic ${PUBLIC_CLIENT}` } });
  const form = { grant_type: 'password', username: apiKey, password: apiSecret };
  const token = new TokenSource(() => mintToken(login, { path: '/auth/oauth/token', form }, VENDOR, CHECK));
  return { http: withRefusalAdvice(createHttp({ ...options, token })), baseUrl };
}

/** A refusal with 403 has two causes, which Datto does not tell apart. It is never tried again: that would prolong the second. */
function withRefusalAdvice(http: Http): Http {
  return {
    async send(request) {
      try {
        return await http.send(request);
      } catch (error) {
        if (!(error instanceof VendorStatusError) || error.status !== 403) throw error;
        const message = `${VENDOR} refuses with status 403. Either the user of the API key may not read this: check the user's security level. Or Datto has locked this server's address out for a while because of too many requests: wait five minutes, then try again.`;
        throw new VendorError('forbidden', message, { cause: error });
      }
    },
  };
}

/** GET /v2/account: whom the key belongs to. Null: Datto does not say. One small request. */
export async function readAccount({ http }: Datto): Promise<{ name: string | null; devices: number | null }> {
  const answer = accountAnswer.safeParse(await http.send({ path: '/api/v2/account' }));
  if (!answer.success)
    throw new VendorError(
      'bad_response',
      `${VENDOR} does not say which account this is. Check the base URL.`,
    );
  return { name: answer.data.name, devices: answer.data.devicesStatus?.numberOfDevices ?? null };
}

/** Rows of a page, and how many the list has in all (null: it does not say). */
export type Page = { rows: unknown[]; total: number | null };

/** GET /v2/account/sites, page by page. */
export function listSites(datto: Datto): AsyncGenerator<Page, void, undefined> {
  return listPages(datto, { path: '/api/v2/account/sites', key: 'sites', what: `${VENDOR}'s list of sites` });
}

/** GET /v2/site/{siteUid}/devices, complete. */
export async function readDevices(
  datto: Datto,
  site: { uid: string; name: string | null },
): Promise<unknown[]> {
  const path = `/api/v2/site/${encodeURIComponent(site.uid)}/devices`;
  const what = `${VENDOR}'s list of devices of the site ${site.name ?? site.uid}`;
  const rows: unknown[] = [];
  for await (const page of listPages(datto, { path, key: 'devices', what })) rows.push(...page.rows);
  return rows;
}

/** GET /v2/site/{siteUid}: how many devices the site has now; null: Datto does not say. */
export async function countDevices({ http }: Datto, uid: string): Promise<number | null> {
  const site = siteRow.safeParse(await http.send({ path: `/api/v2/site/${encodeURIComponent(uid)}` }));
  return site.success ? site.data.devicesStatus.numberOfDevices : null;
}

type Listing = { path: string; key: 'sites' | 'devices'; what: string };

/**
 * Follows `nextPageUrl` to the page that has none, and holds the list to the number of rows that it promises. Whether pages
 * are numbered from 0 or from 1 is told differently, so none is asked for by number.
 */
async function* listPages(
  { http, baseUrl }: Datto,
  { path, key, what }: Listing,
): AsyncGenerator<Page, void, undefined> {
  const guard = new PageGuard(what);
  let next: string | null = null;
  // Rows that come and go while it is read change the number; the list has at least the smallest one told.
  let promised = Number.POSITIVE_INFINITY;
  do {
    const request = next === null ? { path, query: { max: PAGE_SIZE } } : { path: next };
    const answer = listAnswer.safeParse(await http.send(request));
    if (!answer.success)
      throw new VendorError('bad_response', `${what} is not the list that was expected. Check the base URL.`);
    const { totalCount, nextPageUrl } = answer.data.pageDetails;
    yield { rows: guard.fresh(asRows(answer.data[key], what)), total: totalCount };
    promised = Math.min(promised, totalCount ?? 0);
    next = nextPageUrl === null ? null : guard.nextPage(nextPageUrl, baseUrl);
  } while (next !== null);
  if (guard.count < promised)
    throw incompleteListing(what, `it has ${promised} rows, but only ${guard.count} came`);
}
