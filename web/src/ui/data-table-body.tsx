import type { RowData } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useReducer,
  useRef,
} from 'react';
import classes from './data-table.module.css';
import type { DataTableProps } from './data-table.tsx';
import type { DataTableInstance } from './data-table-column.ts';
import { DataTableRow } from './data-table-row.tsx';
import { useIsPrinting } from './use-is-printing.ts';
import { useRowKeys } from './use-row-keys.ts';

const ROW_HEIGHT_ESTIMATE_PX = 40;
const OVERSCAN = 5;
/** How many rows before the end the next page is asked for. */
const LOAD_AHEAD = 30;

type BodyProps<Row extends RowData> = DataTableProps<Row> & {
  table: DataTableInstance<Row>;
  frame: RefObject<HTMLDivElement | null>;
};

/** The rows in sight, between two spacers that stand for the others. On paper: all that are loaded. */
export function DataTableBody<Row extends RowData>(props: BodyProps<Row>): ReactNode {
  const { table, frame, list, columns, selection } = props;
  const { rows } = table.getRowModel();
  const isPrinting = useIsPrinting();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT_ESTIMATE_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: isPrinting ? rows.length : OVERSCAN,
    // Keeps a row that is brought into view clear of the sticky header.
    scrollPaddingStart: 40,
    scrollPaddingEnd: 40,
  });
  // A table that begins with rows has no frame yet when this is drawn first, and no row would be in sight.
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useLayoutEffect(drawAgain, []);
  const keys = useRowKeys({ ...props, rows, scrollTo: (index) => virtualizer.scrollToIndex(index) });
  const onOpen = useStable(props.onOpen);
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastIndex >= rows.length - LOAD_AHEAD) {
      list.loadMore();
    }
  }, [lastIndex, rows.length, list.loadMore]);
  const span = columns.length + (selection === undefined ? 0 : 1);
  return (
    <tbody>
      <Spacer height={items[0]?.start ?? 0} span={span} />
      {items.map(({ index }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <DataTableRow
            key={row.id}
            row={row}
            index={index}
            span={span}
            isInTabOrder={index === keys.tabIndex}
            isCurrent={row.id === props.currentId}
            measure={virtualizer.measureElement}
            onFocus={keys.setActiveIndex}
            onOpen={onOpen}
            isSelected={selection === undefined ? undefined : row.getIsSelected()}
            columns={columns}
            renderGroup={props.renderGroup}
          />
        );
      })}
      <Spacer height={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} span={span} />
    </tbody>
  );
}

/** The same function as long as there is one, so that rows need not be drawn again for a new one that does the same. */
function useStable<Item>(given: ((item: Item) => void) | undefined): ((item: Item) => void) | undefined {
  const latest = useRef(given);
  useLayoutEffect(() => {
    latest.current = given;
  });
  const stable = useCallback((item: Item) => latest.current?.(item), []);
  return given === undefined ? undefined : stable;
}

function Spacer({ height, span }: { height: number; span: number }): ReactNode {
  return height <= 0 ? null : (
    <tr aria-hidden>
      <td className={classes.spacer} colSpan={span} style={{ height }} />
    </tr>
  );
}
