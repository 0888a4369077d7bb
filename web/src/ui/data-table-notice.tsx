import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { List } from '../api/list.ts';
import { ErrorState } from './error-state.tsx';

const SKELETON_ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** What stands in the place of rows, or below them: loading, an error with retry, nothing to show. */
export function DataTableNotice({ list, empty }: { list: List<unknown>; empty: ReactNode }): ReactNode {
  if (list.error !== null) {
    return <ErrorState error={list.error} retry={list.retry} />;
  }
  if (list.isLoading) {
    return (
      <Stack gap={14} p="sm" aria-hidden>
        {SKELETON_ROWS.map((key) => (
          <Skeleton key={key} height={18} />
        ))}
      </Stack>
    );
  }
  if (list.isLoadingMore) {
    return <Skeleton height={18} m="sm" role="status" aria-label="Loading more rows" />;
  }
  return list.rows.length === 0 ? empty : null;
}
