import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { chosenWorkspaceId } from '../../api/chosen-workspace.ts';
import { useUnlinkedCount } from '../../api/companies.ts';
import { integrationsQuery } from '../../api/integrations.ts';
import { useLineItemCounts } from '../../api/line-item-counts.ts';
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
  const integrations = useQuery(integrationsQuery);
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
