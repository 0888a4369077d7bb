import { useLocalStorage } from '@mantine/hooks';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { chosenWorkspaceId } from '../../api/chosen-workspace.ts';
import { useUnlinkedCount } from '../../api/companies.ts';
import { countedIntegrationsQuery, integrationsQuery } from '../../api/integrations.ts';
import { useLineItemCounts } from '../../api/line-item-counts.ts';
import type { ListedIntegration } from '../../api/types.ts';
import { type SetupStep, setupSteps } from './setup-steps.ts';

export type SetupProgress = {
  steps: readonly SetupStep[];
  /** Before the first mapped line, and not skipped: the navigation leads to it. */
  isShown: boolean;
  isSkipped: boolean;
  setSkipped: (isSkipped: boolean) => void;
};

/** How far the first run has come in this workspace. */
export function useSetupProgress(): SetupProgress {
  return useProgress(useQuery(countedIntegrationsQuery));
}

/** Whether the navigation leads to the first run: told without the counts, which only its own page shows. */
export function useIsSettingUp(): boolean {
  return useProgress(useQuery(integrationsQuery)).isShown;
}

function useProgress(integrations: UseQueryResult<readonly ListedIntegration[]>): SetupProgress {
  const unlinked = useUnlinkedCount();
  const counts = useLineItemCounts();
  const [isSkipped, setSkipped] = useLocalStorage({
    key: `tieout.setup-skipped.${chosenWorkspaceId() ?? ''}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const steps = setupSteps({ integrations: integrations.data ?? [], unlinked, counts: counts.data });
  const isKnown = integrations.isSuccess && unlinked !== undefined && counts.isSuccess;
  return {
    steps,
    isShown: isKnown && !isSkipped && steps.some((step) => step.id === 'lines' && !step.isDone),
    isSkipped,
    setSkipped,
  };
}
