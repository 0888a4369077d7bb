import type { UnbilledGroup } from '../../api/types.ts';

type GroupParts = Pick<UnbilledGroup, 'organizationId' | 'integrationId' | 'metric' | 'kind' | 'part'>;

/** Names a group in a link. */
export function groupKey({ organizationId, integrationId, metric, kind, part }: GroupParts): string {
  return [organizationId, integrationId, metric, part, kind].join('|');
}
