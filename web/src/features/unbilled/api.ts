import { keepPreviousData, type UseMutationResult, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type Query } from '../../api/client.ts';
import { type List, listPages, useList } from '../../api/list.ts';
import { useChange } from '../../api/mutation.ts';
import type { EstateRecord, UnbilledGroup, UnbilledPage } from '../../api/types.ts';
import type { UnbilledSearch } from './unbilled-search.ts';

const PATH = '/api/v1/unbilled';
const PAGE_SIZE = 100;

export type UnbilledList = List<UnbilledGroup> & {
  /** What the pages say of the whole view; undefined before the first. */
  summary: Omit<UnbilledPage, 'items' | 'nextCursor'> | undefined;
};

/** The groups of a view, the most money first. */
export function useUnbilled(search: UnbilledSearch): UnbilledList {
  const query = unbilledQuery(search);
  const result = useInfiniteQuery({
    queryKey: [PATH, 'list', query],
    queryFn: ({ pageParam, signal }) =>
      api.get<UnbilledPage>(PATH, { limit: PAGE_SIZE, ...query, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => result.data?.pages.flatMap(({ items }) => items) ?? [], [result.data]);
  const summary = result.data?.pages.at(-1);
  return {
    rows,
    summary,
    total: summary?.total ?? null,
    isLoading: result.isPending,
    isRefreshing: result.isPlaceholderData,
    error: result.error,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => {
      if (result.hasNextPage && !result.isFetchingNextPage) void result.fetchNextPage();
    },
    retry: () => void result.refetch(),
  };
}

/** The same groups, page by page. */
export function unbilledPages(search: UnbilledSearch, signal: AbortSignal) {
  return listPages<UnbilledGroup>(PATH, unbilledQuery(search), signal);
}

function unbilledQuery({ part, organizationId, integrationId, q, all }: UnbilledSearch): Query {
  return {
    part: part ?? 'unbilled',
    organizationId,
    integrationId,
    q,
    valued: all === true || part !== undefined ? undefined : true,
  };
}

export type GroupRef = Pick<UnbilledGroup, 'organizationId' | 'integrationId' | 'metric' | 'kind' | 'part'>;

/** The records of a group by name; with those that a person said need no line. */
export function useGroupRecords({
  organizationId,
  integrationId,
  metric,
  kind,
  part,
}: GroupRef): List<EstateRecord> {
  return useList<EstateRecord>(`/api/v1/organizations/${organizationId}/estate/records`, {
    integrationId,
    metric,
    kind,
    part,
  });
}

/** The records of a group that a person said need no line. */
export function useIgnoredRecords({
  organizationId,
  integrationId,
  metric,
  kind,
}: GroupRef): List<EstateRecord> {
  return useList<EstateRecord>(`/api/v1/organizations/${organizationId}/estate/records`, {
    integrationId,
    metric,
    kind,
    part: 'not_billable',
  });
}

type Subject = Pick<UnbilledGroup, 'integrationId' | 'metric'> & { externalIds: readonly string[] };

/** Says that records need no line. */
export function useIgnoreUnbilled(): UseMutationResult<void, Error, Subject & { reason: string }> {
  return useChange((body: Subject & { reason: string }) => api.post<void>(`${PATH}/ignore`, body));
}

/** Takes that back. */
export function useRestoreUnbilled(): UseMutationResult<void, Error, Subject> {
  return useChange((body: Subject) => api.post<void>(`${PATH}/restore`, body));
}
