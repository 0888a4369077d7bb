import { createContext, use } from 'react';
import type { LineItem } from '../../../api/types.ts';
import type { LineActions, LineRef } from './create-line-actions.ts';

export type LineContextValue = {
  actions: LineActions;
  askIgnore: (lines: readonly LineRef[]) => void;
  askLink: (adjustment: LineItem) => void;
};

export const LineContext = createContext<LineContextValue | null>(null);

/** What the page offers to do with lines, wherever they are shown. */
export function useLineDialogs(): LineContextValue {
  const value = use(LineContext);
  if (value === null) {
    throw new Error('useLineDialogs needs the LineDialogsProvider of the billing page around it');
  }
  return value;
}

export function useLineActions(): LineActions {
  return useLineDialogs().actions;
}
