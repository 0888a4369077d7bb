import { Container } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '../api/api-error.ts';
import { ErrorState } from '../ui/error-state.tsx';

/** What stands in the place of a page that could not be loaded, or failed while being drawn. */
export function LoadError({ error, reset }: ErrorComponentProps): ReactNode {
  useDocumentTitle('Something went wrong · Tieout');
  const router = useRouter();
  const retry = (): void => {
    if (isNewVersion(error)) {
      window.location.reload();
      return;
    }
    reset();
    void router.invalidate();
  };
  const title = error instanceof ApiError ? error.title : 'This page could not be shown';
  return (
    <Container size="sm" py="xl">
      <ErrorState error={error} retry={retry} title={title} />
    </Container>
  );
}

/** After an update of the server, a page of the old version is no longer there to be loaded. */
function isNewVersion(error: unknown): boolean {
  return error instanceof TypeError && /import|module/i.test(error.message);
}
