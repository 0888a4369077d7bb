import { z } from 'zod';
import type { HttpRequest } from '../kit/http.ts';
import { asRows, incompleteListing, PageGuard } from '../kit/paging.ts';
import type { Api } from './client.ts';

/** The most that the API gives at once. */
export const PAGE_SIZE = 1000;

export type Listing = {
  path: string;
  query?: NonNullable<HttpRequest['query']>;
  /** The listing in words: "ConnectWise's list of agreements". */
  what: string;
};

/** Where a listing goes on: behind an id, or at a page. */
type Position = { pageId: string } | { page: string };

/**
 * The rows of a list, page by page, in order of their ids: a row that leaves meanwhile moves no other past the reader
 * (forward-only paging). The Link header tells the next page and is empty on the last. Its address is not followed: only
 * the position is taken from it.
 */
export async function* listPages(api: Api, listing: Listing): AsyncGenerator<unknown[], void, undefined> {
  const guard = new PageGuard(listing.what);
  for (let position: Position | null = null; ; ) {
    const query: HttpRequest['query'] = { ...listing.query, pageSize: PAGE_SIZE, ...position };
    const { value, headers } = await api.forward.sendForHeaders({ path: listing.path, query });
    const rows = asRows(value, listing.what);
    if (rows.length === 0) return;
    yield guard.fresh(rows);
    const link = headers.get('link');
    if (link === null) return yield* listByNumber(api, listing, guard);
    position = nextPosition(link, listing.what);
    if (position === null) return;
  }
}

/** All rows of a list. */
export async function readAll(api: Api, listing: Listing): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const rows of listPages(api, listing)) all.push(...rows);
  return all;
}

const countAnswer = z.object({ count: z.number() });

/** How many rows a list has, by its own `/count`. */
export async function countRows(api: Api, { path, query, what }: Listing): Promise<number> {
  const conditions = query?.conditions ?? null;
  const answer = countAnswer.safeParse(
    await api.plain.send({ path: `${path}/count`, query: { conditions } }),
  );
  if (!answer.success) throw incompleteListing(what, 'it does not say how many rows it has');
  return answer.data.count;
}

/**
 * An answer without a Link header comes from a list that pages by number only, and may or may not be the last: the count
 * decides. Rows that move from page to page meanwhile show as too few.
 */
async function* listByNumber(
  api: Api,
  listing: Listing,
  guard: PageGuard,
): AsyncGenerator<unknown[], void, undefined> {
  const total = await countRows(api, listing);
  for (let page = 2; guard.count < total; page += 1) {
    const query = { ...listing.query, pageSize: PAGE_SIZE, page };
    const rows = asRows(await api.plain.send({ path: listing.path, query }), listing.what);
    if (rows.length === 0) {
      throw incompleteListing(listing.what, `it has ${total} rows, but only ${guard.count} came`);
    }
    yield guard.fresh(rows);
  }
}

/** @returns null: no next page */
function nextPosition(link: string, what: string): Position | null {
  const next = [...link.matchAll(/<([^>]*)>([^<]*)/g)].find(([, , rest]) =>
    /\brel="?next\b/i.test(rest ?? ''),
  );
  if (next === undefined) return null;
  const address = next[1] ?? '';
  const query = new URLSearchParams(address.slice(address.indexOf('?') + 1));
  const pageId = query.get('pageId');
  if (pageId !== null) return { pageId };
  const page = query.get('page');
  if (page !== null) return { page };
  throw incompleteListing(what, 'the next page has no number');
}
