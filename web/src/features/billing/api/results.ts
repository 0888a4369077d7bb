import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { api, type Query } from '../../../api/client.ts';
import { type List, listOptions, listPages, useList } from '../../../api/list.ts';
import type { ReconciliationRun, Result, ResultStatus, Summary } from '../../../api/types.ts';
import type { BillingSearch } from '../billing-search.ts';
import { scopeOf } from './line-items.ts';

export const RESULTS_PATH = '/api/v1/reconciliation';

/** Largest amounts first. */
export const DEFAULT_SORT = '-impact';

export function useResults(search: BillingSearch, statuses: readonly ResultStatus[]): List<Result> {
  return useList<Result>(RESULTS_PATH, resultsQuery(search, statuses));
}

export const resultsOptions = (search: BillingSearch, statuses: readonly ResultStatus[]) =>
  listOptions<Result>(RESULTS_PATH, resultsQuery(search, statuses));

/** The rows of a view, page by page. */
export function resultPages(search: BillingSearch, statuses: readonly ResultStatus[], signal: AbortSignal) {
  return listPages<Result>(RESULTS_PATH, resultsQuery(search, statuses), signal);
}

function resultsQuery(search: BillingSearch, statuses: readonly ResultStatus[]): Query {
  const { q, runId, sort = DEFAULT_SORT } = search;
  // The totals beside the list say how many there are.
  return { ...scopeOf(search), q, runId, sort, status: statuses, total: false };
}

/** A past run; undefined until it has arrived. */
export function useRun(runId: string): UseQueryResult<ReconciliationRun> {
  return useQuery({
    queryKey: [RESULTS_PATH, 'run', runId],
    queryFn: ({ signal }) => api.get<ReconciliationRun>(`${RESULTS_PATH}/runs/${runId}`, {}, signal),
  });
}

/** The rows of what is typed come first: adding up every row with a text takes as long as finding many times its first. */
const TOTALS_AFTER_MS = 300;

/** @property isOfBefore they are those of the search before, while the new ones are added up */
export type ShownSummary = Summary & { isOfBefore?: boolean };

/** The totals of a view; undefined until they have arrived. Without statuses: of all lines. */
export function useSummary(
  search: BillingSearch,
  statuses: readonly ResultStatus[] = [],
): ShownSummary | undefined {
  const query = { ...scopeOf(search), q: search.q, runId: search.runId, status: statuses };
  const [paused] = useDebouncedValue(search.q, TOTALS_AFTER_MS);
  const { data, isPlaceholderData } = useQuery({
    queryKey: [RESULTS_PATH, 'summary', query],
    queryFn: ({ signal }) => api.get<Summary>(`${RESULTS_PATH}/summary`, query, signal),
    placeholderData: keepPreviousData,
    enabled: paused === search.q,
  });
  return data === undefined ? undefined : { ...data, isOfBefore: isPlaceholderData };
}
