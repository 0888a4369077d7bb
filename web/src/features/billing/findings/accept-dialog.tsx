import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Result } from '../../../api/types.ts';
import { plural } from '../../../ui/format.ts';
import { AcceptForm } from './accept-form.tsx';

type AcceptDialogProps = { results: readonly Result[]; onClose: () => void; onAccepted: () => void };

/** Accepts the variances of many lines for one reason. */
export function AcceptDialog({ results, ...then }: AcceptDialogProps): ReactNode {
  return (
    <Modal opened onClose={then.onClose} title={`Accept ${plural(results.length, 'variance')}`} size="lg">
      <AcceptForm results={results} {...then} />
    </Modal>
  );
}
