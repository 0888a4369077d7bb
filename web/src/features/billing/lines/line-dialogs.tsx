import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { LineItem } from '../../../api/types.ts';
import { IgnoreDialog } from './ignore-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import type { LineRef } from './use-line-actions.ts';

type LineDialogs = {
  askIgnore: (lines: readonly LineRef[]) => void;
  askLink: (adjustment: LineItem) => void;
};

const Context = createContext<LineDialogs | null>(null);

/** The small dialogs about lines, one of each for the whole page. */
export function LineDialogsProvider({ children }: { children: ReactNode }): ReactNode {
  const [ignoring, askIgnore] = useState<readonly LineRef[]>([]);
  const [linking, askLink] = useState<LineItem | null>(null);
  const dialogs = useMemo(() => ({ askIgnore, askLink }), []);
  return (
    <Context value={dialogs}>
      {children}
      {ignoring.length === 0 ? null : <IgnoreDialog lines={ignoring} onClose={() => askIgnore([])} />}
      {linking === null ? null : <LinkDialog adjustment={linking} onClose={() => askLink(null)} />}
    </Context>
  );
}

export function useLineDialogs(): LineDialogs {
  const dialogs = use(Context);
  if (dialogs === null) {
    throw new Error('useLineDialogs needs the LineDialogsProvider of the billing page around it');
  }
  return dialogs;
}
