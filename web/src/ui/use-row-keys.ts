import type { RowData } from '@tanstack/react-table';
import { useEffect, useEffectEvent, useState } from 'react';
import type { DataTableProps } from './data-table.tsx';
import type { DataTableRowInstance } from './data-table-column.ts';
import { isPageKey } from './page-key.ts';

type Options<Row extends RowData> = Pick<
  DataTableProps<Row>,
  'onOpen' | 'selection' | 'rowKeys' | 'renderGroup' | 'label'
> & {
  rows: readonly DataTableRowInstance<Row>[];
  scrollTo: (index: number) => void;
};

/** `j` and `k` (and the arrows) move between rows, Enter opens, `x` selects, the table's own keys act on the row in focus. */
export function useRowKeys<Row extends RowData>(
  options: Options<Row>,
): { tabIndex: number; setActiveIndex: (index: number) => void } {
  const [active, setActive] = useState(-1);
  const { rows, label } = options;

  const move = (step: number): void => {
    const next = nextRow(options, active, step);
    if (next !== null) {
      setActive(next);
      options.scrollTo(next);
      // The row may only exist once it has been scrolled to.
      requestAnimationFrame(() => requestAnimationFrame(() => focusRow(label, next)));
    }
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isPageKey(event)) {
      return;
    }
    const isOnRow = event.target instanceof HTMLElement && event.target.matches('tr[data-row]');
    const row = rows[active];
    if (event.key === 'j' || event.key === 'k' || (isOnRow && event.key.startsWith('Arrow'))) {
      const step = stepOf(event.key);
      if (step !== 0) {
        event.preventDefault();
        move(step);
      }
    } else if (row !== undefined && event.key === 'x' && options.selection !== undefined) {
      row.toggleSelected();
    } else if (row !== undefined && isOnRow && event.key === 'Enter') {
      options.onOpen?.(row.original);
    } else if (row !== undefined && isOnRow) {
      options.rowKeys?.[event.key]?.(row.original);
    }
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  const isInside = active >= 0 && active < rows.length;
  return { tabIndex: isInside ? active : firstRow(options), setActiveIndex: setActive };
}

function stepOf(key: string): number {
  return { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key] ?? 0;
}

/** The next row that is not a group's heading; null: there is none. */
function nextRow<Row extends RowData>(
  { rows, renderGroup }: Options<Row>,
  from: number,
  step: number,
): number | null {
  for (let index = from + step; index >= 0 && index < rows.length; index += step) {
    const row = rows[index];
    if (row !== undefined && (renderGroup?.(row.original) ?? null) === null) {
      return index;
    }
  }
  return null;
}

function firstRow<Row extends RowData>(options: Options<Row>): number {
  return nextRow(options, -1, 1) ?? 0;
}

function focusRow(label: string, index: number): void {
  const table = document.querySelector(`table[aria-label=${JSON.stringify(label)}]`);
  const row = table?.querySelector(`tr[data-index="${index}"]`);
  if (row instanceof HTMLElement) {
    row.focus({ preventScroll: true });
  }
}
