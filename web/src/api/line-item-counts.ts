import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { api } from './client.ts';
import type { LineItemCounts } from './types.ts';
import { useWorkspace } from './workspace.ts';

const PATH = '/api/v1/line-items/counts';

export type Scope = { organizationId?: string | undefined; integrationId?: string | undefined };

/** The numbers on the five tabs, under the page's two filters; on the Free plan there are none to ask for. */
export function useLineItemCounts(scope: Scope = {}): UseQueryResult<LineItemCounts> {
  const plan = useWorkspace()?.plan;
  return useQuery({
    enabled: plan !== undefined && plan !== 'free',
    queryKey: [PATH, scope],
    queryFn: ({ signal }) => api.get<LineItemCounts>(PATH, scope, signal),
  });
}
