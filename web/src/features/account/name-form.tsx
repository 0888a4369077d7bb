import { Button, Fieldset, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { changeName } from '../../api/account.ts';
import { useChange } from '../../api/mutation.ts';
import { sessionQuery } from '../../api/session.ts';
import { FormError } from '../../ui/form-error.tsx';
import { notifyDone } from '../../ui/notify.tsx';

const NAME_MAX = 200;

/** The name that others see; the address is what one signs in with. */
export function NameForm({ name, email }: { name: string; email: string }): ReactNode {
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { name },
    validate: { name: (value) => (value.trim() === '' ? 'A name for the others to see' : null) },
  });
  const saving = useChange(changeName, {
    showsError: true,
    onSuccess: () => {
      form.resetDirty();
      notifyDone('Your name has been changed.');
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => saving.mutate(values.name.trim()))}>
      <Fieldset legend="You">
        <Stack gap="sm">
          <FormError error={saving.error} />
          <TextInput
            label="Your name"
            autoComplete="name"
            maxLength={NAME_MAX}
            {...form.getInputProps('name')}
          />
          <TextInput label="E-mail" value={email} readOnly autoComplete="username" />
          <Group justify="flex-end">
            <Button type="submit" disabled={!form.isDirty()} loading={saving.isPending}>
              Change name
            </Button>
          </Group>
        </Stack>
      </Fieldset>
    </form>
  );
}
