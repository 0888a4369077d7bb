import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useRenameOrganization } from '../../api/organizations.ts';
import type { Organization } from '../../api/types.ts';
import { mayDiscard } from '../../ui/confirm.tsx';
import { FormError } from '../../ui/form-error.tsx';

/** Gives an organization another name, here only. */
export function RenameDialog({
  organization,
  close,
}: {
  organization: Organization;
  close: () => void;
}): ReactNode {
  const rename = useRenameOrganization();
  const form = useForm({
    initialValues: { name: organization.name },
    validate: { name: (value) => (value.trim() === '' ? 'A name to know it by' : null) },
  });
  const leave = async (): Promise<void> => {
    if (await mayDiscard(form.isDirty())) close();
  };
  return (
    <Modal opened onClose={() => void leave()} title={`Rename ${organization.name}`}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ name }) =>
          rename.mutate({ id: organization.id, name: name.trim() }, { onSuccess: close }),
        )}
      >
        <Stack>
          <FormError error={rename.error} />
          <TextInput
            label="Name"
            description="Only here; nothing changes in the PSA"
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Group justify="flex-end" gap="xs">
            <Button onClick={() => void leave()}>Cancel</Button>
            <Button type="submit" variant="filled" loading={rename.isPending}>
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
