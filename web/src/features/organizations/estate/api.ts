import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { type List, useList } from '../../../api/list.ts';
import type { Estate, EstateRecord } from '../../../api/types.ts';

const pathOf = (organizationId: string): string => `/api/v1/organizations/${organizationId}/estate`;

/** What the sources have of an organization, by what is billed of it. */
export function useEstate(organizationId: string): UseQueryResult<Estate['items']> {
  const path = pathOf(organizationId);
  return useQuery({
    queryKey: [path],
    queryFn: async ({ signal }) => (await api.get<Estate>(path, {}, signal)).items,
  });
}

/** One number of the estate. */
export type EstateCell = Pick<EstateRecord, 'part'> &
  Pick<Estate['items'][number], 'integrationId' | 'metric'>;

/** The records behind it by name. */
export function useEstateRecords(organizationId: string, cell: EstateCell): List<EstateRecord> {
  return useList<EstateRecord>(`${pathOf(organizationId)}/records`, cell);
}
