import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type BillingSearch, type BillingTab, tabFrom, validateBillingSearch } from './billing-search.ts';

type Patch = { [Key in keyof BillingSearch]?: BillingSearch[Key] | undefined };

export type BillingLocation = {
  tab: BillingTab;
  search: BillingSearch;
  /** Changes parts of the URL; undefined takes a part away. `replace` leaves no step for the back button. */
  change: (patch: Patch, options?: { replace?: boolean; tab?: BillingTab }) => void;
};

/** A past run is shown on the tab it was opened on; the other tabs know the present only. */
const NOW: Patch = { runId: undefined };

/** Where in the page one is, and how to go elsewhere. All of it is in the URL. */
export function useBillingSearch(): BillingLocation {
  const navigate = useNavigate();
  const params: { tab?: string } = useParams({ strict: false });
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const tab = tabFrom(params.tab);
  const key = JSON.stringify(raw);
  const search = useMemo(() => validateBillingSearch(JSON.parse(key) as Record<string, unknown>), [key]);
  const change = useCallback<BillingLocation['change']>(
    (patch, options = {}) =>
      void navigate({
        to: '/billing/reconciliation/$tab',
        params: { tab: options.tab ?? tab },
        search: validateBillingSearch({ ...search, ...(options.tab === undefined ? {} : NOW), ...patch }),
        replace: options.replace ?? false,
      }),
    [navigate, search, tab],
  );
  return { tab, search, change };
}

/** Opens the mapping dialog on a line, or closes it. */
export function useOpenLine(): (lineItemId: string | undefined) => void {
  const { change } = useBillingSearch();
  return (lineItemId) => change({ line: lineItemId });
}
