import { CircleCheck } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { List } from '../../../api/list.ts';
import { May } from '../../../api/may.tsx';
import { useLines } from '../api/line-items.ts';
import { useSuggestions } from '../api/suggestions.ts';
import { LinesTab } from '../lines/lines-tab.tsx';
import { ListEmpty } from '../list-empty.tsx';
import { TabToolbar } from '../tab-toolbar.tsx';
import { useBillingSearch } from '../use-billing-search.ts';
import { AcceptSure } from './accept-sure.tsx';
import { UNMAPPED_AND_INACTIVE_COLUMNS, UNMAPPED_COLUMNS } from './columns.tsx';
import { groupByProduct, type UnmappedRow } from './group-by-product.ts';
import { ProductHeading } from './product-heading.tsx';
import { SuggestionContext } from './suggestion-context.ts';
import { useAccept } from './use-accept.ts';

/** Lines that nothing is compared with yet, by product. */
export function UnmappedTab(): ReactNode {
  const { search } = useBillingSearch();
  const suggestions = useSuggestions(search);
  const accepting = useAccept();
  const value = useMemo(() => ({ ...accepting, of: suggestions.of }), [accepting, suggestions.of]);
  return (
    <SuggestionContext value={value}>
      <TabToolbar hasInactiveSwitch>
        <May to="work">
          <AcceptSure />
        </May>
      </TabToolbar>
      <LinesTab
        label="Unmapped lines"
        list={useGrouped(suggestions.loadMore)}
        columns={search.inactive === true ? UNMAPPED_AND_INACTIVE_COLUMNS : UNMAPPED_COLUMNS}
        renderGroup={(row) => (row.kind === 'product' ? <ProductHeading row={row} /> : null)}
        empty={
          <ListEmpty icon={CircleCheck} title="No unmapped lines">
            Every line that can be compared is mapped or ignored. New lines appear here after a sync.
          </ListEmpty>
        }
      />
    </SuggestionContext>
  );
}

/** @param onLoadMore what else is to be read when the next lines are */
function useGrouped(onLoadMore: () => void): List<UnmappedRow> {
  const { search } = useBillingSearch();
  const list = useLines(search, 'unmapped');
  const rows = useMemo(() => groupByProduct(list.rows, list.hasMore), [list.rows, list.hasMore]);
  const loadMore = (): void => {
    list.loadMore();
    onLoadMore();
  };
  return { ...list, rows, loadMore, total: list.hasMore ? null : rows.length };
}
