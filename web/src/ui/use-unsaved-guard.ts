import { useBlocker } from '@tanstack/react-router';
import { useRef } from 'react';
import { mayDiscard } from './confirm.tsx';

/**
 * Asks before changes are lost, however a person leaves: Escape, a click beside the dialog, the back button, a closed tab.
 * @param text what would be lost
 * @returns a function to call before leaving on purpose, after saving.
 */
export function useUnsavedGuard(isDirty: boolean, text: string): () => void {
  const isSettled = useRef(false);
  const isAtRisk = (): boolean => isDirty && !isSettled.current;
  useBlocker({
    enableBeforeUnload: isAtRisk,
    shouldBlockFn: async () => !(await mayDiscard(isAtRisk(), { title: 'Discard your changes?', text })),
  });
  return () => {
    isSettled.current = true;
  };
}
