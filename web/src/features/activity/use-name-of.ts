import { useMemo } from 'react';
import { useIntegrations } from '../../api/integrations.ts';
import { useMembers } from '../../api/members.ts';
import { useAllOrganizations } from '../../api/organizations.ts';
import type { NameOf } from './change-words.ts';

/** The names that the log's ids are of. Ids are unique over all kinds of things. */
export function useNameOf(): NameOf {
  const integrations = useIntegrations();
  const organizations = useAllOrganizations();
  const members = useMembers();
  return useMemo(() => {
    const named = [...integrations, ...organizations, ...members];
    const names = new Map(named.map(({ id, name }) => [id, name]));
    return (id) => names.get(id);
  }, [integrations, organizations, members]);
}
