import { Button, Checkbox, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { useChange } from '../../api/mutation.ts';
import { sessionQuery, setUp } from '../../api/session.ts';
import type { SetupBody } from '../../api/types.ts';
import { FormError } from '../../ui/form-error.tsx';
import { FrontPage } from '../../ui/front-page.tsx';

const PASSWORD_MIN = 12;

/** A new instance: the first person becomes its owner. The code from the terminal proves that it is theirs. */
export function WelcomePage(): ReactNode {
  const { code } = useSearch({ from: '/welcome' });
  const form = useForm<Required<SetupBody>>({
    mode: 'uncontrolled',
    initialValues: {
      code: code ?? '',
      name: '',
      email: '',
      password: '',
      workspaceName: '',
      withDemo: false,
    },
    validate: {
      code: (value) => (value.trim() === '' ? 'The code printed in the terminal' : null),
      name: (value) => (value.trim() === '' ? 'Your name' : null),
      email: (value) => (value.includes('@') ? null : 'Your e-mail address'),
      password: (value) => (value.length < PASSWORD_MIN ? `At least ${PASSWORD_MIN} characters` : null),
      workspaceName: (value) => (value.trim() === '' ? 'The name of your company' : null),
    },
  });
  const creating = useCreateOwner((errors) => form.setErrors(errors));
  return (
    <FrontPage
      title="Welcome"
      description="Make the first account. It owns this instance and its first workspace."
    >
      <form noValidate onSubmit={form.onSubmit((values) => creating.mutate(values))}>
        <Stack gap="sm">
          <FormError error={creating.error} />
          <TextInput
            label="Set-up code"
            description="Printed in the terminal where Tieout was started"
            autoComplete="off"
            autoFocus={code === undefined}
            key={form.key('code')}
            {...form.getInputProps('code')}
          />
          <TextInput
            label="Your name"
            autoComplete="name"
            autoFocus={code !== undefined}
            key={form.key('name')}
            {...form.getInputProps('name')}
          />
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            key={form.key('email')}
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label="Password"
            description={`At least ${PASSWORD_MIN} characters`}
            autoComplete="new-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <TextInput
            label="Company"
            description="The name of your workspace"
            autoComplete="organization"
            key={form.key('workspaceName')}
            {...form.getInputProps('workspaceName')}
          />
          <Checkbox
            label="Fill it with the demo"
            description="A made-up provider with HaloPSA, NinjaOne and Microsoft 365, and billing errors to find"
            key={form.key('withDemo')}
            {...form.getInputProps('withDemo', { type: 'checkbox' })}
          />
          <Button type="submit" variant="filled" loading={creating.isPending} mt="xs">
            Create account
          </Button>
        </Stack>
      </form>
    </FrontPage>
  );
}

function useCreateOwner(
  onRefused: (errors: Record<string, string>) => void,
): ReturnType<typeof useChange<SetupBody, void>> {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useChange(
    async (body: SetupBody) => {
      try {
        await setUp({ ...body, code: body.code.trim() });
      } catch (error) {
        onRefused(fieldErrors(error));
        throw error;
      }
      await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await navigate({ to: '/setup' });
    },
    { showsError: true },
  );
}
