import { queryOptions, type UseMutationResult, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from './client.ts';
import { fetchAll } from './list.ts';
import { useChange } from './mutation.ts';
import type {
  Integration,
  IntegrationBody,
  IntegrationPatch,
  ListedIntegration,
  TestResult,
} from './types.ts';

const PATH = '/api/v1/integrations';

/** Without the counts of their records, which take the server a while. */
export const integrationsQuery = queryOptions({
  queryKey: [PATH, 'named'],
  queryFn: ({ signal }) => fetchAll<ListedIntegration>(PATH, { counts: false }, signal),
});

export const countedIntegrationsQuery = queryOptions({
  queryKey: [PATH, 'counted'],
  queryFn: ({ signal }) => fetchAll<Integration>(PATH, {}, signal),
});

/** The connected integrations; empty until they have arrived. */
export function useIntegrations(): readonly ListedIntegration[] {
  return useQuery(integrationsQuery).data ?? [];
}

/** The name of an integration by its id, for tables. An unknown one is a dash. */
export function useIntegrationName(): (id: string | null) => string {
  const { data } = useQuery(integrationsQuery);
  return useCallback((id) => data?.find((integration) => integration.id === id)?.name ?? '—', [data]);
}

export const createIntegration = (body: IntegrationBody): Promise<Integration> => api.create(PATH, body);

export const updateIntegration = (id: string, patch: IntegrationPatch): Promise<Integration> =>
  api.patch(`${PATH}/${id}`, patch);

/** Calls the vendor with the stored credentials and answers what the vendor said. */
export const testIntegration = (id: string): Promise<TestResult> => api.post(`${PATH}/${id}/test`);

export const removeIntegration = (id: string): Promise<void> => api.delete(`${PATH}/${id}`);

export function useRemoveIntegration(onSuccess?: () => void): UseMutationResult<void, Error, string> {
  return useChange(removeIntegration, onSuccess === undefined ? {} : { onSuccess });
}
