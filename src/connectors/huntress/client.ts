import { type ConnectorContext, VendorError } from '../connector.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { withKeyAdvice } from '../kit/key-advice.ts';
import { limiterFor } from '../kit/limiter.ts';
import { asRows, PageGuard } from '../kit/paging.ts';
import { pagination } from './schema.ts';

const VENDOR = 'Huntress';

/** 60 requests in any minute for an account (Huntress API Reference, "Rate Limits"). */
const LIMITS = { requests: 60, windowMs: 60_000, concurrency: 4 };
/** The most that a list gives at once. */
const PAGE_SIZE = 500;

export type HuntressCredentials = { baseUrl: string; apiKey: string; apiSecret: string };

/** @param secrets kept out of messages */
export function createClient(
  { baseUrl, apiKey, apiSecret }: HuntressCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Http {
  const limiter = limiterFor(`huntress ${baseUrl} ${apiKey}`, LIMITS);
  const basic = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}` };
  const options = { vendor: VENDOR, baseUrl, context, limiter, secrets: [...secrets, basic], headers };
  return withKeyAdvice(createHttp(options), VENDOR, 'the API key and the API secret');
}

type ListName = 'organizations' | 'agents' | 'identities';

/** The first organization; null: there is none. One small request. */
export async function readFirstOrganization(http: Http): Promise<unknown> {
  const { rows } = await readPage(http, 'organizations', 1, null);
  return rows[0] ?? null;
}

/** GET /v1/organizations, /v1/agents or /v1/identities, page by page: the token of the next is missing from the last. */
export async function* listAll(http: Http, list: ListName): AsyncGenerator<unknown[], void, undefined> {
  const guard = new PageGuard(whatOf(list));
  let token: string | null = null;
  do {
    const page: Page = await readPage(http, list, PAGE_SIZE, token);
    yield guard.fresh(page.rows);
    token = page.next === null ? null : guard.nextToken(page.next);
  } while (token !== null);
}

type Page = { rows: unknown[]; next: string | null };

async function readPage(http: Http, list: ListName, limit: number, token: string | null): Promise<Page> {
  const answer = await http.send({ path: `/v1/${list}`, query: { limit, page_token: token } });
  const what = whatOf(list);
  const paging = pagination.safeParse(answer);
  // Without the part that names the next page, the first one would pass for all there is.
  if (!paging.success || paging.data.pagination === null)
    throw new VendorError('bad_response', `${what} is not the list that was expected. Check the base URL.`);
  const rows = asRows((answer as Record<string, unknown>)[list], what);
  return { rows, next: paging.data.pagination.next_page_token };
}

function whatOf(list: ListName): string {
  return `Huntress's list of ${list}`;
}
