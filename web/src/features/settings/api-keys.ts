import type { UseMutationResult } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { type List, listPages, useList } from '../../api/list.ts';
import { useChange } from '../../api/mutation.ts';
import type { ApiKey, NewApiKey } from '../../api/types.ts';
import { notifyDone } from '../../ui/notify.tsx';

const PATH = '/api/v1/api-keys';

/** Every key of the workspace, without the keys themselves. */
export function useApiKeys(): List<ApiKey> {
  return useList<ApiKey>(PATH);
}

/** The same for a file. */
export const apiKeyPages = (signal: AbortSignal): AsyncIterable<readonly ApiKey[]> =>
  listPages<ApiKey>(PATH, {}, signal);

/** Makes a key; the answer holds it, once. */
export function useMakeApiKey(): UseMutationResult<{ id: string; key: string }, Error, NewApiKey> {
  return useChange((body: NewApiKey) => api.post<{ id: string; key: string }>(PATH, body), {
    showsError: true,
  });
}

/** Ends a key at once. */
export function useEndApiKey(): UseMutationResult<void, Error, string> {
  return useChange((id: string) => api.delete(`${PATH}/${id}`), {
    onSuccess: () => notifyDone('The key has been ended.'),
  });
}
