import { useDebouncedValue } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RulePreview } from '../../api/types.ts';
import { type RuleTrial, useRulePreview } from './api.ts';

/** How long typing rests before the preview is asked for. */
const PREVIEW_PAUSE_MS = 400;

export type TrialPreview = {
  query: UseQueryResult<RulePreview>;
  /** What is shown belongs to an earlier form. */
  isStale: boolean;
  /** What is shown is what saving would do. */
  isKnown: boolean;
};

/** What a rule would do, as it is typed. @param trial null: the form does not say enough */
export function useTrialPreview(trial: RuleTrial | null): TrialPreview {
  const key = JSON.stringify(trial);
  const [asked] = useDebouncedValue(key, PREVIEW_PAUSE_MS);
  const query = useRulePreview(useMemo(() => JSON.parse(asked) as RuleTrial | null, [asked]));
  const isStale = key !== asked || query.isPlaceholderData;
  return { query, isStale, isKnown: !isStale && query.data !== undefined && query.error === null };
}
