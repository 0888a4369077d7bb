import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { api } from './client.ts';
import { refreshWorkspace } from './mutation.ts';
import { isUnfinished, latestSyncRunsQuery, syncRunPath, useRunningSyncs } from './sync-runs.ts';
import type { SyncRun } from './types.ts';

/** How often a run is asked for where events do not come through (a proxy that buffers, a lost connection). */
const POLL_MS = 2_000;

/**
 * Keeps the progress of every unfinished run live, by events, else by asking. Mount it once.
 * @param onFinished told once of each run that ends while the page is open.
 */
export function useLiveSyncRuns(onFinished: (run: SyncRun) => void): void {
  const queryClient = useQueryClient();
  const take = useEffectEvent((run: SyncRun) => takeIn(queryClient, run, onFinished));
  const ids = useRunningSyncs()
    .map((run) => run.id)
    .sort()
    .join(' ');
  useEffect(() => {
    const stops = ids
      .split(' ')
      .filter((id) => id !== '')
      .map((id) => followSyncRun(id, (run) => take(run)));
    return () => {
      for (const stop of stops) {
        stop();
      }
    };
  }, [ids]);
}

function takeIn(queryClient: QueryClient, run: SyncRun, onFinished: (run: SyncRun) => void): void {
  queryClient.setQueryData(latestSyncRunsQuery.queryKey, (page) =>
    page === undefined
      ? page
      : { ...page, items: page.items.map((item) => (item.id === run.id ? run : item)) },
  );
  if (!isUnfinished(run)) {
    void refreshWorkspace(queryClient);
    onFinished(run);
  }
}

/** Follows one run until it ends. Answers how to stop following. */
function followSyncRun(id: string, onProgress: (run: SyncRun) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const events = new EventSource(`${syncRunPath(id)}/events`);
  const stop = (): void => {
    isStopped = true;
    events.close();
    clearTimeout(timer);
  };
  const take = (run: SyncRun): void => {
    if (isStopped) {
      return;
    }
    if (!isUnfinished(run)) {
      stop();
    }
    onProgress(run);
  };
  const poll = async (): Promise<void> => {
    const run = await api.get<SyncRun>(syncRunPath(id)).catch(() => null);
    if (run !== null) {
      take(run);
    }
    if (!isStopped) {
      timer = setTimeout(() => void poll(), POLL_MS);
    }
  };
  events.onmessage = (event: MessageEvent<string>) => take(JSON.parse(event.data) as SyncRun);
  events.onerror = () => {
    events.close();
    void poll();
  };
  return stop;
}
