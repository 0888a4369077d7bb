import { Anchor, Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { useChange } from '../../api/mutation.ts';
import { usePasskeySupport } from '../../api/passkeys.ts';
import { sessionQuery, signIn, useSession } from '../../api/session.ts';
import { FormError } from '../../ui/form-error.tsx';
import { FrontPage } from '../../ui/front-page.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { ProviderButton, ProviderRefusal } from './provider-button.tsx';
import { SecondStep } from './second-step.tsx';

/** Signing in by e-mail and password, with a second factor if there is one, or another way; then on to the page asked for. */
export function SignInPage(): ReactNode {
  const [isSecond, setSecond] = useState(false);
  const finish = useFinish();
  return (
    <FrontPage title="Sign in">
      {isSecond ? (
        <SecondStep finish={finish} restart={() => setSecond(false)} />
      ) : (
        <>
          <ProviderRefusal />
          <PasswordForm finish={finish} goOn={() => setSecond(true)} />
          <OtherWays finish={finish} />
        </>
      )}
    </FrontPage>
  );
}

/** Ways in without a password, as far as there are any here. */
function OtherWays({ finish }: { finish: () => Promise<void> }): ReactNode {
  const hasProvider = (useSession()?.provider ?? null) !== null;
  const takesPasskeys = usePasskeySupport()?.kind === 'works';
  return hasProvider || takesPasskeys ? (
    <>
      <Divider label="or" />
      {takesPasskeys ? <PasskeyButton finish={finish} /> : null}
      <ProviderButton />
    </>
  ) : null;
}

function useFinish(): () => Promise<void> {
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return async () => {
    // What an earlier person has read here is not this one's.
    queryClient.clear();
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
    await navigate({ to: next ?? '/' });
  };
}

type PasswordFormProps = { finish: () => Promise<void>; goOn: () => void };

function PasswordForm({ finish, goOn }: PasswordFormProps): ReactNode {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.includes('@') ? null : 'Your e-mail address'),
      password: (value) => (value === '' ? 'Your password' : null),
    },
  });
  const entering = useChange(
    async (values: typeof form.values) => {
      const { owesCode } = await signIn(values);
      await (owesCode ? goOn() : finish());
    },
    { showsError: true },
  );
  return (
    <>
      <form noValidate onSubmit={form.onSubmit((values) => entering.mutate(values))}>
        <Stack gap="sm">
          <FormError error={entering.error} text={refusal(entering.error)} />
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            autoFocus
            key={form.key('email')}
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" variant="filled" loading={entering.isPending} mt="xs">
            Sign in
          </Button>
        </Stack>
      </form>
      <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/forgot-password" />}>
        I forgot my password
      </Anchor>
    </>
  );
}

/** The server never says which of the two is wrong, and neither does the page. */
function refusal(error: Error | null): string | undefined {
  const isRefused = error instanceof ApiError && [400, 401, 403, 422].includes(error.status);
  return isRefused ? 'The e-mail address or the password is not right.' : undefined;
}
