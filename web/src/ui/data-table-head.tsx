import { Checkbox } from '@mantine/core';
import type { Column, RowData } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';
import type { DataTableInstance, features } from './data-table-column.ts';

/** The sticky header: a button where the server can sort, a checkbox for all rows. */
export function DataTableHead<Row extends RowData>({
  table,
  hasSelection,
}: {
  table: DataTableInstance<Row>;
  hasSelection: boolean;
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
          .map((group) => group.headers.map(({ id, column }) => <HeaderCell key={id} column={column} />))}
      </tr>
    </thead>
  );
}

function HeaderCell<Row extends RowData>({ column }: { column: Column<typeof features, Row> }): ReactNode {
  const words = String(column.columnDef.header ?? '');
  const sorted = column.getIsSorted();
  const isNumeric = column.columnDef.meta?.isNumeric;
  if (!column.getCanSort()) {
    return (
      <th scope="col" data-numeric={isNumeric || undefined}>
        <span className={classes.heading}>{words}</span>
      </th>
    );
  }
  const Arrow = sorted === 'desc' ? ArrowDown : ArrowUp;
  return (
    <th scope="col" data-numeric={isNumeric || undefined} aria-sort={ariaSort(sorted)}>
      <button type="button" className={classes.heading} onClick={() => column.toggleSorting()}>
        {words}
        {sorted === false ? null : <Arrow size={12} aria-hidden />}
      </button>
    </th>
  );
}

function ariaSort(sorted: false | 'asc' | 'desc'): 'ascending' | 'descending' | undefined {
  return sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending';
}
