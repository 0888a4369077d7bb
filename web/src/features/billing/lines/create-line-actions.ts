import { useMemo } from 'react';
import type { LineItem } from '../../../api/types.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { notifyUndo } from '../../../ui/notify.tsx';
import {
  type BulkAction,
  type BulkChange,
  type BulkItem,
  useBulkChange,
  useUnlink,
} from '../api/line-changes.ts';
import { bodyOfMapping } from './mapping-body.ts';

/** A line as far as ignoring it needs to know. */
export type LineRef = Pick<LineItem, 'id' | 'productName'>;

export type LineActions = {
  ignore: (lines: readonly LineRef[], reason: string) => void;
  unignore: (lines: readonly LineItem[]) => void;
  remove: (lines: readonly LineItem[]) => void;
  restore: (lines: readonly LineItem[]) => void;
  unmap: (lines: readonly LineItem[]) => void;
  unlink: (line: LineItem) => void;
};

/**
 * What can be done to lines at once; each can be taken back from the toast that says it was done. One for the page:
 * the row or dialog that starts an action is often gone by the time it is done, and its toast with it.
 */
export function useCreateLineActions(): LineActions {
  const { mutate } = useBulkChange();
  const { mutate: unlink } = useUnlink();
  return useMemo(() => {
    const run = (done: string, lines: readonly LineRef[], forth: BulkChange, back: BulkChange): void =>
      mutate(forth, { onSuccess: () => notifyUndo(`${done} ${subject(lines)}.`, () => mutate(back)) });
    return {
      ignore: (lines, reason) => run('Ignored', lines, withReason(lines, reason), plain('unignore', lines)),
      unignore: (lines) => run('Restored', lines, plain('unignore', lines), withOwnReasons(lines)),
      remove: (lines) => run('Deleted', lines, plain('delete', lines), plain('restore', lines)),
      restore: (lines) => run('Restored', lines, plain('restore', lines), plain('delete', lines)),
      unmap: (lines) => run('Removed the mapping of', lines, plain('unmap', lines), withMappings(lines)),
      unlink: (line) => unlink(line.id),
    };
  }, [mutate, unlink]);
}

function subject(lines: readonly LineRef[]): string {
  const [first] = lines;
  return lines.length === 1 && first !== undefined
    ? first.productName
    : `${formatQuantity(lines.length)} lines`;
}

function plain(action: BulkAction, lines: readonly LineRef[]): BulkChange {
  return { action, items: lines.map((line) => ({ lineItemId: line.id })) };
}

function withReason(lines: readonly LineRef[], reason: string): BulkChange {
  const text = reason.trim();
  return {
    action: 'ignore',
    items: lines.map((line) => ({ lineItemId: line.id, ...(text === '' ? {} : { reason: text }) })),
  };
}

function withOwnReasons(lines: readonly LineItem[]): BulkChange {
  const items = lines.map((line): BulkItem => {
    const reason = line.ignored?.reason ?? null;
    return { lineItemId: line.id, ...(reason === null ? {} : { reason }) };
  });
  return { action: 'ignore', items };
}

function withMappings(lines: readonly LineItem[]): BulkChange {
  const items = lines.flatMap((line): BulkItem[] =>
    line.mapping === null ? [] : [{ lineItemId: line.id, mapping: bodyOfMapping(line.mapping) }],
  );
  return { action: 'map', items };
}
