import type { ConnectorContext } from '../connector.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { limiterFor } from '../kit/limiter.ts';
import { asRows, idOf, incompleteListing, PageGuard } from '../kit/paging.ts';
import { mintToken, TokenSource } from '../kit/token.ts';

const VENDOR = 'NinjaOne';

/** NinjaOne publishes no limit for API 2.0; this is ten requests a second, and 429 is heeded. */
const LIMITS = { requests: 600, windowMs: 60_000, concurrency: 4 };
/** The largest page that public clients of the API ask for. */
const PAGE_SIZE = 1000;

export type NinjaCredentials = { baseUrl: string; clientId: string; clientSecret: string };

/** @param secrets kept out of messages */
export function createClient(
  credentials: NinjaCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Http {
  const { baseUrl, clientId, clientSecret } = credentials;
  const limiter = limiterFor(`ninjaone ${baseUrl} ${clientId}`, LIMITS);
  const options = { vendor: VENDOR, baseUrl, context, limiter, secrets };
  const login = createHttp(options);
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'monitoring',
  };
  const check =
    'the client ID, the client secret, the region, and that the API application allows client credentials with the scope "monitoring"';
  const token = new TokenSource(() => mintToken(login, { path: '/ws/oauth/token', form }, VENDOR, check));
  return createHttp({ ...options, token });
}

/** The row of the first organization; null: there is none. One small request. */
export async function readFirstOrganization(http: Http): Promise<unknown> {
  const rows = await http.send({ path: '/v2/organizations', query: { pageSize: 1 } });
  return asRows(rows, "NinjaOne's list of organizations")[0] ?? null;
}

/** GET /v2/organizations, page by page. */
export function listOrganizations(http: Http): AsyncGenerator<unknown[], void, undefined> {
  return listPages(http, '/v2/organizations', "NinjaOne's list of organizations");
}

/** GET /v2/devices-detailed, page by page: the only list with operating system and chassis. */
export function listDevices(http: Http): AsyncGenerator<unknown[], void, undefined> {
  return listPages(http, '/v2/devices-detailed', "NinjaOne's list of devices");
}

/**
 * Pages begin behind the highest id so far (`after`). There is no total and no sign of the last page but an empty one: a
 * page shorter than asked for may only mean that the vendor gives fewer at once.
 */
async function* listPages(
  http: Http,
  path: string,
  what: string,
): AsyncGenerator<unknown[], void, undefined> {
  const guard = new PageGuard(what);
  let after: number | null = null;
  for (;;) {
    const rows = asRows(await http.send({ path, query: { pageSize: PAGE_SIZE, after } }), what);
    if (rows.length === 0) return;
    yield guard.fresh(rows);
    after = highestId(rows, what);
  }
}

function highestId(rows: readonly unknown[], what: string): number {
  const ids = rows.map((row) => Number(idOf(row) ?? Number.NaN)).filter(Number.isFinite);
  if (ids.length === 0) throw incompleteListing(what, 'no row of a page has an id');
  return ids.reduce((highest, id) => Math.max(highest, id));
}
