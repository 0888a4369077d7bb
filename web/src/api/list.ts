import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type Query } from './client.ts';
import type { Page } from './types.ts';

const PAGE_SIZE = 100;

/** What a table needs to know of a list that arrives page by page. */
export type List<Item> = {
  rows: readonly Item[];
  /** How many there are over all pages; null before the first answer, and where they are not counted. */
  total: number | null;
  isLoading: boolean;
  /** The rows are those of the previous filter while the new ones load. */
  isRefreshing: boolean;
  error: Error | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
};

/** The total is null where the query leaves it out. */
type ListPage<Item> = Omit<Page<Item>, 'total'> & { total: number | null };

/** The query behind useList, to have its first page asked for before the list is drawn. */
export const listOptions = <Item>(path: string, query: Query = {}) =>
  infiniteQueryOptions({
    queryKey: [path, 'list', query],
    queryFn: ({ pageParam, signal }) =>
      api.get<ListPage<Item>>(path, { limit: PAGE_SIZE, ...query, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/**
 * A list of the API, one page after another.
 * @param query filters and sort; `limit` and `cursor` are added here.
 */
export function useList<Item>(
  path: string,
  query: Query = {},
  options: { enabled?: boolean } = {},
): List<Item> {
  const result = useInfiniteQuery({
    ...listOptions<Item>(path, query),
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.items) ?? [], [result.data]);
  return {
    rows,
    total: result.data?.pages.at(-1)?.total ?? null,
    isLoading: result.isPending,
    isRefreshing: result.isPlaceholderData,
    error: result.error,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => {
      if (result.hasNextPage && !result.isFetchingNextPage) {
        void result.fetchNextPage();
      }
    },
    retry: () => void result.refetch(),
  };
}

/** A list page by page, 500 items at a time unless the query says otherwise; those that come or go meanwhile may be missing. */
export async function* listPages<Item>(
  path: string,
  query: Query,
  signal?: AbortSignal,
): AsyncGenerator<Item[], void, undefined> {
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await api.get<Page<Item>>(path, { limit: 500, ...query, cursor }, signal);
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** Every item of a list, for pickers and dashboards whose lists are short. */
export async function fetchAll<Item>(path: string, query: Query, signal?: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of listPages<Item>(path, query, signal)) {
    items.push(...page);
  }
  return items;
}
