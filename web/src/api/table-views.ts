import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from './client.ts';
import { sessionQuery, useSession } from './session.ts';
import type { Session, TableId, TableView } from './types.ts';

const AS_MADE: TableView = { hidden: [], widths: {} };

/** How whoever is signed in looks at a table, on every machine. A change shows at once and is remembered by the server. */
export function useTableView(table: TableId): TableView & { change: (view: TableView) => void } {
  const queryClient = useQueryClient();
  const view = useSession()?.tableViews[table] ?? AS_MADE;
  const { mutate } = useMutation({
    mutationFn: (next: TableView) => api.put<TableView>(`/api/v1/table-views/${table}`, next),
    // One after the other: the last change is the one that stays.
    scope: { id: `table-view ${table}` },
    onMutate: (next) =>
      queryClient.setQueryData<Session>(
        sessionQuery.queryKey,
        (session) => session && { ...session, tableViews: { ...session.tableViews, [table]: next } },
      ),
  });
  return useMemo(() => ({ ...view, change: mutate }), [view, mutate]);
}
