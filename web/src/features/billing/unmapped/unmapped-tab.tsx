import { CircleCheck } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { List } from '../../../api/list.ts';
import { plural } from '../../../ui/format.ts';
import { useLines } from '../api/line-items.ts';
import { LinesTab } from '../lines/lines-tab.tsx';
import { ListEmpty } from '../list-empty.tsx';
import { TabToolbar } from '../tab-toolbar.tsx';
import { useBillingSearch } from '../use-billing-search.ts';
import { UNMAPPED_AND_INACTIVE_COLUMNS, UNMAPPED_COLUMNS } from './columns.tsx';
import { groupByProduct, type UnmappedRow } from './group-by-product.ts';

/** Lines that nothing is compared with yet, by product. */
export function UnmappedTab(): ReactNode {
  const { search } = useBillingSearch();
  return (
    <>
      <TabToolbar hasInactiveSwitch />
      <LinesTab
        label="Unmapped lines"
        list={useGrouped()}
        columns={search.inactive === true ? UNMAPPED_AND_INACTIVE_COLUMNS : UNMAPPED_COLUMNS}
        renderGroup={(row) => (row.kind === 'product' ? <ProductHeading row={row} /> : null)}
        empty={
          <ListEmpty icon={CircleCheck} title="No unmapped lines">
            Every line that can be compared is mapped or ignored. New lines appear here after a sync.
          </ListEmpty>
        }
      />
    </>
  );
}

function useGrouped(): List<UnmappedRow> {
  const { search } = useBillingSearch();
  const list = useLines(search, 'unmapped');
  const rows = useMemo(() => groupByProduct(list.rows, list.hasMore), [list.rows, list.hasMore]);
  return { ...list, rows, total: list.hasMore ? null : rows.length };
}

function ProductHeading({ row }: { row: Extract<UnmappedRow, { kind: 'product' }> }): ReactNode {
  const count = plural(row.lines.length, 'line');
  return (
    <>
      {row.name} <span className="t-dim">{row.isWhole ? count : `${count} so far`}</span>
    </>
  );
}
