import { Button, Fieldset, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { changePassword, PASSWORD_MIN } from '../../api/account.ts';
import { useChange } from '../../api/mutation.ts';
import { FormError } from '../../ui/form-error.tsx';
import { notifyDone } from '../../ui/notify.tsx';
import { passwordRefusal } from './password-words.ts';

/** Changing the password; whoever else knows the old one is signed out by it. */
export function PasswordForm({ hasPassword }: { hasPassword: boolean }): ReactNode {
  return (
    <Fieldset legend="Password">
      {hasPassword ? (
        <ChangeForm />
      ) : (
        <Text size="sm">
          You have no password here: your sign-in provider lets you in. To have one as well, sign out and
          choose “I forgot my password”.
        </Text>
      )}
    </Fieldset>
  );
}

function ChangeForm(): ReactNode {
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (value) => (value === '' ? 'Your password' : null),
      newPassword: (value) => (value.length < PASSWORD_MIN ? `At least ${PASSWORD_MIN} characters` : null),
    },
  });
  const changing = useChange(changePassword, {
    showsError: true,
    onSuccess: () => {
      form.reset();
      notifyDone('Your password is changed, and you are signed out everywhere else.');
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => changing.mutate(values))}>
      <Stack gap="sm">
        <FormError error={changing.error} text={passwordRefusal(changing.error)} />
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          {...form.getInputProps('currentPassword')}
        />
        <PasswordInput
          label="New password"
          description={`At least ${PASSWORD_MIN} characters`}
          autoComplete="new-password"
          {...form.getInputProps('newPassword')}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={!form.isDirty()} loading={changing.isPending}>
            Change password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
