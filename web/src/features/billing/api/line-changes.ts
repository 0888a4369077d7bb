import type { UseMutationResult } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/mutation.ts';
import type { MappingBody } from '../../../api/types.ts';
import { LINES_PATH } from './line-items.ts';

export type BulkAction = 'map' | 'unmap' | 'ignore' | 'unignore' | 'delete' | 'restore' | 'link';

export type BulkItem = {
  lineItemId: string;
  mapping?: MappingBody;
  reason?: string;
  parentLineItemId?: string;
  effect?: 'price' | 'quantity';
};

export type BulkChange = { action: BulkAction; items: readonly BulkItem[] };

/** The server takes up to this many lines in one request, all or nothing. */
const LINES_PER_REQUEST = 1000;

/** One action on one or many lines. */
export function useBulkChange(
  options: { showsError?: boolean } = {},
): UseMutationResult<void, Error, BulkChange> {
  return useChange(async ({ action, items }: BulkChange) => {
    for (let start = 0; start < items.length; start += LINES_PER_REQUEST) {
      await api.post(`${LINES_PATH}/bulk`, { action, items: items.slice(start, start + LINES_PER_REQUEST) });
    }
  }, options);
}

/** Takes an adjustment away from its parent. */
export function useUnlink(): UseMutationResult<void, Error, string> {
  return useChange((id: string) => api.delete(`${LINES_PATH}/${id}/link`));
}
