import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BillingTab } from './billing-search.ts';
import { useBillingSearch } from './use-billing-search.ts';

/** A button to another tab of the page; the filters stay. */
export function TabLink({ tab, children }: { tab: BillingTab; children: ReactNode }): ReactNode {
  const { change } = useBillingSearch();
  return <Button onClick={() => change({ q: undefined }, { tab })}>{children}</Button>;
}
