import { useBlocker } from '@tanstack/react-router';
import { confirm } from '../../ui/confirm.tsx';

/** Unsaved changes are not lost by a click on a link. */
export function useAskBeforeLeaving(isDirty: boolean): void {
  useBlocker({
    disabled: !isDirty,
    enableBeforeUnload: isDirty,
    shouldBlockFn: async () =>
      !(await confirm({
        title: 'Discard your changes?',
        text: 'They have not been saved.',
        confirm: 'Discard',
        cancel: 'Keep editing',
        isDestructive: true,
      })),
  });
}
