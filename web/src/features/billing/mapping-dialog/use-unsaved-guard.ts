import { useBlocker } from '@tanstack/react-router';
import { useRef } from 'react';
import { confirm } from '../../../ui/confirm.tsx';

/**
 * Asks before changes are lost, however a person leaves: Escape, a click beside the dialog, the back button, a closed tab.
 * @param text what would be lost
 * @returns a function to call before leaving on purpose, after saving.
 */
export function useUnsavedGuard(
  isDirty: boolean,
  text = 'The mapping was changed and not saved.',
): () => void {
  const isSettled = useRef(false);
  const isAsking = useRef(false);
  const isAtRisk = (): boolean => isDirty && !isSettled.current;
  useBlocker({
    enableBeforeUnload: isAtRisk,
    shouldBlockFn: async () => {
      if (!isAtRisk()) {
        return false;
      }
      // One question is enough: the Escape that answers it reaches the dialog below it too.
      if (isAsking.current) {
        return true;
      }
      isAsking.current = true;
      const discards = await confirm({
        title: 'Discard your changes?',
        text,
        confirm: 'Discard',
        cancel: 'Keep editing',
        isDestructive: true,
      });
      setTimeout(() => {
        isAsking.current = false;
      });
      return !discards;
    },
  });
  return () => {
    isSettled.current = true;
  };
}
