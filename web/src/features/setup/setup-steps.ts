import type { LineItemCounts, ListedIntegration } from '../../api/types.ts';

export type SetupStepId = 'psa' | 'sources' | 'sync' | 'companies' | 'lines';

export type SetupStep = { id: SetupStepId; isDone: boolean };

export type SetupFacts = {
  integrations: readonly ListedIntegration[];
  /** Companies that belong to no organization; undefined: not known yet. */
  unlinked: number | undefined;
  counts: LineItemCounts | undefined;
};

const isPsa = (integration: ListedIntegration): boolean => integration.capabilities.includes('agreements');
const isSource = (integration: ListedIntegration): boolean =>
  integration.capabilities.some((name) => name !== 'agreements');

/** What has been done of the first run, read off the workspace: nothing is remembered that could be wrong. */
export function setupSteps({ integrations, unlinked, counts }: SetupFacts): SetupStep[] {
  const psas = integrations.filter(isPsa);
  const sources = integrations.filter((integration) => !isPsa(integration) && isSource(integration));
  const isSynced = psas.length > 0 && integrations.every(({ lastGoodSyncAt }) => lastGoodSyncAt !== null);
  const companies = integrations.reduce((sum, integration) => sum + (integration.counts?.companies ?? 0), 0);
  return [
    { id: 'psa', isDone: psas.length > 0 },
    { id: 'sources', isDone: sources.length > 0 },
    { id: 'sync', isDone: isSynced },
    { id: 'companies', isDone: isSynced && companies > 0 && unlinked === 0 },
    { id: 'lines', isDone: (counts?.mapped ?? 0) > 0 },
  ];
}
