import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLineItemCounts } from '../../api/line-item-counts.ts';
import { formatQuantity } from '../../ui/format.ts';
import { useOpenTabInSight } from '../../ui/use-open-tab-in-sight.ts';
import { scopeOf } from './api/line-items.ts';
import { BILLING_TABS, type BillingTab, tabFrom } from './billing-search.ts';
import { useBillingSearch } from './use-billing-search.ts';

const WORDS: Record<BillingTab, string> = {
  agreements: 'Agreements',
  unmapped: 'Unmapped',
  mapped: 'Mapped',
  ignored: 'Ignored',
  reconciliation: 'Reconciliation',
};

/** The five tabs with their counts; the panel of the one that is open. */
export function BillingTabs({ children }: { children: ReactNode }): ReactNode {
  const { tab, search, change } = useBillingSearch();
  const counts = useLineItemCounts(scopeOf(search)).data;
  // The counts are part of the tabs' widths.
  const list = useOpenTabInSight(counts !== undefined);
  return (
    <Tabs
      value={tab}
      onChange={(value) => change({}, { tab: tabFrom(value) })}
      keepMounted={false}
      variant="default"
    >
      <Tabs.List ref={list} mb="sm">
        {BILLING_TABS.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {WORDS[name]}
            {counts === undefined ? null : <span className="t-dim"> {formatQuantity(counts[name])}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab}>{children}</Tabs.Panel>
    </Tabs>
  );
}
