import { Button, Group, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { fieldErrors } from '../../../api/api-error.ts';
import type { Result } from '../../../api/types.ts';
import { FormError } from '../../../ui/form-error.tsx';
import { notifyUndo } from '../../../ui/notify.tsx';
import { useAccept, useReopen } from '../api/findings.ts';
import classes from './mapping-dialog.module.css';

const REASON_LENGTH_MAX = 1000;

/** Asks why the present variance is accepted, and until when. */
export function AcceptForm({ result, onClose }: { result: Result; onClose: () => void }): ReactNode {
  const { lineItemId, productName, acceptance, status } = result;
  const before = status === 'accepted' ? acceptance : null;
  const [reason, setReason] = useState(before?.reason ?? '');
  const [until, setUntil] = useState(before?.until ?? '');
  const acceptBack = useAccept(lineItemId);
  const reopen = useReopen(lineItemId);
  const undo = (): void =>
    before === null ? reopen.mutate() : acceptBack.mutate({ reason: before.reason, until: before.until });
  const accept = useAccept(lineItemId, {
    showsError: true,
    onSuccess: () => {
      onClose();
      notifyUndo(`Accepted the variance of ${productName}.`, undo);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    accept.mutate({ reason: reason.trim(), until: until === '' ? null : until });
  };
  const errors: Readonly<Record<string, string | undefined>> = fieldErrors(accept.error);
  return (
    <form className={classes.acceptForm} onSubmit={submit} aria-label="Accept variance">
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
          It opens again by itself when the variance changes or the day has passed.
        </Text>
        <Group gap="sm">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={accept.isPending} disabled={reason.trim() === ''}>
            Accept variance
          </Button>
        </Group>
      </Group>
    </form>
  );
}

/** The browser's day, as a date input takes it; the server judges by the workspace's. */
function today(): string {
  return new Intl.DateTimeFormat('sv-SE').format(new Date());
}
