import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useLineItemCounts } from '../../../api/line-item-counts.ts';
import type { List } from '../../../api/list.ts';
import type { Result, Summary } from '../../../api/types.ts';
import { useWorkspace } from '../../../api/workspace.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { formatMoneys, formatQuantity, plural } from '../../../ui/format.ts';
import { SelectionBar } from '../../../ui/selection-bar.tsx';
import { scopeOf } from '../api/line-items.ts';
import { DEFAULT_SORT, useResults, useSummary } from '../api/results.ts';
import { shownStatuses } from '../billing-search.ts';
import { useLineDialogs } from '../lines/line-dialogs.tsx';
import type { LineRef } from '../lines/use-line-actions.ts';
import { TabToolbar } from '../tab-toolbar.tsx';
import { useBillingSearch } from '../use-billing-search.ts';
import { RESULT_COLUMNS } from './columns.tsx';
import classes from './reconciliation.module.css';
import { ResultsEmpty } from './results-empty.tsx';
import { StatusFilter } from './status-filter.tsx';
import { Totals } from './totals.tsx';

/** What is billed against what is counted, line by line. */
export function ReconciliationTab(): ReactNode {
  const { search, change } = useBillingSearch();
  const statuses = shownStatuses(search);
  const list = useResults(search, statuses);
  const summary = useSummary(search);
  const shown = useSummary(search, statuses);
  const counts = useLineItemCounts(scopeOf(search)).data;
  const { askIgnore } = useLineDialogs();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <Totals summary={summary} currency={useWorkspace()?.currency ?? 'USD'} />
      <TabToolbar>
        <StatusFilter summary={summary} />
      </TabToolbar>
      <SelectionBar count={selected.size} onClear={() => setSelected(new Set())}>
        <Button
          onClick={() => askIgnore(list.rows.filter((row) => selected.has(row.lineItemId)).map(toLineRef))}
        >
          Ignore…
        </Button>
      </SelectionBar>
      <DataTable
        label="Reconciliation"
        list={list}
        columns={RESULT_COLUMNS}
        getRowId={(row) => row.lineItemId}
        sort={search.sort ?? DEFAULT_SORT}
        onSortChange={(sort) => change({ sort: sort === DEFAULT_SORT ? undefined : sort })}
        onOpen={(row) => change({ line: row.lineItemId })}
        selection={{ selected, onChange: setSelected }}
        rowKeys={{ i: (row) => askIgnore([toLineRef(row)]) }}
        currentId={search.line ?? null}
        empty={<ResultsEmpty summary={summary} counts={counts} />}
        footer={<Footer list={list} shown={shown} mapped={counts?.mapped} />}
      />
    </>
  );
}

function toLineRef({ lineItemId, productName }: Result): LineRef {
  return { id: lineItemId, productName };
}

type FooterProps = { list: List<Result>; shown: Summary | undefined; mapped: number | undefined };

/** The totals of exactly the rows shown; stays in sight while they scroll. */
function Footer({ list, shown, mapped }: FooterProps): ReactNode {
  return (
    <div className={classes.footer}>
      <span>
        {list.total === null ? '' : plural(list.total, 'line')}
        {mapped === undefined ? '' : ` of ${formatQuantity(mapped)} mapped`}
      </span>
      {shown === undefined ? null : (
        <span>
          Under-billed {formatMoneys(shown.underBilled)} · over-billed {formatMoneys(shown.overBilled)} a
          month
        </span>
      )}
    </div>
  );
}
