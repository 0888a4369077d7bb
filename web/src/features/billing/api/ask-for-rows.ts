import type { QueryClient } from '@tanstack/react-query';
import { type BillingSearch, type BillingTab, shownStatuses } from '../billing-search.ts';
import { agreementsOptions, linesOptions } from './line-items.ts';
import { resultsOptions } from './results.ts';

/** Asks for the first rows of a tab, which then finds them there, or on their way; those it has are left alone. */
export function askForRows(queryClient: QueryClient, tab: BillingTab, search: BillingSearch): void {
  if (tab === 'reconciliation') {
    void queryClient.ensureInfiniteQueryData(resultsOptions(search, shownStatuses(search))).catch(ignore);
  } else if (tab === 'agreements') {
    void queryClient.ensureInfiniteQueryData(agreementsOptions(search)).catch(ignore);
  } else {
    void queryClient.ensureInfiniteQueryData(linesOptions(search, tab)).catch(ignore);
  }
}

/** The tab asks again, and shows what comes of it. */
function ignore(): void {}
