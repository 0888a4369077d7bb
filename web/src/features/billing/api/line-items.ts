import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, type Query } from '../../../api/client.ts';
import type { Scope } from '../../../api/line-item-counts.ts';
import { fetchAll, type List, listOptions, listPages, useList } from '../../../api/list.ts';
import type { Agreement, LineItem, LineState } from '../../../api/types.ts';
import type { BillingSearch } from '../billing-search.ts';

export const LINES_PATH = '/api/v1/line-items';
const AGREEMENTS_PATH = '/api/v1/agreements';

/** The two filters of the page, as the API takes them. */
export function scopeOf({ organizationId, integrationId }: BillingSearch): Scope {
  return { organizationId, integrationId };
}

export const INACTIVE_STATES: readonly LineState[] = ['ended', 'upcoming', 'deleted'];

/** The lines of one tab, by product and organization; with the ended, upcoming and deleted ones if asked. */
export function useLines(search: BillingSearch, state: LineState): List<LineItem> {
  return useList<LineItem>(LINES_PATH, linesQuery(search, state));
}

export const linesOptions = (search: BillingSearch, state: LineState) =>
  listOptions<LineItem>(LINES_PATH, linesQuery(search, state));

/** The same lines, page by page. */
export function linePages(search: BillingSearch, state: LineState, signal: AbortSignal) {
  return listPages<LineItem>(LINES_PATH, linesQuery(search, state), signal);
}

function linesQuery(search: BillingSearch, state: LineState): Query {
  const states = search.inactive === true ? [state, ...INACTIVE_STATES] : [state];
  // Counting what a text is in takes longer than finding the first of it.
  const total = search.q === undefined ? undefined : false;
  return { ...scopeOf(search), q: search.q, state: states, total };
}

/** With their lines: this many fill more than a screen, and arrive at once. */
const AGREEMENTS_A_PAGE = 10;

/** Agreements with their lines, by organization and name. */
export function useAgreements(search: BillingSearch): List<Agreement> {
  return useList<Agreement>(AGREEMENTS_PATH, agreementsQuery(search));
}

function agreementsQuery(search: BillingSearch): Query {
  return {
    ...scopeOf(search),
    q: search.q,
    include: 'lineItems',
    limit: AGREEMENTS_A_PAGE,
    total: false,
  };
}

export const agreementsOptions = (search: BillingSearch) =>
  listOptions<Agreement>(AGREEMENTS_PATH, agreementsQuery(search));

/** Enough for a request to be worth its while, few enough to answer soon. */
const AGREEMENTS_A_FILE_PAGE = 100;

/** Every agreement of the tree with its lines, page by page. */
export function agreementPages(search: BillingSearch, signal: AbortSignal) {
  const query = { ...agreementsQuery(search), limit: AGREEMENTS_A_FILE_PAGE };
  return listPages<Agreement>(AGREEMENTS_PATH, query, signal);
}

const NONE: readonly LineItem[] = [];

/** Lines that were deleted here; only asked for when they are shown. */
export function useDeletedLines(search: BillingSearch): readonly LineItem[] {
  const query = { ...scopeOf(search), q: search.q, state: 'deleted' };
  const { data } = useQuery({
    queryKey: [LINES_PATH, 'all', query],
    queryFn: ({ signal }) => fetchAll<LineItem>(LINES_PATH, query, signal),
    enabled: search.inactive === true,
  });
  return search.inactive === true ? (data ?? NONE) : NONE;
}

export const lineItemQuery = (id: string) =>
  queryOptions({
    queryKey: [LINES_PATH, 'one', id],
    queryFn: ({ signal }) => api.get<LineItem>(`${LINES_PATH}/${id}`, {}, signal),
  });

/** Every line of an organization that an adjustment could belong to. */
export const linkCandidatesQuery = (organizationId: string | null) =>
  queryOptions({
    queryKey: [LINES_PATH, 'all', { organizationId, for: 'link' }],
    queryFn: ({ signal }) =>
      fetchAll<LineItem>(
        LINES_PATH,
        { organizationId, state: ['mapped', 'unmapped', 'unmappable', 'ignored'] },
        signal,
      ),
  });
