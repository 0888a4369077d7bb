import { queryOptions, useQuery } from '@tanstack/react-query';
import { fetchAll } from './list.ts';
import type { Vendor } from './types.ts';

export const vendorsQuery = queryOptions({
  queryKey: ['/api/v1/vendors'],
  queryFn: ({ signal }) => fetchAll<Vendor>('/api/v1/vendors', {}, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The connector catalogue; empty until it has arrived. */
export function useVendors(): readonly Vendor[] {
  return useQuery(vendorsQuery).data ?? [];
}
