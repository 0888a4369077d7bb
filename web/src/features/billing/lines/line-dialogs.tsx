import { type ReactNode, useMemo, useState } from 'react';
import type { LineItem } from '../../../api/types.ts';
import { type LineRef, useCreateLineActions } from './create-line-actions.ts';
import { IgnoreDialog } from './ignore-dialog.tsx';
import { LineContext } from './line-context.ts';
import { LinkDialog } from './link-dialog.tsx';

/** The actions on lines and the small dialogs that some of them ask first; one of each for the whole page. */
export function LineDialogsProvider({ children }: { children: ReactNode }): ReactNode {
  const [ignoring, askIgnore] = useState<readonly LineRef[]>([]);
  const [linking, askLink] = useState<LineItem | null>(null);
  const actions = useCreateLineActions();
  const value = useMemo(() => ({ actions, askIgnore, askLink }), [actions]);
  return (
    <LineContext value={value}>
      {children}
      {ignoring.length === 0 ? null : <IgnoreDialog lines={ignoring} onClose={() => askIgnore([])} />}
      {linking === null ? null : <LinkDialog adjustment={linking} onClose={() => askLink(null)} />}
    </LineContext>
  );
}
