import { createContext, use } from 'react';
import type { Suggestion } from '../../../api/types.ts';
import type { Accept } from './use-accept.ts';

export type SuggestionContextValue = Accept & {
  /** undefined: it has not arrived yet. */
  of: (lineItemId: string) => Suggestion | undefined;
};

export const SuggestionContext = createContext<SuggestionContextValue | null>(null);

/** What is suggested for the lines in sight. */
export function useShownSuggestions(): SuggestionContextValue {
  const value = use(SuggestionContext);
  if (value === null) {
    throw new Error('useShownSuggestions needs the UnmappedTab around it');
  }
  return value;
}
