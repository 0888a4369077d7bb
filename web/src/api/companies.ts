import { queryOptions, type UseMutationResult, useQuery } from '@tanstack/react-query';
import { api } from './client.ts';
import { fetchAll, type List, listPages, useList } from './list.ts';
import { useChange } from './mutation.ts';
import type { Company, CompanyLinkBody, CompanyState, Page } from './types.ts';

const PATH = '/api/v1/companies';

export type CompanyFilter = {
  state?: readonly CompanyState[];
  integrationId?: string | undefined;
  q?: string | undefined;
};

export function useCompanies(filter: CompanyFilter): List<Company> {
  return useList<Company>(PATH, filter);
}

/** The same companies, page by page. */
export function companyPages(filter: CompanyFilter, signal: AbortSignal) {
  return listPages<Company>(PATH, filter, signal);
}

const unlinkedCountQuery = queryOptions({
  queryKey: [PATH, 'unlinked-count'],
  queryFn: ({ signal }) => api.get<Page<Company>>(PATH, { state: 'unlinked', limit: 1 }, signal),
  select: (page) => page.total,
});

/** How many companies belong to no organization yet. */
export function useUnlinkedCount(): number | undefined {
  return useQuery(unlinkedCountQuery).data;
}

export type CompanyLink = { companyId: string; organizationId: string };

const linkCompany = (id: string, body: CompanyLinkBody): Promise<Company> =>
  api.put(`${PATH}/${id}/link`, body);
const unlinkCompany = (id: string): Promise<Company> => api.delete(`${PATH}/${id}/link`);
const ignoreCompany = (id: string): Promise<Company> => api.post(`${PATH}/${id}/ignore`);
const unignoreCompany = (id: string): Promise<Company> => api.delete(`${PATH}/${id}/ignore`);

export function useLinkCompany(): UseMutationResult<Company, Error, { id: string; body: CompanyLinkBody }> {
  return useChange(({ id, body }: { id: string; body: CompanyLinkBody }) => linkCompany(id, body));
}

/** Links many at once; the server takes up to 1,000 in one request. */
export function useLinkCompanies(): UseMutationResult<void, Error, readonly CompanyLink[]> {
  return useChange(async (items: readonly CompanyLink[]) => {
    for (let start = 0; start < items.length; start += 1000) {
      await api.post(`${PATH}/bulk-link`, { items: items.slice(start, start + 1000) });
    }
  });
}

/** Takes links back that were just made: what the companies leave may be suggested again. */
export function useTakeBackLinks(): UseMutationResult<void, Error, readonly string[]> {
  return useChange(async (companyIds: readonly string[]) => {
    for (let start = 0; start < companyIds.length; start += 1000) {
      await api.post(`${PATH}/bulk-unlink`, { companyIds: companyIds.slice(start, start + 1000) });
    }
  });
}

/** Says that companies are not the organizations suggested for them, which are not suggested again. */
export function useRejectMatches(): UseMutationResult<void, Error, readonly CompanyLink[]> {
  return useChange(async (matches: readonly CompanyLink[]) => {
    for (const { companyId, organizationId } of matches) {
      await api.post(`${PATH}/${companyId}/rejections`, { organizationId });
    }
  });
}

/** Takes that back. */
export function useWithdrawRejections(): UseMutationResult<void, Error, readonly CompanyLink[]> {
  return useChange(async (matches: readonly CompanyLink[]) => {
    for (const { companyId, organizationId } of matches) {
      await api.delete(`${PATH}/${companyId}/rejections/${organizationId}`);
    }
  });
}

/** Every company of a view. */
export function fetchCompanies(filter: CompanyFilter): Promise<Company[]> {
  return fetchAll<Company>(PATH, filter);
}

/** Afterwards the companies belong to nobody, and what they leave is not suggested for them again. */
export function useUnlinkCompanies(): UseMutationResult<void, Error, readonly string[]> {
  return useChange((ids: readonly string[]) => oneByOne(ids, unlinkCompany));
}

export function useIgnoreCompanies(): UseMutationResult<void, Error, readonly string[]> {
  return useChange((ids: readonly string[]) => oneByOne(ids, ignoreCompany));
}

export function useUnignoreCompanies(): UseMutationResult<void, Error, readonly string[]> {
  return useChange((ids: readonly string[]) => oneByOne(ids, unignoreCompany));
}

async function oneByOne(ids: readonly string[], change: (id: string) => Promise<Company>): Promise<void> {
  for (const id of ids) {
    await change(id);
  }
}
