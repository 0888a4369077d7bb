import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { createQueryClient } from './api/query-client.ts';
import { sessionQuery } from './api/session.ts';
import { createAppRouter } from './router.tsx';
import { notifyError } from './ui/notify.tsx';
import { cssVariables, theme } from './ui/theme.ts';

const queryClient = createQueryClient({
  onMutationError: notifyError,
  // The routes ask for the session again and lead to the sign-in page.
  onSignedOut: () => {
    queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
    void router.invalidate();
  },
});
const router = createAppRouter(queryClient);

/** The composition root of the page: theme, cache, dialogs, toasts, routes. */
export function App(): ReactNode {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <ModalsProvider>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
