import {
  keepPreviousData,
  queryOptions,
  type UseMutationResult,
  type UseQueryResult,
  useQuery,
} from '@tanstack/react-query';
import { api } from './client.ts';
import { fetchAll, type List, listPages, useList } from './list.ts';
import { useChange } from './mutation.ts';
import type { Organization, Page } from './types.ts';

const PATH = '/api/v1/organizations';

/** All organizations, for pickers. */
const allOrganizationsQuery = queryOptions({
  queryKey: [PATH, 'all'],
  queryFn: ({ signal }) => fetchAll<Organization>(PATH, {}, signal),
});

/** Every organization by name; empty until they have arrived. */
export function useAllOrganizations(): readonly Organization[] {
  return useQuery(allOrganizationsQuery).data ?? [];
}

export function useOrganizations(query: { q?: string | undefined }): List<Organization> {
  return useList<Organization>(PATH, query);
}

/** The same organizations, page by page. */
export function organizationPages(query: { q?: string | undefined }, signal: AbortSignal) {
  return listPages<Organization>(PATH, query, signal);
}

export function useOrganization(id: string): UseQueryResult<Organization> {
  return useQuery(organizationQuery(id));
}

export const organizationQuery = (id: string) =>
  queryOptions({
    queryKey: [PATH, id],
    queryFn: ({ signal }) => api.get<Organization>(`${PATH}/${id}`, {}, signal),
  });

/** The first organizations with a text in their name, for pickers that are typed into. */
export const foundOrganizationsQuery = (q: string, limit: number) =>
  queryOptions({
    queryKey: [PATH, 'found', { q, limit }],
    queryFn: ({ signal }) => api.get<Page<Organization>>(PATH, { q, limit }, signal),
    placeholderData: keepPreviousData,
  });

export function useRenameOrganization(): UseMutationResult<
  Organization,
  Error,
  { id: string; name: string }
> {
  return useChange(
    ({ id, name }: { id: string; name: string }) => api.patch<Organization>(`${PATH}/${id}`, { name }),
    {
      showsError: true,
    },
  );
}

export function useRemoveOrganization(): UseMutationResult<void, Error, string> {
  return useChange((id: string) => api.delete(`${PATH}/${id}`));
}

/** Merges organizations, one after the other, into the one that stays. */
export function useMergeOrganizations(): UseMutationResult<void, Error, { ids: string[]; into: string }> {
  return useChange(async ({ ids, into }: { ids: string[]; into: string }) => {
    for (const id of ids) await api.post(`${PATH}/${id}/merge`, { intoOrganizationId: into });
  });
}

/** Takes merges back, the last first. */
export function useUnmergeOrganizations(): UseMutationResult<void, Error, string[]> {
  return useChange(async (ids: string[]) => {
    for (const id of ids.toReversed()) await api.post(`${PATH}/${id}/unmerge`);
  });
}

type SplitBody = { id: string; name: string; companyIds: string[] };

export function useSplitOrganization(): UseMutationResult<Organization, Error, SplitBody> {
  return useChange(({ id, ...body }: SplitBody) => api.post<Organization>(`${PATH}/${id}/split`, body), {
    showsError: true,
  });
}
