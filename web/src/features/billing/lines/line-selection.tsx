import { Button } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { LineItem } from '../../../api/types.ts';
import type { Selection } from '../../../ui/data-table.tsx';
import { SelectionBar } from '../../../ui/selection-bar.tsx';
import { allowedActions, type LineAction } from './allowed-actions.ts';
import { useLineActions, useLineDialogs } from './line-context.ts';

export type LineSelection = { selection: Selection; lines: readonly LineItem[]; clear: () => void };

/** The selected ones of the lines in sight; a line that has left the list is no longer selected. */
export function useLineSelection(lines: readonly LineItem[]): LineSelection {
  const [selected, onChange] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(() => lines.filter((line) => selected.has(line.id)), [lines, selected]);
  return { selection: { selected, onChange }, lines: chosen, clear: () => onChange(new Set()) };
}

/** What can be done with all selected lines at once. */
export function LineSelectionBar({
  lines,
  clear,
  more,
}: LineSelection & { more?: ((lines: readonly LineItem[]) => ReactNode) | undefined }): ReactNode {
  const { askIgnore } = useLineDialogs();
  const actions = useLineActions();
  const all = (action: LineAction): boolean => lines.every((line) => allowedActions(line).includes(action));
  const then = (act: (lines: readonly LineItem[]) => void) => () => {
    act(lines);
    clear();
  };
  return (
    <SelectionBar count={lines.length} onClear={clear}>
      {more?.(lines)}
      {all('ignore') ? <Button onClick={then(askIgnore)}>Ignore…</Button> : null}
      {all('unignore') ? <Button onClick={then(actions.unignore)}>Restore</Button> : null}
      {all('restore') ? <Button onClick={then(actions.restore)}>Restore</Button> : null}
      {all('unmap') ? <Button onClick={then(actions.unmap)}>Remove mapping</Button> : null}
      {all('delete') ? <Button onClick={then(actions.remove)}>Delete</Button> : null}
    </SelectionBar>
  );
}
