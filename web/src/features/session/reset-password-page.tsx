import { Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PASSWORD_MIN, resetPassword } from '../../api/account.ts';
import { ApiError } from '../../api/api-error.ts';
import { useChange } from '../../api/mutation.ts';
import { FormError } from '../../ui/form-error.tsx';
import { FrontPage } from '../../ui/front-page.tsx';

/** Where the link in the letter leads: chooses the new password. */
export function ResetPasswordPage(): ReactNode {
  const { token } = useSearch({ from: '/reset-password' });
  const resetting = useChange((newPassword: string) => resetPassword({ token, newPassword }), {
    showsError: true,
  });
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { password: '' },
    validate: {
      password: (value) => (value.length < PASSWORD_MIN ? `At least ${PASSWORD_MIN} characters` : null),
    },
  });
  if (resetting.isSuccess) {
    return (
      <FrontPage title="A new password">
        <Text size="sm" role="status">
          Your password is changed, and you are signed out everywhere.
        </Text>
        <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/sign-in" search={{}} />}>
          Sign in
        </Anchor>
      </FrontPage>
    );
  }
  const isSpent = resetting.error instanceof ApiError && resetting.error.status === 400;
  return (
    <FrontPage title="A new password" description="You are signed out everywhere else.">
      <form noValidate onSubmit={form.onSubmit(({ password }) => resetting.mutate(password))}>
        <Stack gap="sm">
          <FormError
            error={resetting.error}
            text={isSpent ? 'This link has been used or is too old.' : undefined}
          />
          <PasswordInput
            label="New password"
            description={`At least ${PASSWORD_MIN} characters`}
            autoComplete="new-password"
            autoFocus
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" variant="filled" loading={resetting.isPending} mt="xs">
            Change password
          </Button>
        </Stack>
      </form>
      {isSpent ? (
        <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/forgot-password" />}>
          Ask for another link
        </Anchor>
      ) : null}
    </FrontPage>
  );
}
