import { useMemo } from 'react';
import { useIntegrations } from '../../api/integrations.ts';
import { useMembers } from '../../api/members.ts';
import { useAllOrganizations } from '../../api/organizations.ts';
import type { AuditEntry } from '../../api/types.ts';
import { useVendors } from '../../api/vendors.ts';
import { type NameOf, VENDORS } from './mapping-words.ts';

/** The names that the ids in an entry of the log are of. */
export function useNameOf({ names: inEntry }: AuditEntry): NameOf {
  const integrations = useIntegrations();
  const organizations = useAllOrganizations();
  const members = useMembers();
  const vendors = useVendors();
  return useMemo(() => {
    const named = [...integrations, ...organizations, ...members];
    const names = new Map(named.map(({ id, name }) => [id, name]));
    for (const { id, name } of vendors) names.set(keyOf(id, VENDORS), name);
    for (const { integrationId, id, name } of inEntry) names.set(keyOf(id, integrationId), name);
    return (id, within) => names.get(keyOf(id, within));
  }, [vendors, integrations, organizations, members, inEntry]);
}

function keyOf(id: string, within: string | null | undefined): string {
  return within == null ? id : `${within}\n${id}`;
}
