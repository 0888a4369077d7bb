import { updateIntegration } from '../../api/integrations.ts';
import { useChange } from '../../api/mutation.ts';
import type { Integration } from '../../api/types.ts';
import { useWorkspace } from '../../api/workspace.ts';
import { notifyUndo } from '../../ui/notify.tsx';
import { pauseWords } from './pause-words.ts';

export type Pausing = { pause: () => void; resume: () => void; isPending: boolean };

/** Pauses and resumes an integration; either can be taken back. */
export function usePause(integration: Integration): Pausing {
  const { id, name } = integration;
  const staleAfterHours = useWorkspace()?.staleAfterHours ?? 48;
  const change = useChange((paused: boolean) => updateIntegration(id, { paused }));
  return {
    pause: () =>
      change.mutate(true, {
        onSuccess: () =>
          notifyUndo(`${name} is paused. ${pauseWords(integration, staleAfterHours)}`, () =>
            change.mutate(false),
          ),
      }),
    resume: () =>
      change.mutate(false, {
        onSuccess: () => notifyUndo(`${name} syncs again.`, () => change.mutate(true)),
      }),
    isPending: change.isPending,
  };
}
