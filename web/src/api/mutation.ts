import { type QueryClient, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

/** What no change in a workspace can change; of an upload, what its file holds, and it is gone once it is imported. */
const FIXED_KEYS = new Set(['/api/v1/session', '/api/v1/vendors', '/api/v1/uploads']);

/** Everything in the workspace may have changed: one mapping moves tabs, numbers and results. Asks again for what is in sight. */
export function refreshWorkspace(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => !FIXED_KEYS.has(String(queryKey[0])) });
}

type Options<Output> = {
  onSuccess?: (output: Output) => void;
  /** The caller shows the error beside its form; otherwise a toast does. */
  showsError?: boolean;
};

/** A change on the server; afterwards what is in sight is read again. A refusal is shown as a toast by default. */
export function useChange<Input, Output>(
  run: (input: Input) => Promise<Output>,
  { onSuccess, showsError = false }: Options<Output> = {},
): UseMutationResult<Output, Error, Input> {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { showsError },
    onSuccess: (output) => {
      void refreshWorkspace(queryClient);
      onSuccess?.(output);
    },
  });
}
