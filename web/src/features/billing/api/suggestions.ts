import { queryOptions, type UseMutationResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../api/client.ts';
import { fetchAll, type List, useList } from '../../../api/list.ts';
import { useChange } from '../../../api/mutation.ts';
import type { LineItem, Suggestion } from '../../../api/types.ts';
import type { BillingSearch } from '../billing-search.ts';
import { scopeOf } from './line-items.ts';

const PATH = '/api/v1/suggestions';
/** The server takes up to this many lines in one request, all or nothing. */
const LINES_PER_REQUEST = 1000;

/** What to do about the unmapped lines of a view, in the order of the lines. */
export function useSuggestions(
  search: BillingSearch,
): List<Suggestion> & { of: (lineItemId: string) => Suggestion | undefined } {
  const list = useList<Suggestion>(PATH, { ...scopeOf(search), q: search.q });
  const byLine = useMemo(() => new Map(list.rows.map((one) => [one.lineItemId, one])), [list.rows]);
  return { ...list, of: (lineItemId) => byLine.get(lineItemId) };
}

/** Every suggestion of a view, or of one product in it. */
export function fetchSuggestions(search: BillingSearch, productName?: string): Promise<Suggestion[]> {
  return fetchAll<Suggestion>(PATH, { ...scopeOf(search), q: search.q, productName });
}

/** What to do about one unmapped line; null: nothing is suggested for it. */
export const lineSuggestionQuery = ({ id, productName, organizationId }: LineItem) =>
  queryOptions({
    queryKey: [PATH, 'one', id],
    queryFn: async ({ signal }) => {
      const query = { productName, organizationId: organizationId ?? undefined };
      const ofProduct = await fetchAll<Suggestion>(PATH, query, signal);
      return ofProduct.find(({ lineItemId }) => lineItemId === id) ?? null;
    },
  });

/** Does what is suggested for lines. */
export function useAcceptSuggestions(): UseMutationResult<void, Error, readonly string[]> {
  return useChange(async (lineItemIds: readonly string[]) => {
    for (let start = 0; start < lineItemIds.length; start += LINES_PER_REQUEST) {
      await api.post(`${PATH}/accept`, { lineItemIds: lineItemIds.slice(start, start + LINES_PER_REQUEST) });
    }
  });
}
