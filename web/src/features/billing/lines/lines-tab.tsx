import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { List } from '../../../api/list.ts';
import { useMay } from '../../../api/session.ts';
import type { LineItem } from '../../../api/types.ts';
import { DataTable, type DataTableProps } from '../../../ui/data-table.tsx';
import type { DataTableColumn } from '../../../ui/data-table-column.ts';
import { useBillingSearch } from '../use-billing-search.ts';
import { allowedActions } from './allowed-actions.ts';
import { useLineDialogs } from './line-context.ts';
import { LineSelectionBar, useLineSelection } from './line-selection.tsx';

/** A row of a table of lines: a line, or something that stands above lines. */
export type LineTableRow = { id: string; line: LineItem | null };

type LinesTabProps<Row extends LineTableRow> = Pick<DataTableProps<Row>, 'view'> & {
  label: string;
  list: List<Row>;
  columns: readonly DataTableColumn<Row>[];
  empty: ReactNode;
  renderGroup?: (row: Row) => ReactNode | null;
  footer?: ReactNode;
  /** What else can be done with the selected lines. */
  bulk?: (lines: readonly LineItem[]) => ReactNode;
};

/** The table of lines that Agreements, Unmapped, Mapped and Ignored share: open, select, ignore by key. */
export function LinesTab<Row extends LineTableRow>({ list, bulk, ...props }: LinesTabProps<Row>): ReactNode {
  const { search, change } = useBillingSearch();
  const { askIgnore } = useLineDialogs();
  const mayWork = useMay('work');
  const chosen = useLineSelection(list.rows.flatMap(({ line }) => (line === null ? [] : [line])));
  // On a selected row the key means the whole selection.
  const ignore = ({ line }: Row): void => {
    const lines =
      line !== null && chosen.lines.includes(line) ? chosen.lines : [line].filter((one) => one !== null);
    if (lines.length > 0 && lines.every((one) => allowedActions(one).includes('ignore'))) {
      askIgnore(lines);
    }
  };
  return (
    <Stack gap="xs">
      <LineSelectionBar {...chosen} more={bulk} />
      <DataTable
        {...props}
        list={list}
        getRowId={(row) => row.id}
        {...(mayWork ? { selection: chosen.selection, rowKeys: { i: ignore } } : {})}
        canSelect={(row) => row.line !== null}
        onOpen={({ line }) => line !== null && change({ line: line.id })}
        currentId={search.line ?? null}
      />
    </Stack>
  );
}
