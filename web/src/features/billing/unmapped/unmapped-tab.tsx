import { Button } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { List } from '../../../api/list.ts';
import { May } from '../../../api/may.tsx';
import { useTableView } from '../../../api/table-views.ts';
import type { LineItem } from '../../../api/types.ts';
import { plural } from '../../../ui/format.ts';
import { TableTools } from '../../../ui/table-tools.tsx';
import { linePages, useLines } from '../api/line-items.ts';
import { useSuggestions } from '../api/suggestions.ts';
import { LinesTab } from '../lines/lines-tab.tsx';
import { ListEmpty } from '../list-empty.tsx';
import { INACTIVE_WORDS, TabToolbar } from '../tab-toolbar.tsx';
import { useBillingSearch } from '../use-billing-search.ts';
import { AcceptSure } from './accept-sure.tsx';
import { UNMAPPED_AND_INACTIVE_COLUMNS, UNMAPPED_COLUMNS } from './columns.tsx';
import { groupByProduct, type UnmappedRow } from './group-by-product.ts';
import { ProductHeading } from './product-heading.tsx';
import { SuggestionContext, useShownSuggestions } from './suggestion-context.ts';
import { actionable } from './suggestion-words.ts';
import { useAccept } from './use-accept.ts';

/** Lines that nothing is compared with yet, by product. */
export function UnmappedTab(): ReactNode {
  const { search } = useBillingSearch();
  const suggestions = useSuggestions(search);
  const list = useGrouped(suggestions.loadMore);
  const accepting = useAccept();
  const view = useTableView('unmapped');
  const columns = search.inactive === true ? UNMAPPED_AND_INACTIVE_COLUMNS : UNMAPPED_COLUMNS;
  const file = {
    name: 'tieout-unmapped',
    pages: (signal: AbortSignal) => rowPages(linePages(search, 'unmapped', signal)),
  };
  const value = useMemo(() => ({ ...accepting, of: suggestions.of }), [accepting, suggestions.of]);
  return (
    <SuggestionContext value={value}>
      <TabToolbar
        inactiveLabel={INACTIVE_WORDS}
        tools={<TableTools columns={columns} view={view} file={file} />}
      >
        {list.rows.length === 0 && !list.isLoading ? null : (
          <May to="work">
            <AcceptSure />
          </May>
        )}
      </TabToolbar>
      <LinesTab
        label="Unmapped lines"
        list={list}
        columns={columns}
        view={view}
        renderGroup={(row) => (row.kind === 'product' ? <ProductHeading row={row} /> : null)}
        bulk={(lines) => <AcceptSelected lines={lines} />}
        empty={
          <ListEmpty icon={CircleCheck} title="No unmapped lines">
            Every line that can be compared is mapped or ignored. New lines appear here after a sync.
          </ListEmpty>
        }
      />
    </SuggestionContext>
  );
}

/** Does what is suggested for the selected lines. */
function AcceptSelected({ lines }: { lines: readonly LineItem[] }): ReactNode {
  const { accept, isPending, of } = useShownSuggestions();
  const suggestions = actionable(lines.flatMap(({ id }) => of(id) ?? []));
  return (
    <Button disabled={isPending || suggestions.length === 0} onClick={() => accept(suggestions)}>
      {suggestions.length === lines.length
        ? 'Accept suggestions'
        : `Accept ${plural(suggestions.length, 'suggestion')}`}
    </Button>
  );
}

/** In a file there are no headings; each line says its product. */
async function* rowPages(pages: AsyncIterable<LineItem[]>): AsyncGenerator<UnmappedRow[]> {
  for await (const lines of pages) {
    yield lines.map((line) => ({ kind: 'line', id: line.id, line }));
  }
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
