import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Error;
    mutationMeta: {
      /** The caller shows the error itself; no toast. */
      showsError?: boolean;
    };
  }
}

const RETRIES = 2;

type Listeners = {
  /** Told of every refused change whose caller does not show the error itself. */
  onMutationError: (error: Error) => void;
  /** Told when the server no longer knows who is asking. */
  onSignedOut: () => void;
};

/** The cache of everything read from the server. */
export function createQueryClient({ onMutationError, onSignedOut }: Listeners): QueryClient {
  const noticeSignOut = (error: Error): void => {
    if (error instanceof ApiError && error.status === 401) {
      onSignedOut();
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignOut }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (mutation.meta?.showsError !== true) {
          onMutationError(error);
        }
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < RETRIES && isWorthRetrying(error),
      },
    },
  });
}

/** A refusal stays a refusal; a missing or broken server may be back. */
function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
}
