import { Alert } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { errorText } from '../api/api-error.ts';

/** Why a form was refused, above its fields. Nothing for null. */
export function FormError({ error, text }: { error: unknown; text?: string | undefined }): ReactNode {
  return error === null || error === undefined ? null : (
    <Alert color="red" variant="outline" role="alert" icon={<TriangleAlert size={16} aria-hidden />}>
      {text ?? errorText(error)}
    </Alert>
  );
}
