import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { mayDiscard } from '../../ui/confirm.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { useInvite } from './members.ts';
import { RoleSelect } from './role-select.tsx';
import type { Role } from './role-words.ts';
import { ShownOnce } from './shown-once.tsx';

type InviteValues = { email: string; role: Role };

/** Invites someone, and shows the link to send them, which happens only once. */
export function InviteDialog({ close }: { close: () => void }): ReactNode {
  const invite = useInvite();
  const isMade = invite.data !== undefined;
  const form = useForm<InviteValues>({
    initialValues: { email: '', role: 'biller' },
    validate: { email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : 'An e-mail address') },
  });
  const leave = async (): Promise<void> => {
    if (isMade || (await mayDiscard(form.isDirty()))) close();
  };
  return (
    <Modal
      opened
      onClose={() => void leave()}
      title="Invite someone"
      // What is shown only once is left by its button, not by a slip.
      closeOnClickOutside={!isMade}
      closeOnEscape={!isMade}
    >
      {invite.data === undefined ? (
        <InviteForm invite={invite} form={form} leave={() => void leave()} />
      ) : (
        <ShownOnce label="The link" value={`${window.location.origin}${invite.data.path}`} close={close}>
          Send this link to {invite.data.invitation.email}. It works once and for a week, and is shown only
          now.
        </ShownOnce>
      )}
    </Modal>
  );
}

type InviteFormProps = {
  invite: ReturnType<typeof useInvite>;
  form: UseFormReturnType<InviteValues>;
  leave: () => void;
};

function InviteForm({ invite, form, leave }: InviteFormProps): ReactNode {
  const save = ({ email, role }: InviteValues): void =>
    invite.mutate(
      { email: email.trim(), role },
      { onError: (error) => form.setErrors(fieldErrors(error, (path) => path)) },
    );
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <Stack gap="sm">
        <FormError error={invite.error} />
        <TextInput data-autofocus label="E-mail" type="email" {...form.getInputProps('email')} />
        <RoleSelect {...form.getInputProps('role')} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={leave}>Cancel</Button>
          <Button type="submit" variant="filled" loading={invite.isPending}>
            Make the link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
