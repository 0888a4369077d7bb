import { Checkbox } from '@mantine/core';
import { flexRender, type RowData } from '@tanstack/react-table';
import { type MouseEvent, memo, type ReactNode } from 'react';
import classes from './data-table.module.css';
import type { DataTableProps } from './data-table.tsx';
import type { DataTableRowInstance } from './data-table-column.ts';

type RowProps<Row extends RowData> = Pick<DataTableProps<Row>, 'onOpen' | 'renderGroup' | 'columns'> & {
  row: DataTableRowInstance<Row>;
  index: number;
  span: number;
  isInTabOrder: boolean;
  isCurrent: boolean;
  /** Whether it is selected; undefined: nothing can be. */
  isSelected: boolean | undefined;
  measure: (element: HTMLElement | null) => void;
  onFocus: (index: number) => void;
};

/**
 * One row; or, where the table says so, a heading across all columns. Drawn again only when what it is given changes: of
 * the rows in sight scrolling changes none.
 */
export const DataTableRow = memo(Row) as typeof Row;

function Row<Item extends RowData>(props: RowProps<Item>): ReactNode {
  const { row, index, span, onOpen, renderGroup, measure, isSelected } = props;
  const group = renderGroup?.(row.original) ?? null;
  if (group !== null) {
    return (
      <tr ref={measure} data-index={index} aria-rowindex={index + 2}>
        <td className={classes.group} colSpan={span}>
          {group}
        </td>
      </tr>
    );
  }
  return (
    <tr
      ref={measure}
      data-row
      data-index={index}
      data-opens={onOpen === undefined ? undefined : true}
      data-current={props.isCurrent || undefined}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={props.isInTabOrder ? 0 : -1}
      onFocus={() => props.onFocus(index)}
      onClick={(event) => isOnControl(event) || onOpen?.(row.original)}
    >
      {isSelected === undefined ? null : <SelectCell row={row} />}
      {row.getAllCells().map((cell) => (
        <td
          key={cell.id}
          data-pinned={cell.column.columnDef.meta?.isName || undefined}
          data-numeric={cell.column.columnDef.meta?.isNumeric || undefined}
        >
          {flexRender(cell.column.columnDef.cell, cell.getContext())}
        </td>
      ))}
    </tr>
  );
}

function SelectCell<Row extends RowData>({ row }: { row: DataTableRowInstance<Row> }): ReactNode {
  return (
    <td>
      {row.getCanSelect() ? (
        <Checkbox
          size="xs"
          aria-label="Select row"
          checked={row.getIsSelected()}
          onChange={row.getToggleSelectedHandler()}
        />
      ) : null}
    </td>
  );
}

/** A click on a link, a button or a checkbox in a row is meant for that, and the end of a text selection for nothing. */
function isOnControl(event: MouseEvent<HTMLElement>): boolean {
  const target = event.target as HTMLElement;
  const control = target.closest('a, button, input, label, [role=menu], [role=dialog]');
  const isSelectingText = (window.getSelection()?.toString() ?? '') !== '';
  // React passes clicks in a menu or dialog that a cell has opened elsewhere in the document.
  return control !== null || isSelectingText || !event.currentTarget.contains(target);
}
