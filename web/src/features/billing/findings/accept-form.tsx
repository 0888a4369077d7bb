import { Box, Button, Group, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { fieldErrors } from '../../../api/api-error.ts';
import type { Result } from '../../../api/types.ts';
import { FormError } from '../../../ui/form-error.tsx';
import { formatQuantity } from '../../../ui/format.ts';
import { notifyUndo } from '../../../ui/notify.tsx';
import { asDecidedIn, useDecideFindings } from '../api/findings.ts';

const REASON_LENGTH_MAX = 1000;

type AcceptFormProps = {
  /** At least one, each with a variance. */
  results: readonly Result[];
  onClose: () => void;
  onAccepted?: () => void;
};

/** Asks why the present variances are accepted, and until when. */
export function AcceptForm({ results, onClose, onAccepted }: AcceptFormProps): ReactNode {
  const before = results.length === 1 && results[0]?.status === 'accepted' ? results[0].acceptance : null;
  const [reason, setReason] = useState(before?.reason ?? '');
  const [until, setUntil] = useState(before?.until ?? '');
  const undo = useDecideFindings();
  const accept = useDecideFindings({
    showsError: true,
    onSuccess: () => {
      onClose();
      onAccepted?.();
      notifyUndo(`Accepted ${subject(results)}.`, () => undo.mutate(results.map(asDecidedIn)));
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const acceptance = { reason: reason.trim(), until: until === '' ? null : until };
    accept.mutate(results.map(({ lineItemId }) => ({ action: 'accept', lineItemId, ...acceptance })));
  };
  const errors: Readonly<Record<string, string | undefined>> = fieldErrors(accept.error);
  return (
    <Box component="form" flex={1} miw={0} onSubmit={submit} aria-label="Accept variance">
      <FormError error={accept.error} />
      <Group align="flex-start" gap="sm">
        <TextInput
          label="Reason"
          required
          flex={1}
          miw={220}
          maxLength={REASON_LENGTH_MAX}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={errors.reason}
          // The person has just asked for this form.
          autoFocus
        />
        <TextInput
          type="date"
          label="Last accepted day (optional)"
          min={today()}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          error={errors.until}
        />
      </Group>
      <Group justify="space-between" mt="sm">
        <Text size="xs" c="dimmed">
          {results.length === 1 ? 'It opens' : 'Each opens'} again by itself when its variance changes or the
          day has passed.
        </Text>
        <Group gap="sm" ml="auto">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={accept.isPending} disabled={reason.trim() === ''}>
            {results.length === 1 ? 'Accept variance' : `Accept ${formatQuantity(results.length)} variances`}
          </Button>
        </Group>
      </Group>
    </Box>
  );
}

function subject(results: readonly Result[]): string {
  const [first] = results;
  return results.length === 1 && first !== undefined
    ? `the variance of ${first.productName}`
    : `${formatQuantity(results.length)} variances`;
}

/** The browser's day, as a date input takes it; the server judges by the workspace's. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE').format(new Date());
}
