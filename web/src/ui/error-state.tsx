import { Alert, Button, Stack, Text } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError, errorText } from '../api/api-error.ts';

/** What went wrong, in the server's words, and a way to try again. */
export function ErrorState({
  error,
  retry,
  title,
}: {
  error: unknown;
  retry?: () => void;
  title?: string;
}): ReactNode {
  const heading = title ?? (error instanceof ApiError ? error.title : 'This could not be shown');
  return (
    <Alert
      color="red"
      variant="outline"
      icon={<TriangleAlert size={18} aria-hidden />}
      title={heading}
      role="alert"
      m="md"
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{errorText(error)}</Text>
        {retry === undefined ? null : <Button onClick={retry}>Try again</Button>}
      </Stack>
    </Alert>
  );
}
