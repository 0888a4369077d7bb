import type { ListedIntegration } from '../../../api/types.ts';

export type SyncProblem = {
  integration: ListedIntegration;
  status: 'failed' | 'held';
  /** The default PSA: then the agreements themselves are the previous ones. */
  isPsa: boolean;
};

/** Integrations whose last sync did not come in, the default PSA first. */
export function syncProblems(integrations: readonly ListedIntegration[]): SyncProblem[] {
  const problems = integrations.flatMap((integration): SyncProblem[] => {
    const status = integration.lastSync?.status;
    return status === 'failed' || status === 'held'
      ? [{ integration, status, isPsa: integration.isDefaultPsa }]
      : [];
  });
  return problems.sort((a, b) => Number(b.isPsa) - Number(a.isPsa));
}

/** What still holds although a sync did not come in. */
export function whatHolds({ integration, isPsa }: SyncProblem): string {
  if (integration.lastGoodSyncAt === null) {
    return isPsa ? 'No agreements have come in yet.' : 'Counts from it are unknown.';
  }
  return isPsa
    ? 'The agreements shown are the previous ones.'
    : 'Its previous data stay; counts from it are unknown until it syncs again.';
}
