import { Button, Code, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { mayDiscard } from '../../ui/confirm.tsx';
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
  const isMade = make.data !== undefined;
  const form = useForm<NewKeyValues>({
    initialValues: { name: '', role: 'viewer', days: '365' },
    validate: { name: (value) => (value.trim() === '' ? 'A name to know it by' : null) },
  });
  const leave = async (): Promise<void> => {
    if (isMade || (await mayDiscard(form.isDirty()))) close();
  };
  return (
    <Modal
      opened
      onClose={() => void leave()}
      title="Make a key"
      // What is shown only once is left by its button, not by a slip.
      closeOnClickOutside={!isMade}
      closeOnEscape={!isMade}
    >
      {make.data === undefined ? (
        <NewKeyForm make={make} form={form} leave={() => void leave()} />
      ) : (
        <ShownOnce label="The new key" value={make.data.key} close={close}>
          Copy the key now: it is shown this once and kept only as a hash. Send it as{' '}
          <Code>Authorization: Bearer …</Code>
        </ShownOnce>
      )}
    </Modal>
  );
}

type NewKeyFormProps = {
  make: ReturnType<typeof useMakeApiKey>;
  form: UseFormReturnType<NewKeyValues>;
  leave: () => void;
};

function NewKeyForm({ make, form, leave }: NewKeyFormProps): ReactNode {
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
          <Button onClick={leave}>Cancel</Button>
          <Button type="submit" variant="filled" loading={make.isPending}>
            Make a key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
