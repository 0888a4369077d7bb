import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useChange } from '../../api/mutation.ts';
import { PASSKEY_NAME_MAX } from '../../api/passkeys.ts';
import { FormError } from '../../ui/form-error.tsx';
import { addRefusal } from './passkey-words.ts';

type PasskeyNameDialogProps = {
  title: string;
  text?: string;
  /** The verb on the button. */
  label: string;
  name: string;
  run: (name: string) => Promise<void>;
  onDone: () => void;
  close: () => void;
};

/** A name for a passkey: a new one, or another one for one that is there. */
export function PasskeyNameDialog({
  title,
  text,
  label,
  name,
  run,
  onDone,
  close,
}: PasskeyNameDialogProps): ReactNode {
  const form = useForm({
    initialValues: { name },
    validate: { name: (value) => (value.trim() === '' ? 'A name to know it by' : null) },
  });
  const saving = useChange(run, { showsError: true, onSuccess: onDone });
  return (
    <Modal opened onClose={close} title={title}>
      <form noValidate onSubmit={form.onSubmit((values) => saving.mutate(values.name.trim()))}>
        <Stack gap="sm">
          <FormError error={saving.error} text={addRefusal(saving.error)} />
          {text === undefined ? null : <Text size="sm">{text}</Text>}
          <TextInput
            data-autofocus
            label="Name"
            autoComplete="off"
            maxLength={PASSKEY_NAME_MAX}
            {...form.getInputProps('name')}
          />
          <Group justify="flex-end" gap="xs">
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" variant="filled" loading={saving.isPending}>
              {label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
