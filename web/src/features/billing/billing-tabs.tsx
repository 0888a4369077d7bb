import { Tabs } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useLineItemCounts } from '../../api/line-item-counts.ts';
import { formatQuantity } from '../../ui/format.ts';
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
  const list = useRef<HTMLDivElement>(null);
  const hasCounts = counts !== undefined;
  // On a narrow screen the tabs scroll; once they have their widths, the open one is brought into sight.
  useEffect(() => {
    const open = hasCounts ? list.current?.querySelector('[role=tab][data-active]') : null;
    open?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [hasCounts]);
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
            {WORDS[name]}{' '}
            <span className="t-dim" style={{ marginInlineStart: 4 }}>
              {counts === undefined ? '' : formatQuantity(counts[name])}
            </span>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab}>{children}</Tabs.Panel>
    </Tabs>
  );
}
