import { type UseMutationResult, useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { fetchAll } from '../../../api/list.ts';
import { useChange } from '../../../api/mutation.ts';
import type { LineItem, Result } from '../../../api/types.ts';
import { LINES_PATH } from './line-items.ts';
import { RESULTS_PATH } from './results.ts';

export type AcceptanceBody = { reason: string; until: string | null };

export type SharingBody = { separate: true } | { takesRest: true };

/** The result of a line as the last run stored it, with what people decided about it; undefined where there is none. */
export function useStoredResult({ id, organizationId, mapping }: LineItem): Result | undefined {
  const query = { organizationId };
  return useQuery({
    queryKey: [RESULTS_PATH, 'all', query],
    queryFn: ({ signal }) => fetchAll<Result>(RESULTS_PATH, query, signal),
    select: (results) => results.find((one) => one.lineItemId === id),
    // Without an organization nothing is counted, so there is nothing to decide about.
    enabled: mapping !== null && organizationId !== null,
  }).data;
}

type Options = { onSuccess?: () => void; showsError?: boolean };

/** Accepts the present variance of a line. */
export function useAccept(
  lineItemId: string,
  options?: Options,
): UseMutationResult<void, Error, AcceptanceBody> {
  return useChange(
    (body: AcceptanceBody) => api.put<void>(`${RESULTS_PATH}/${lineItemId}/acceptance`, body),
    options,
  );
}

/** Takes an acceptance back. */
export function useReopen(lineItemId: string, options?: Options): UseMutationResult<void, Error, void> {
  return useChange(() => api.delete(`${RESULTS_PATH}/${lineItemId}/acceptance`), options);
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
