import { Waypoints } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLines } from '../api/line-items.ts';
import { usePlainRows } from '../lines/line-rows.ts';
import { LinesTab } from '../lines/lines-tab.tsx';
import { ListEmpty } from '../list-empty.tsx';
import { TabLink } from '../tab-link.tsx';
import { TabToolbar } from '../tab-toolbar.tsx';
import { useBillingSearch } from '../use-billing-search.ts';
import { MAPPED_COLUMNS } from './columns.tsx';

/** What is compared with what. */
export function MappedTab(): ReactNode {
  const { search } = useBillingSearch();
  const list = usePlainRows(useLines(search, 'mapped'));
  return (
    <>
      <TabToolbar hasInactiveSwitch />
      <LinesTab
        label="Mapped lines"
        list={list}
        columns={MAPPED_COLUMNS}
        empty={
          <ListEmpty
            icon={Waypoints}
            title="No mapped lines yet"
            action={<TabLink tab="unmapped">See unmapped lines</TabLink>}
          >
            Configure what a line is compared with, and its count appears under Reconciliation.
          </ListEmpty>
        }
      />
    </>
  );
}
