import { useMemo } from 'react';
import { useIntegrations } from '../../api/integrations.ts';
import { useMembers } from '../../api/members.ts';
import { useAllOrganizations } from '../../api/organizations.ts';
import type { AuditEntry } from '../../api/types.ts';
import { useVendors } from '../../api/vendors.ts';
import type { NameOf } from './change-words.ts';

/** The names that the ids in an entry of the log are of. Ids are unique over all kinds of things, but for SKUs and products. */
export function useNameOf({ names: inEntry }: AuditEntry): NameOf {
  const integrations = useIntegrations();
  const organizations = useAllOrganizations();
  const members = useMembers();
  const vendors = useVendors();
  return useMemo(() => {
    const named = [...vendors, ...integrations, ...organizations, ...members];
    const names = new Map(named.map(({ id, name }) => [id, name]));
    for (const { integrationId, id, name } of inEntry) names.set(keyOf(id, integrationId), name);
    return (id, integrationId) => names.get(keyOf(id, integrationId));
  }, [vendors, integrations, organizations, members, inEntry]);
}

function keyOf(id: string, integrationId: string | null | undefined): string {
  return integrationId == null ? id : `${integrationId}\n${id}`;
}
