import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { chooseWorkspace } from '../../api/chosen-workspace.ts';
import { acceptInvitation, invitationQuery } from '../../api/invitation.ts';
import { useChange } from '../../api/mutation.ts';
import { sessionQuery, signOut, useSession } from '../../api/session.ts';
import type { AcceptBody, InvitationLook } from '../../api/types.ts';
import { FormError } from '../../ui/form-error.tsx';
import { FrontPage } from '../../ui/front-page.tsx';
import { notifyError } from '../../ui/notify.tsx';

const PASSWORD_MIN = 12;
const STAYS = new Set([sessionQuery.queryKey[0], invitationQuery('').queryKey[0]]);

/** Where the link of an invitation leads: joins with the account that is signed in, or a new one. */
export function InvitationPage(): ReactNode {
  const { token } = useSearch({ from: '/invitation' });
  const look = useQuery(invitationQuery(token));
  if (look.data === undefined) {
    return (
      <FrontPage title="Invitation">
        <FormError error={look.error} />
        {look.error === null ? <Text c="dimmed">Looking at the invitation …</Text> : <ToSignIn />}
      </FrontPage>
    );
  }
  const { workspaceName, invitedBy, role, email } = look.data;
  return (
    <FrontPage
      title={`Join ${workspaceName}`}
      description={`${invitedBy} invites ${email} to the workspace ${workspaceName} as ${role}.`}
    >
      <Answer token={token} look={look.data} />
    </FrontPage>
  );
}

function Answer({ token, look }: { token: string; look: InvitationLook }): ReactNode {
  const user = useSession()?.user ?? null;
  if (user !== null) {
    return user.email === look.email ? <JoinButton token={token} /> : <OtherPerson email={user.email} />;
  }
  return look.hasAccount ? (
    <>
      <Text size="sm">You have an account here. Sign in with it; this page comes back.</Text>
      <ToSignIn next={`/invitation?token=${encodeURIComponent(token)}`} />
    </>
  ) : (
    <NewAccountForm token={token} email={look.email} />
  );
}

function ToSignIn({ next }: { next?: string }): ReactNode {
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => <Link {...props} to="/sign-in" search={next === undefined ? {} : { next }} />}
    >
      Sign in
    </Anchor>
  );
}

function JoinButton({ token }: { token: string }): ReactNode {
  const joining = useJoin();
  return (
    <>
      <FormError error={joining.error} />
      <Button variant="filled" loading={joining.isPending} onClick={() => joining.mutate({ token })}>
        Join the workspace
      </Button>
    </>
  );
}

function OtherPerson({ email }: { email: string }): ReactNode {
  const queryClient = useQueryClient();
  const leave = async (): Promise<void> => {
    await signOut();
    await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
  };
  return (
    <>
      <Text size="sm">You are signed in as {email}, and the invitation is for someone else.</Text>
      <Button onClick={() => void leave().catch(notifyError)}>Sign out</Button>
    </>
  );
}

function NewAccountForm({ token, email }: { token: string; email: string }): ReactNode {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', password: '' },
    validate: {
      name: (value) => (value.trim() === '' ? 'Your name' : null),
      password: (value) => (value.length < PASSWORD_MIN ? `At least ${PASSWORD_MIN} characters` : null),
    },
  });
  const joining = useJoin((errors) => form.setErrors(errors));
  return (
    <form noValidate onSubmit={form.onSubmit((values) => joining.mutate({ token, ...values }))}>
      <Stack gap="sm">
        <FormError error={joining.error} />
        <TextInput label="E-mail" type="email" autoComplete="username" value={email} readOnly />
        <TextInput
          label="Your name"
          autoComplete="name"
          autoFocus
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <PasswordInput
          label="Password"
          description={`At least ${PASSWORD_MIN} characters`}
          autoComplete="new-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" variant="filled" loading={joining.isPending} mt="xs">
          Create account and join
        </Button>
      </Stack>
    </form>
  );
}

function useJoin(
  onRefused: (errors: Record<string, string>) => void = () => undefined,
): ReturnType<typeof useChange<AcceptBody, void>> {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useChange(
    async (body: AcceptBody) => {
      try {
        const { workspaceId } = await acceptInvitation(body);
        // What was read before is not of this workspace. The link itself is not asked about again: it is used up.
        queryClient.removeQueries({ predicate: ({ queryKey }) => !STAYS.has(String(queryKey[0])) });
        chooseWorkspace(workspaceId);
      } catch (error) {
        onRefused(fieldErrors(error));
        throw error;
      }
      await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await navigate({ to: '/' });
    },
    { showsError: true },
  );
}
