import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { plural } from '../../../ui/format.ts';
import type { LineRef } from './create-line-actions.ts';
import { useLineActions } from './line-context.ts';

const REASON_LENGTH_MAX = 500;

/** Asks why lines are ignored; the reason may be left out. */
export function IgnoreDialog({
  lines,
  onClose,
}: {
  lines: readonly LineRef[];
  onClose: () => void;
}): ReactNode {
  const [reason, setReason] = useState('');
  const { ignore } = useLineActions();
  const [first] = lines;
  const subject = lines.length === 1 ? (first?.productName ?? '') : plural(lines.length, 'line');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    ignore(lines, reason);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Ignore ${subject}`} centered>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            An ignored line is not compared and counts as not checked. It stays in the tab Ignored, where it
            can be restored.
          </Text>
          <Textarea
            label="Reason (optional)"
            placeholder="For example: flat fee, not counted"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={REASON_LENGTH_MAX}
            autosize
            minRows={2}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="filled">
              Ignore
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
