import {
  type ColumnDef,
  type ReactTable,
  type RowData,
  rowSelectionFeature,
  rowSortingFeature,
  type SortingState,
  type Row as TableRow,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';

/** One column of a DataTable. Define columns outside the component, or in a useMemo. */
export type DataTableColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Pixels; columns without a width share what is left. */
  width?: number;
  /** Pixels that a column without a width never goes below; 160 by default. */
  minWidth?: number;
  /** Says which row it is, and so stays in sight on a narrow screen; by default the first column does. */
  isName?: boolean;
  /** Right-aligned with tabular figures. */
  isNumeric?: boolean;
  /** The API's sort key; the header then sorts (the server does it). */
  sortKey?: string;
  /** The first click sorts from large to small. */
  sortsDescendingFirst?: boolean;
  /** What a file has of the column; absent: nothing. */
  csv?: readonly CsvColumn<Row>[];
  /** Only in files: the table says it elsewhere, in a heading of its rows. */
  isOnlyInFiles?: boolean;
};

/** A column of a CSV file. Numbers and amounts are plain: `-1240.5`, not "−$1,240.50". Null: nothing, or unknown. */
export type CsvColumn<Row> = { header: string; value: (row: Row) => string | number | null };

/** What is kept of how a person looks at a table: columns that are not shown, and pixels by column. */
export type TableView = { hidden: string[]; widths: Record<string, number> };

/** @property change remembers another view */
export type ColumnView = TableView & { change: (view: TableView) => void };

/** The columns that are shown, with the widths that a person gave them. */
export function shownColumns<Row>(
  columns: readonly DataTableColumn<Row>[],
  { hidden, widths }: TableView,
  where: 'table' | 'files' = 'table',
): readonly DataTableColumn<Row>[] {
  return columns.flatMap((column) => {
    if ((column.isOnlyInFiles === true && where === 'table') || hidden.includes(column.id)) {
      return [];
    }
    const width = widths[column.id];
    return width === undefined ? column : { ...column, width };
  });
}

/** Pixels of the column that stays in sight on a narrow screen: beside it there is room for a row's actions. */
const PINNED_WIDTH = 150;

/** The same with one column that is the row's name. @param isNarrow it stays in sight, and so is never wide */
export function withName<Row>(
  columns: readonly DataTableColumn<Row>[],
  isNarrow: boolean,
): readonly DataTableColumn<Row>[] {
  const name = columns.find(({ isName }) => isName === true) ?? columns[0];
  return columns.map((column) => {
    if (column !== name) return column;
    const width = Math.min(PINNED_WIDTH, column.width ?? column.minWidth ?? PINNED_WIDTH);
    return { ...column, isName: true, ...(isNarrow ? { width } : {}) };
  });
}

/** The parts of the table library in use; the server sorts, filters and pages. */
export const features = tableFeatures({
  rowSelectionFeature,
  rowSortingFeature,
  columnMeta: {} as { columnId: string; isNumeric: boolean; isName: boolean },
});

export type DataTableInstance<Row extends RowData> = ReactTable<typeof features, Row>;
export type DataTableRowInstance<Row extends RowData> = TableRow<typeof features, Row>;

/** Our column as the library's. */
export function toDefinition<Row extends RowData>(
  column: DataTableColumn<Row>,
): ColumnDef<typeof features, Row> {
  return {
    // The sort key is the id, so the table's sorting state is the API's sort.
    id: column.sortKey ?? column.id,
    header: column.header,
    accessorFn: (row) => row,
    cell: ({ row }) => column.cell(row.original),
    enableSorting: column.sortKey !== undefined,
    sortDescFirst: column.sortsDescendingFirst ?? false,
    meta: {
      columnId: column.id,
      isNumeric: column.isNumeric ?? false,
      isName: column.isName ?? false,
    },
  };
}

/** The API's sort ("-impact") as the table's. */
export function toSorting(sort: string | undefined): SortingState {
  if (sort === undefined || sort === '') {
    return [];
  }
  return [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }];
}

/** The table's sort as the API's; undefined: the server's own order. */
export function fromSorting([first]: SortingState): string | undefined {
  return first === undefined ? undefined : `${first.desc ? '-' : ''}${first.id}`;
}

const DEFAULT_MIN_WIDTH = 160;

/** The width under which the table scrolls sideways instead of squeezing its columns, pixels. */
export function minTableWidth(columns: readonly DataTableColumn<never>[], hasSelection: boolean): number {
  const widths = columns.map((column) => column.width ?? column.minWidth ?? DEFAULT_MIN_WIDTH);
  return widths.reduce((sum, width) => sum + width, hasSelection ? SELECT_WIDTH : 0);
}

/** Columns never become narrower or wider than this, pixels. */
export function withinWidths(width: number): number {
  return Math.round(Math.min(2000, Math.max(40, width)));
}

/** Width of the column of checkboxes, pixels. */
export const SELECT_WIDTH = 36;
