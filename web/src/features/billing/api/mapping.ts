import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../api/client.ts';
import { fetchAll } from '../../../api/list.ts';
import { useChange } from '../../../api/mutation.ts';
import type { Evidence, LineItem, MappingBody, MappingOptions, Preview } from '../../../api/types.ts';
import { productKey } from '../lines/product-key.ts';
import { LINES_PATH } from './line-items.ts';
import { RESULTS_PATH } from './results.ts';

const EVIDENCE_PAGE_SIZE = 200;

/** What a line can be mapped to. With an integration: the categories, SKUs and products are that integration's. */
export function useMappingOptions(
  lineItemId: string,
  integrationId: string | null,
): UseQueryResult<MappingOptions> {
  return useQuery({
    queryKey: [LINES_PATH, 'options', lineItemId, integrationId],
    queryFn: ({ signal }) =>
      api.get<MappingOptions>(`${LINES_PATH}/${lineItemId}/options`, { integrationId }, signal),
    placeholderData: keepPreviousData,
  });
}

/** What an unsaved mapping would give; a request that another has overtaken is cancelled. Null: nothing to ask yet. */
export function usePreview(lineItemId: string, body: MappingBody | null): UseQueryResult<Preview> {
  return useQuery({
    queryKey: [LINES_PATH, 'preview', lineItemId, body],
    queryFn: ({ signal }) => api.post<Preview>(`${LINES_PATH}/${lineItemId}/mapping/preview`, body, signal),
    enabled: body !== null,
    placeholderData: keepPreviousData,
  });
}

/** What the count of the stored mapping gained and lost since the end of a day, by name. @param day null: not asked */
export function useChangesSince(lineItemId: string, day: string | null): UseQueryResult<Evidence['changes']> {
  return useQuery({
    queryKey: [RESULTS_PATH, 'changes', lineItemId, day],
    queryFn: async ({ signal }) => {
      const path = `${RESULTS_PATH}/${lineItemId}/evidence`;
      return (await api.get<Evidence>(path, { limit: 1, since: day }, signal)).changes;
    },
    enabled: day !== null,
  });
}

export type EvidencePages = {
  evidence: Evidence | undefined;
  isLoadingMore: boolean;
  /** Undefined where the records are all here, or where the rest cannot be had. */
  loadMore: (() => void) | undefined;
};

/**
 * The records behind a count, page by page.
 * @param isSaved whether the stored mapping is meant: only that one's records can be paged.
 * @param preview the records of the unsaved mapping, its first page.
 */
export function useEvidence(
  lineItemId: string,
  isSaved: boolean,
  preview: Evidence | undefined,
): EvidencePages {
  const isPaged = isSaved && preview?.nextCursor != null;
  const { pages } = useEvidencePages(lineItemId, undefined, isPaged);
  return isPaged && pages.evidence !== undefined
    ? pages
    : { evidence: preview, isLoadingMore: false, loadMore: undefined };
}

/** The records behind the count of a past run, page by page. */
export function useEvidenceOfRun(
  lineItemId: string,
  runId: string,
): { pages: EvidencePages; error: Error | null; refetch: () => void } {
  return useEvidencePages(lineItemId, runId, true);
}

function useEvidencePages(lineItemId: string, runId: string | undefined, isWanted: boolean) {
  const pages = useInfiniteQuery({
    queryKey: [RESULTS_PATH, 'evidence', lineItemId, runId],
    queryFn: ({ pageParam, signal }) =>
      api.get<Evidence>(
        `${RESULTS_PATH}/${lineItemId}/evidence`,
        { limit: EVIDENCE_PAGE_SIZE, cursor: pageParam, runId },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: isWanted,
  });
  const evidence = useMemo(() => joinPages(pages.data?.pages), [pages.data]);
  const loadMore = (): void => {
    if (!pages.isFetchingNextPage) {
      void pages.fetchNextPage();
    }
  };
  return {
    pages: {
      evidence,
      isLoadingMore: pages.isFetchingNextPage,
      loadMore: pages.hasNextPage ? loadMore : undefined,
    },
    error: pages.error,
    refetch: () => void pages.refetch(),
  };
}

function joinPages(pages: readonly Evidence[] | undefined): Evidence | undefined {
  const last = pages?.at(-1);
  return pages === undefined || last === undefined
    ? undefined
    : {
        ...last,
        changes: pages[0]?.changes ?? null,
        counted: pages.flatMap((page) => page.counted),
        leftOut: pages.flatMap((page) => page.leftOut),
      };
}

/** Other unmapped lines that sell the same product by the same quantity source: one mapping may do for all. */
export function useUnmappedOfProduct(line: LineItem, isWanted: boolean): readonly LineItem[] {
  const { data = [] } = useQuery({
    queryKey: [LINES_PATH, 'all', { state: 'unmapped', q: line.productName }],
    queryFn: ({ signal }) =>
      fetchAll<LineItem>(LINES_PATH, { state: 'unmapped', q: line.productName }, signal),
    enabled: isWanted,
  });
  return data.filter(
    (other) =>
      other.id !== line.id &&
      !other.isAdjustment &&
      other.quantitySource === line.quantitySource &&
      productKey(other.productName) === productKey(line.productName),
  );
}

export function useSaveMapping(lineItemId: string): UseMutationResult<LineItem, Error, MappingBody> {
  return useChange((body: MappingBody) => api.put<LineItem>(`${LINES_PATH}/${lineItemId}/mapping`, body), {
    showsError: true,
  });
}
