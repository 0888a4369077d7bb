import { Button } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useIntegrationName } from '../../../api/integrations.ts';
import { useLineItemCounts } from '../../../api/line-item-counts.ts';
import { useMay } from '../../../api/session.ts';
import { useTableView } from '../../../api/table-views.ts';
import type { Result } from '../../../api/types.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { SelectionBar } from '../../../ui/selection-bar.tsx';
import { TableTools } from '../../../ui/table-tools.tsx';
import { scopeOf } from '../api/line-items.ts';
import { DEFAULT_SORT, resultPages, useResults, useSummary } from '../api/results.ts';
import { shownStatuses } from '../billing-search.ts';
import { AcceptDialog } from '../findings/accept-dialog.tsx';
import type { LineRef } from '../lines/create-line-actions.ts';
import { useLineDialogs } from '../lines/line-context.ts';
import { TabToolbar } from '../tab-toolbar.tsx';
import { useBillingSearch } from '../use-billing-search.ts';
import { resultColumns } from './columns.tsx';
import { PastResultDialog } from './past-result-dialog.tsx';
import { PastRunNotice } from './past-run-notice.tsx';
import { PastResultsEmpty, ResultsEmpty } from './results-empty.tsx';
import { linesOf, ResultsFooter } from './results-footer.tsx';
import { StatusFilter } from './status-filter.tsx';
import { Totals } from './totals.tsx';

/** What is billed against what is counted, line by line. */
export function ReconciliationTab(): ReactNode {
  const { search, change } = useBillingSearch();
  const statuses = shownStatuses(search);
  const list = useResults(search, statuses);
  const summary = useSummary(search);
  const shown = useSummary(search, statuses);
  const isPast = search.runId !== undefined;
  const present = useLineItemCounts(scopeOf(search)).data;
  const counts = isPast ? undefined : present;
  const { askIgnore } = useLineDialogs();
  const mayWork = useMay('work') && !isPast;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const view = useTableView('reconciliation');
  const nameOf = useIntegrationName();
  const columns = useMemo(() => resultColumns(nameOf), [nameOf]);
  const file = {
    name: 'tieout-reconciliation',
    pages: (signal: AbortSignal) => resultPages(search, statuses, signal),
  };
  const [accepting, setAccepting] = useState<readonly Result[]>([]);
  const chosen = list.rows.filter((row) => selected.has(row.lineItemId));
  // On a selected row the key means the whole selection.
  const ignore = (row: Result): void => askIgnore((chosen.includes(row) ? chosen : [row]).map(toLineRef));
  return (
    <>
      {search.runId === undefined ? null : <PastRunNotice runId={search.runId} />}
      <Totals summary={summary} />
      <TabToolbar tools={<TableTools columns={columns} view={view} file={file} />}>
        <StatusFilter summary={summary} />
      </TabToolbar>
      <SelectionBar count={chosen.length} onClear={() => setSelected(new Set())}>
        {chosen.every(isOpen) ? <Button onClick={() => setAccepting(chosen)}>Accept…</Button> : null}
        <Button onClick={() => askIgnore(chosen.map(toLineRef))}>Ignore…</Button>
      </SelectionBar>
      <DataTable
        label="Reconciliation"
        list={{ ...list, total: shown === undefined || shown.isOfBefore ? null : linesOf(shown) }}
        columns={columns}
        view={view}
        getRowId={(row) => row.lineItemId}
        sort={search.sort ?? DEFAULT_SORT}
        onSortChange={(sort) => change({ sort: sort === DEFAULT_SORT ? undefined : sort })}
        onOpen={(row) => change({ line: row.lineItemId })}
        {...(mayWork ? { selection: { selected, onChange: setSelected }, rowKeys: { i: ignore } } : {})}
        currentId={search.line ?? null}
        empty={isPast ? <PastResultsEmpty /> : <ResultsEmpty summary={summary} counts={counts} />}
        footer={<ResultsFooter shown={shown} mapped={counts?.mapped} />}
      />
      <PastResultDialog />
      {accepting.length === 0 ? null : (
        <AcceptDialog
          results={accepting}
          onClose={() => setAccepting([])}
          onAccepted={() => setSelected(new Set())}
        />
      )}
    </>
  );
}

/** It has a variance that nobody has accepted yet. */
function isOpen({ status }: Result): boolean {
  return status === 'under_billed' || status === 'over_billed';
}

function toLineRef({ lineItemId, productName }: Result): LineRef {
  return { id: lineItemId, productName };
}
