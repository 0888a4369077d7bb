import type { Suggestion } from '../../../api/types.ts';
import { notifyDone, notifyUndo } from '../../../ui/notify.tsx';
import { type BulkChange, useBulkChange, useUnlink } from '../api/line-changes.ts';
import { useAcceptSuggestions } from '../api/suggestions.ts';
import { actionable, effectWords } from './suggestion-words.ts';

export type Accept = { accept: (suggestions: readonly Suggestion[]) => void; isPending: boolean };

/** Does what is suggested, and offers to take all of it back. */
export function useAccept(): Accept {
  const acceptAll = useAcceptSuggestions();
  const bulk = useBulkChange();
  const unlink = useUnlink();
  const takeBack = (done: readonly Suggestion[]): void => {
    for (const [forth, back] of [
      ['map', 'unmap'],
      ['ignore', 'unignore'],
    ] as const) {
      const items = done.filter(({ action }) => action === forth).map(({ lineItemId }) => ({ lineItemId }));
      if (items.length > 0) bulk.mutate({ action: back, items } satisfies BulkChange);
    }
    for (const { action, lineItemId } of done) {
      if (action === 'link') unlink.mutate(lineItemId);
    }
  };
  return {
    isPending: acceptAll.isPending,
    accept: (suggestions) => {
      const done = actionable(suggestions);
      if (done.length === 0) {
        notifyDone('There is nothing to accept here.');
        return;
      }
      const ids = done.map(({ lineItemId }) => lineItemId);
      acceptAll.mutate(ids, { onSuccess: () => notifyUndo(effectWords(done), () => takeBack(done)) });
    },
  };
}
