import { Group, Stack } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import { Page } from '../../ui/page.tsx';
import { AgreementsTab } from './agreements/agreements-tab.tsx';
import type { BillingTab } from './billing-search.ts';
import { BillingTabs } from './billing-tabs.tsx';
import { ScopeFilters } from './header/scope-filters.tsx';
import { SyncAlerts } from './header/sync-alerts.tsx';
import { SyncControl } from './header/sync-control.tsx';
import { IgnoredTab } from './ignored/ignored-tab.tsx';
import { LineDialogsProvider } from './lines/line-dialogs.tsx';
import { MappedTab } from './mapped/mapped-tab.tsx';
import { MappingDialog } from './mapping-dialog/mapping-dialog.tsx';
import { ReconciliationTab } from './reconciliation/reconciliation-tab.tsx';
import { UnmappedTab } from './unmapped/unmapped-tab.tsx';
import { useBillingSearch } from './use-billing-search.ts';

const TABS: Record<BillingTab, ComponentType> = {
  agreements: AgreementsTab,
  unmapped: UnmappedTab,
  mapped: MappedTab,
  ignored: IgnoredTab,
  reconciliation: ReconciliationTab,
};

/** The page Billing reconciliation, mounted at `/billing/reconciliation/$tab`. */
export function BillingPage(): ReactNode {
  const { tab } = useBillingSearch();
  const Tab = TABS[tab];
  return (
    <LineDialogsProvider>
      <Page title="Billing reconciliation">
        <Group justify="space-between" gap="sm">
          <ScopeFilters />
          <SyncControl />
        </Group>
        <SyncAlerts />
        <BillingTabs>
          <Stack gap="sm">
            <Tab />
          </Stack>
        </BillingTabs>
      </Page>
      <MappingDialog />
    </LineDialogsProvider>
  );
}
