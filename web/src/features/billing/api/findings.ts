import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { api, type Query } from '../../../api/client.ts';
import { fetchAll } from '../../../api/list.ts';
import { useChange } from '../../../api/mutation.ts';
import type { FindingDecision, LineItem, Result } from '../../../api/types.ts';
import { LINES_PATH } from './line-items.ts';
import { RESULTS_PATH } from './results.ts';

export type SharingBody = { separate: true } | { takesRest: true };

/** The result of a line as the last run stored it, with what people decided about it; undefined where there is none. */
export function useStoredResult({ id, organizationId, mapping }: LineItem): Result | undefined {
  // Without an organization nothing is counted, so there is nothing to decide about.
  return useResultOf(id, { organizationId }, mapping !== null && organizationId !== null).data;
}

/** What a past run said of a line. */
export function useResultOfRun(
  { id, organizationId }: LineItem,
  runId: string,
): UseQueryResult<Result | undefined> {
  return useResultOf(id, { organizationId, runId }, true);
}

function useResultOf(
  lineItemId: string,
  query: Query,
  isWanted: boolean,
): UseQueryResult<Result | undefined> {
  return useQuery({
    queryKey: [RESULTS_PATH, 'all', query],
    queryFn: ({ signal }) => fetchAll<Result>(RESULTS_PATH, query, signal),
    select: (results) => results.find((one) => one.lineItemId === lineItemId),
    enabled: isWanted,
  });
}

type Options = { onSuccess?: () => void; showsError?: boolean };

/** The server takes up to this many decisions in one request, all or nothing. */
const DECISIONS_PER_REQUEST = 1000;

/** Accepts variances, or takes acceptances back. */
export function useDecideFindings(
  options?: Options,
): UseMutationResult<void, Error, readonly FindingDecision[]> {
  return useChange(async (items: readonly FindingDecision[]) => {
    for (let start = 0; start < items.length; start += DECISIONS_PER_REQUEST) {
      await api.post(`${RESULTS_PATH}/bulk`, { items: items.slice(start, start + DECISIONS_PER_REQUEST) });
    }
  }, options);
}

/** What brings the acceptance of a line back to what it is in a result. */
export function asDecidedIn({ lineItemId, acceptance, status }: Result): FindingDecision {
  return acceptance === null || status !== 'accepted'
    ? { action: 'reopen', lineItemId }
    : { action: 'accept', lineItemId, reason: acceptance.reason, until: acceptance.until };
}

export type NoteBody = { text: string; assigneeId: string | null };

export function useWriteNote(
  lineItemId: string,
  options?: Options,
): UseMutationResult<void, Error, NoteBody> {
  return useChange((body: NoteBody) => api.put<void>(`${RESULTS_PATH}/${lineItemId}/note`, body), options);
}

export function useRemoveNote(lineItemId: string, options?: Options): UseMutationResult<void, Error, void> {
  return useChange(() => api.delete(`${RESULTS_PATH}/${lineItemId}/note`), options);
}

/** Changes how a line shares its count. */
export function useShare(lineItemId: string): UseMutationResult<void, Error, SharingBody> {
  return useChange((body: SharingBody) => api.put<void>(`${LINES_PATH}/${lineItemId}/sharing`, body));
}

/** Lets a line share with those of its product and measure again. */
export function useUnshare(lineItemId: string): UseMutationResult<void, Error, void> {
  return useChange(() => api.delete(`${LINES_PATH}/${lineItemId}/sharing`));
}
