import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/mutation.ts';
import type { LineItem, MappingBody } from '../../../api/types.ts';
import { plural } from '../../../ui/format.ts';
import { notifyUndo } from '../../../ui/notify.tsx';
import { type BulkChange, useBulkChange } from '../api/line-changes.ts';
import { LINES_PATH } from '../api/line-items.ts';
import { useSaveMapping } from '../api/mapping.ts';
import { bodyOfMapping } from '../lines/mapping-body.ts';

export type Save = {
  /** Stores the mapping of this line. */
  one: (body: MappingBody) => void;
  /** Stores it for this line and others, all or none. */
  all: (body: MappingBody, others: readonly LineItem[]) => void;
  remove: () => void;
  error: Error | null;
  isPending: boolean;
};

/** Storing and removing the mapping of a line; `leave` closes the dialog once it is done. */
export function useSave(line: LineItem, leave: () => void): Save {
  const one = useSaveMapping(line.id);
  const all = useBulkChange({ showsError: true });
  const remove = useChange(() => api.delete(`${LINES_PATH}/${line.id}/mapping`), { showsError: true });
  const undo = useBulkChange();
  const back = line.mapping === null ? null : mapAll(bodyOfMapping(line.mapping), [line]);

  const saveOne = (body: MappingBody): void =>
    one.mutate(body, {
      onSuccess: () => {
        leave();
        notifyUndo(`Saved the mapping of ${line.productName}.`, () => undo.mutate(back ?? unmapAll([line])));
      },
    });

  const saveAll = (body: MappingBody, others: readonly LineItem[]): void =>
    all.mutate(mapAll(body, [line, ...others]), {
      onSuccess: () => {
        leave();
        const takeBack = async (): Promise<void> => {
          await undo.mutateAsync(unmapAll(back === null ? [line, ...others] : others));
          if (back !== null) {
            await undo.mutateAsync(back);
          }
        };
        // A refusal is shown as a toast by the mutation itself.
        notifyUndo(
          `Mapped ${plural(others.length + 1, 'line')} of ${line.productName}.`,
          () => void takeBack().catch(() => {}),
        );
      },
    });

  const removeMapping = (): void =>
    remove.mutate(undefined, {
      onSuccess: () => {
        leave();
        notifyUndo(`Removed the mapping of ${line.productName}.`, () => back !== null && undo.mutate(back));
      },
    });

  return {
    one: saveOne,
    all: saveAll,
    remove: removeMapping,
    error: one.error ?? all.error ?? remove.error,
    isPending: one.isPending || all.isPending || remove.isPending,
  };
}

function mapAll(mapping: MappingBody, lines: readonly LineItem[]): BulkChange {
  return { action: 'map', items: lines.map((line) => ({ lineItemId: line.id, mapping })) };
}

function unmapAll(lines: readonly LineItem[]): BulkChange {
  return { action: 'unmap', items: lines.map((line) => ({ lineItemId: line.id })) };
}
