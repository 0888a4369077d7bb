import { queryOptions, type UseMutationResult, useQuery } from '@tanstack/react-query';
import { api } from './client.ts';
import { useChange } from './mutation.ts';
import type { Workspace, WorkspacePatch } from './types.ts';

export const workspaceQuery = queryOptions({
  queryKey: ['/api/v1/workspace'],
  queryFn: ({ signal }) => api.get<Workspace>('/api/v1/workspace', {}, signal),
});

export function useWorkspace(): Workspace | undefined {
  return useQuery(workspaceQuery).data;
}

export function useUpdateWorkspace(
  onSuccess?: () => void,
): UseMutationResult<Workspace, Error, WorkspacePatch> {
  return useChange((patch: WorkspacePatch) => api.patch<Workspace>('/api/v1/workspace', patch), {
    showsError: true,
    ...(onSuccess === undefined ? {} : { onSuccess }),
  });
}
