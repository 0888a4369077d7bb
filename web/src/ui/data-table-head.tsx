import { Checkbox } from '@mantine/core';
import type { Column, RowData } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { PointerEvent, ReactNode } from 'react';
import classes from './data-table.module.css';
import { type DataTableInstance, type features, withinWidths } from './data-table-column.ts';

/** What becomes of a column's new width, pixels: while it is dragged, and when it is let go. */
export type Resize = Record<'drag' | 'drop', (columnId: string, width: number) => void>;

/** The sticky header: a button where the server can sort, a checkbox for all rows. */
export function DataTableHead<Row extends RowData>({
  table,
  hasSelection,
  resize,
}: {
  table: DataTableInstance<Row>;
  hasSelection: boolean;
  /** Undefined: the columns keep their widths. */
  resize: Resize | undefined;
}): ReactNode {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {hasSelection ? (
          <th scope="col">
            <span className={classes.heading}>
              <Checkbox
                size="xs"
                aria-label="Select all rows shown"
                checked={table.getIsAllRowsSelected()}
                indeterminate={table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected()}
                onChange={table.getToggleAllRowsSelectedHandler()}
              />
            </span>
          </th>
        ) : null}
        {table
          .getHeaderGroups()
          .map((group) =>
            group.headers.map(({ id, column }) => <HeaderCell key={id} column={column} resize={resize} />),
          )}
      </tr>
    </thead>
  );
}

type HeaderCellProps<Row extends RowData> = {
  column: Column<typeof features, Row>;
  resize: Resize | undefined;
};

function HeaderCell<Row extends RowData>({ column, resize }: HeaderCellProps<Row>): ReactNode {
  const words = String(column.columnDef.header ?? '');
  const sorted = column.getIsSorted();
  const { columnId = column.id, isNumeric, isName } = column.columnDef.meta ?? {};
  const Arrow = sorted === 'desc' ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      data-pinned={isName || undefined}
      data-numeric={isNumeric || undefined}
      aria-sort={column.getCanSort() ? ariaSort(sorted) : undefined}
    >
      {column.getCanSort() ? (
        <button type="button" className={classes.heading} onClick={() => column.toggleSorting()}>
          {words}
          {sorted === false ? null : <Arrow size={12} aria-hidden />}
        </button>
      ) : (
        <span className={classes.heading}>{words}</span>
      )}
      {resize === undefined ? null : <ResizeHandle columnId={columnId} resize={resize} />}
    </th>
  );
}

/** The edge that a column is resized by; without a pointer it is done in TableTools. */
function ResizeHandle({ columnId, resize }: { columnId: string; resize: Resize }): ReactNode {
  const start = (down: PointerEvent<HTMLElement>): void => {
    const handle = down.currentTarget;
    const width = handle.parentElement?.offsetWidth ?? 0;
    const widthAt = (event: { clientX: number }): number =>
      withinWidths(width + event.clientX - down.clientX);
    handle.setPointerCapture(down.pointerId);
    handle.onpointermove = (event) => resize.drag(columnId, widthAt(event));
    handle.onlostpointercapture = (event) => {
      handle.onpointermove = null;
      handle.onlostpointercapture = null;
      resize.drop(columnId, widthAt(event));
    };
  };
  return <span className={classes.handle} aria-hidden onPointerDown={start} />;
}

function ariaSort(sorted: false | 'asc' | 'desc'): 'ascending' | 'descending' | undefined {
  return sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending';
}
