import { Button, Code, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { FormError } from '../../ui/form-error.tsx';
import { useMakeApiKey } from './api-keys.ts';
import { RoleSelect } from './role-select.tsx';
import type { Role } from './role-words.ts';
import { ShownOnce } from './shown-once.tsx';

const DAY_MS = 86_400_000;
const VALID_DAYS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: 'ever', label: 'Until it is ended' },
];

type NewKeyValues = { name: string; role: Role; days: string };

/** Makes a key and shows it, which happens only once. */
export function NewKeyDialog({ close }: { close: () => void }): ReactNode {
  const make = useMakeApiKey();
  return (
    <Modal opened onClose={close} title="Make an API key" closeOnClickOutside={make.data === undefined}>
      {make.data === undefined ? (
        <NewKeyForm make={make} close={close} />
      ) : (
        <ShownOnce label="The new key" value={make.data.key} close={close}>
          Copy the key now: it is shown this once and kept only as a hash. Send it as{' '}
          <Code>Authorization: Bearer …</Code>
        </ShownOnce>
      )}
    </Modal>
  );
}

function NewKeyForm({
  make,
  close,
}: {
  make: ReturnType<typeof useMakeApiKey>;
  close: () => void;
}): ReactNode {
  const form = useForm<NewKeyValues>({
    initialValues: { name: '', role: 'viewer', days: '365' },
    validate: { name: (value) => (value.trim() === '' ? 'A name to know it by' : null) },
  });
  const save = ({ name, role, days }: NewKeyValues): void => {
    const expiresAt = days === 'ever' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    make.mutate(
      { name: name.trim(), role, expiresAt },
      { onError: (error) => form.setErrors(fieldErrors(error, (path) => path)) },
    );
  };
  return (
    <form noValidate onSubmit={form.onSubmit(save)}>
      <Stack gap="sm">
        <FormError error={make.error} />
        <TextInput
          data-autofocus
          label="Name"
          description="What will use it"
          {...form.getInputProps('name')}
        />
        <RoleSelect {...form.getInputProps('role')} />
        <Select label="Valid for" allowDeselect={false} data={VALID_DAYS} {...form.getInputProps('days')} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="filled" loading={make.isPending}>
            Make key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
