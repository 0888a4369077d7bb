import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useChange } from '../../api/mutation.ts';
import { FormError } from '../../ui/form-error.tsx';
import { passwordRefusal } from './password-words.ts';

type PasswordStepProps<Output> = {
  text: string;
  /** The verb on the button. */
  label: string;
  run: (password: string) => Promise<Output>;
  onDone: (output: Output) => void;
  close: () => void;
};

/** Asks for the password before something that weakens or changes how one signs in. */
export function PasswordStep<Output>({
  text,
  label,
  run,
  onDone,
  close,
}: PasswordStepProps<Output>): ReactNode {
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (value) => (value === '' ? 'Your password' : null) },
  });
  const change = useChange(run, { showsError: true, onSuccess: onDone });
  return (
    <form noValidate onSubmit={form.onSubmit(({ password }) => change.mutate(password))}>
      <Stack gap="sm">
        <FormError error={change.error} text={passwordRefusal(change.error)} />
        <Text size="sm">{text}</Text>
        <PasswordInput
          data-autofocus
          label="Your password"
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <Group justify="flex-end" gap="xs">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="filled" loading={change.isPending}>
            {label}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
