import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { FileText, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLineItemCounts } from '../../api/line-item-counts.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useBillingSearch } from './use-billing-search.ts';

type ListEmptyProps = { icon: LucideIcon; title: string; children: ReactNode; action?: ReactNode };

/**
 * An empty list: while a filter or search narrows it, the step is to take that away; where there are no agreements at all,
 * to get some; else what the tab says.
 */
export function ListEmpty({ icon, title, children, action }: ListEmptyProps): ReactNode {
  const { search, change } = useBillingSearch();
  const hasAgreements = useLineItemCounts().data?.agreements !== 0;
  const isNarrowed =
    search.q !== undefined || search.organizationId !== undefined || search.integrationId !== undefined;
  if (!isNarrowed && !hasAgreements) {
    return (
      <EmptyState
        icon={FileText}
        title="No agreements yet"
        action={
          <Button component={Link} to="/integrations">
            Go to Integrations
          </Button>
        }
      >
        Agreements come from your PSA. Connect it and sync; then there is something to compare.
      </EmptyState>
    );
  }
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
