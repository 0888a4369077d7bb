import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { refreshWorkspace } from './api/mutation.ts';
import { createQueryClient } from './api/query-client.ts';
import { sessionQuery } from './api/session.ts';
import { createAppRouter } from './router.tsx';
import { notifyError } from './ui/notify.tsx';
import { cssVariables, theme } from './ui/theme.ts';

const queryClient = createQueryClient({
  onMutationError: notifyError,
  onSignedOut: () => void checkSession(),
});
const router = createAppRouter(queryClient);

/** Every query of a page may be refused at once, and a session that only seems to be over must not be asked for in a circle. */
const CHECK_AGAIN_MS = 5_000;
let checkedAt = Number.NEGATIVE_INFINITY;

/** A request has been refused as nobody's: leads to the sign-in page if that is so. */
async function checkSession(): Promise<void> {
  if (performance.now() - checkedAt < CHECK_AGAIN_MS) {
    return;
  }
  checkedAt = performance.now();
  const session = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
  if (session.state === 'signed_in') {
    await refreshWorkspace(queryClient);
  } else {
    await router.invalidate();
  }
}

/** The composition root of the page: theme, cache, dialogs, toasts, routes. */
export function App(): ReactNode {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <ModalsProvider>
          <Notifications position="bottom-left" limit={4} />
          <RouterProvider router={router} />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
