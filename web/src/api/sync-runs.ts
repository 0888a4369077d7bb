import { queryOptions, type UseMutationResult, useQuery } from '@tanstack/react-query';
import { api } from './client.ts';
import { useChange } from './mutation.ts';
import type { Page, SyncBody, SyncRun } from './types.ts';

const PATH = '/api/v1/sync-runs';

/** How often the list of runs is read again: a run may have been started by another person or by the schedule. */
const IDLE_POLL_MS = 30_000;

export const isUnfinished = (run: SyncRun): boolean => run.status === 'queued' || run.status === 'running';

/** The latest runs; among them every unfinished one, so progress is found again after a reload. */
export const latestSyncRunsQuery = queryOptions({
  queryKey: [PATH, 'latest'],
  queryFn: ({ signal }) => api.get<Page<SyncRun>>(PATH, { limit: 50 }, signal),
  refetchInterval: IDLE_POLL_MS,
});

export const syncRunPath = (id: string): string => `${PATH}/${id}`;

/** The runs going on now, with live progress (kept live by useLiveSyncRuns, mounted once in the shell). */
export function useRunningSyncs(): readonly SyncRun[] {
  const runs = useQuery(latestSyncRunsQuery).data?.items ?? [];
  return runs.filter(isUnfinished);
}

/** The run going on for one integration; undefined: none is. */
export function useRunningSync(integrationId: string | null): SyncRun | undefined {
  return useRunningSyncs().find((run) => run.integrationId === integrationId);
}

/** Starts a sync of the default PSA, of the named integrations, or of all. */
export function useStartSync(): UseMutationResult<{ syncRunIds: string[] }, Error, SyncBody> {
  return useChange((body: SyncBody) => api.post<{ syncRunIds: string[] }>('/api/v1/sync', body));
}

export type SyncRunAction = 'release' | 'discard' | 'cancel';

/** Decides about a held run (release, discard) or stops a running one (cancel). */
export function useSyncRunAction(): UseMutationResult<void, Error, { id: string; action: SyncRunAction }> {
  return useChange(({ id, action }: { id: string; action: SyncRunAction }) =>
    api.post(`${PATH}/${id}/${action}`),
  );
}
