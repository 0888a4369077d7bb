import { useMediaQuery } from '@mantine/hooks';
import { functionalUpdate, type RowData, type RowSelectionState, useTable } from '@tanstack/react-table';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { List } from '../api/list.ts';
import classes from './data-table.module.css';
import { DataTableBody } from './data-table-body.tsx';
import {
  type ColumnView,
  type DataTableColumn,
  type DataTableInstance,
  features,
  fromSorting,
  minTableWidth,
  SELECT_WIDTH,
  shownColumns,
  toDefinition,
  toSorting,
  withName,
} from './data-table-column.ts';
import { DataTableHead, type Resize } from './data-table-head.tsx';
import { DataTableNotice } from './data-table-notice.tsx';
import { useOtherRowsFromTop, useTableTop } from './use-table-top.ts';

export type Selection = {
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
};

export type DataTableProps<Row> = {
  /** Names the table for those who do not see it. */
  label: string;
  /** From useList. */
  list: List<Row>;
  columns: readonly DataTableColumn<Row>[];
  getRowId: (row: Row) => string;
  /** Shown when there are no rows: an EmptyState that says the next step. */
  empty: ReactNode;
  /** The API's sort, "-impact"; and what to do with a new one (put it in the URL). */
  sort?: string | undefined;
  onSortChange?: ((sort: string | undefined) => void) | undefined;
  /** Click and Enter. */
  onOpen?: ((row: Row) => void) | undefined;
  /** Checkboxes, `x`, and shift for a range. */
  selection?: Selection | undefined;
  /** Rows that cannot be selected (groups never can). */
  canSelect?: ((row: Row) => boolean) | undefined;
  /** Keys that act on the row in focus: `{ i: ignore }`. */
  rowKeys?: Readonly<Record<string, (row: Row) => void>> | undefined;
  /** A row for which this answers something spans all columns: a group's heading. */
  renderGroup?: ((row: Row) => ReactNode | null) | undefined;
  /** The row that is open beside the table. */
  currentId?: string | null | undefined;
  /** Columns can be resized, and those that a person hides are left out; TableTools beside it is how. */
  view?: ColumnView | undefined;
  /** Cells of a footer that stays in sight, spanning all columns. */
  footer?: ReactNode;
};

/** The one table: server-side sort and paging, virtual rows, keyboard, selection, skeleton, empty and error states. */
export function DataTable<Row extends RowData>(given: DataTableProps<Row>): ReactNode {
  const { columns, resize } = useColumns(given);
  const props = { ...given, columns };
  const { label, list, selection } = props;
  const frame = useRef<HTMLDivElement>(null);
  useTableTop(frame);
  useOtherRowsFromTop(frame, list.isRefreshing);
  const table = useDataTable(props);
  const isEmpty = list.rows.length === 0;
  return (
    // An empty table that is wider than the screen has no row to scroll it by.
    <section
      ref={frame}
      tabIndex={isEmpty ? 0 : undefined}
      className={classes.frame}
      aria-label={label}
      aria-busy={list.isLoading || list.isRefreshing}
      data-refreshing={list.isRefreshing || undefined}
    >
      <table
        className={classes.table}
        style={{ minWidth: minTableWidth(columns, selection !== undefined) }}
        aria-label={label}
        aria-rowcount={list.total === null ? -1 : list.total + 1}
      >
        <colgroup>
          {selection === undefined ? null : <col style={{ width: SELECT_WIDTH }} />}
          {columns.map((column) => (
            <col key={column.id} style={column.width === undefined ? {} : { width: column.width }} />
          ))}
        </colgroup>
        <DataTableHead table={table} hasSelection={selection !== undefined} resize={resize} />
        {isEmpty ? null : <DataTableBody {...props} table={table} frame={frame} />}
        {isEmpty || props.footer === undefined ? null : (
          <tfoot>
            <tr>
              <td colSpan={columns.length + (selection === undefined ? 0 : 1)}>{props.footer}</td>
            </tr>
          </tfoot>
        )}
      </table>
      <DataTableNotice list={list} empty={props.empty} />
    </section>
  );
}

/** Where a row's name stays in sight; data-table.module.css has the same. */
const NARROW = '(max-width: 48em)';

/** The columns that are shown, and how one is resized; while it is dragged, only here. */
function useColumns<Row>({ columns, view }: Pick<DataTableProps<Row>, 'columns' | 'view'>) {
  const [dragged, setDragged] = useState<Readonly<Record<string, number>>>({});
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const shown = useMemo(() => {
    const seen = shownColumns(columns, {
      hidden: view?.hidden ?? [],
      widths: { ...view?.widths, ...dragged },
    });
    return withName(seen, isNarrow);
  }, [columns, view, dragged, isNarrow]);
  const resize: Resize | undefined = view && {
    drag: (id, width) => setDragged({ [id]: width }),
    drop: (id, width) => {
      setDragged({});
      view.change({ hidden: view.hidden, widths: { ...view.widths, [id]: width } });
    },
  };
  return { columns: shown, resize };
}

function useDataTable<Row extends RowData>({
  list,
  columns,
  getRowId,
  sort,
  onSortChange,
  selection,
  canSelect,
  renderGroup,
}: DataTableProps<Row>): DataTableInstance<Row> {
  const data = useMemo(() => [...list.rows], [list.rows]);
  const definitions = useMemo(() => columns.map(toDefinition), [columns]);
  const rowSelection = useMemo(() => toRowSelection(selection?.selected), [selection?.selected]);
  return useTable({
    features,
    data,
    columns: definitions,
    getRowId,
    manualSorting: true,
    state: { sorting: toSorting(sort), rowSelection },
    onSortingChange: (updater) => onSortChange?.(fromSorting(functionalUpdate(updater, toSorting(sort)))),
    enableRowSelection: (row) => renderGroup?.(row.original) == null && (canSelect?.(row.original) ?? true),
    onRowSelectionChange: (updater) =>
      selection?.onChange(new Set(Object.keys(functionalUpdate(updater, rowSelection)))),
  });
}

function toRowSelection(selected: ReadonlySet<string> | undefined): RowSelectionState {
  return Object.fromEntries([...(selected ?? [])].map((id) => [id, true as const]));
}
