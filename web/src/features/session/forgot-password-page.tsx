import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { askForPassword } from '../../api/account.ts';
import { useChange } from '../../api/mutation.ts';
import { useSession } from '../../api/session.ts';
import { FormError } from '../../ui/form-error.tsx';
import { FrontPage } from '../../ui/front-page.tsx';

/** Asks for a letter with a link for a new password. The answer is the same whether or not there is such an account. */
export function ForgotPasswordPage(): ReactNode {
  const asking = useChange(askForPassword, { showsError: true });
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '' },
    validate: { email: (value) => (value.includes('@') ? null : 'Your e-mail address') },
  });
  return (
    <FrontPage title="A new password" description="By a link that works once, within an hour.">
      {asking.isSuccess ? (
        <Asked />
      ) : (
        <form noValidate onSubmit={form.onSubmit(({ email }) => asking.mutate(email))}>
          <Stack gap="sm">
            <FormError error={asking.error} />
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="username"
              autoFocus
              key={form.key('email')}
              {...form.getInputProps('email')}
            />
            <Button type="submit" variant="filled" loading={asking.isPending} mt="xs">
              Ask for a link
            </Button>
          </Stack>
        </form>
      )}
      <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/sign-in" search={{}} />}>
        Back to sign in
      </Anchor>
    </FrontPage>
  );
}

function Asked(): ReactNode {
  const sendsLetters = useSession()?.sendsLetters ?? false;
  return (
    <Text size="sm" role="status">
      {sendsLetters
        ? 'If there is an account with this address, a letter with the link is on its way. Look among the unwanted mail too.'
        : 'This Tieout sends no e-mail. If there is an account with this address, whoever runs it finds the link in the server’s log and can hand it to you.'}
    </Text>
  );
}
