import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { NewItems, OrganizationFindings, Summary, TrendDay } from '../../api/types.ts';

const PATH = '/api/v1/reconciliation';
const DAY_MS = 86_400_000;

/** The totals of all lines. */
export function useTotals(): UseQueryResult<Summary> {
  return useQuery({
    queryKey: [PATH, 'summary', {}],
    queryFn: ({ signal }) => api.get<Summary>(`${PATH}/summary`, {}, signal),
  });
}

/** The totals at the end of each of the last days. */
export function useTrend(days: number): UseQueryResult<TrendDay[]> {
  const from = new Date(Date.now() - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  return useQuery({
    queryKey: [PATH, 'trend', { from }],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: TrendDay[] }>(`${PATH}/trend`, { from }, signal)).items,
    placeholderData: keepPreviousData,
  });
}

/** Those with the most money at stake first. */
export function useTopOrganizations(): UseQueryResult<OrganizationFindings[]> {
  return useQuery({
    queryKey: [PATH, 'organizations'],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: OrganizationFindings[] }>(`${PATH}/organizations`, {}, signal)).items,
  });
}

/** What came after the end of a day and needs someone. */
export function useNewItems(day: string): UseQueryResult<NewItems> {
  return useQuery({
    queryKey: ['/api/v1/new-items', { since: day }],
    queryFn: ({ signal }) => api.get<NewItems>('/api/v1/new-items', { since: day }, signal),
    placeholderData: keepPreviousData,
  });
}
