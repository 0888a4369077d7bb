import { Button } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useBillingSearch } from './use-billing-search.ts';

type ListEmptyProps = { icon: LucideIcon; title: string; children: ReactNode; action?: ReactNode };

/** An empty list: while a filter or search narrows it, the step is to take that away; else what the tab says. */
export function ListEmpty({ icon, title, children, action }: ListEmptyProps): ReactNode {
  const { search, change } = useBillingSearch();
  const isNarrowed =
    search.q !== undefined || search.organizationId !== undefined || search.integrationId !== undefined;
  if (!isNarrowed) {
    return (
      <EmptyState icon={icon} title={title} action={action}>
        {children}
      </EmptyState>
    );
  }
  const clear = (): void => change({ q: undefined, organizationId: undefined, integrationId: undefined });
  return (
    <EmptyState
      icon={icon}
      title="Nothing here passes the filters"
      action={<Button onClick={clear}>Clear filters and search</Button>}
    >
      The search and the two filters above apply to this tab.
    </EmptyState>
  );
}
