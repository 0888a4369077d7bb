import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { FormError } from '../../ui/form-error.tsx';
import { useInvite } from './members.ts';
import { RoleSelect } from './role-select.tsx';
import type { Role } from './role-words.ts';
import { ShownOnce } from './shown-once.tsx';

/** Invites someone, and shows the link to send them, which happens only once. */
export function InviteDialog({ close }: { close: () => void }): ReactNode {
  const invite = useInvite();
  return (
    <Modal opened onClose={close} title="Invite someone" closeOnClickOutside={invite.data === undefined}>
      {invite.data === undefined ? (
        <InviteForm invite={invite} close={close} />
      ) : (
        <ShownOnce label="The link" value={`${window.location.origin}${invite.data.path}`} close={close}>
          Send this link to {invite.data.invitation.email}. It works once and for a week, and is shown only
          now.
        </ShownOnce>
      )}
    </Modal>
  );
}

type InviteFormProps = { invite: ReturnType<typeof useInvite>; close: () => void };

function InviteForm({ invite, close }: InviteFormProps): ReactNode {
  const form = useForm<{ email: string; role: Role }>({
    initialValues: { email: '', role: 'biller' },
    validate: { email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : 'An e-mail address') },
  });
  const save = ({ email, role }: { email: string; role: Role }): void =>
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
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="filled" loading={invite.isPending}>
            Make the link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
