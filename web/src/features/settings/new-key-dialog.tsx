import { Button, Code, CopyButton, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { useRole } from '../../api/session.ts';
import { FormError } from '../../ui/form-error.tsx';
import { useMakeApiKey } from './api-keys.ts';
import { ROLE_WORDS, ROLES, type Role } from './role-words.ts';

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
        <MadeKey value={make.data.key} close={close} />
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
  const own = useRole();
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
  const giveable = ROLES.filter((role) => own === undefined || ROLES.indexOf(role) >= ROLES.indexOf(own));
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
        <Select
          label="Role"
          description={ROLE_WORDS[form.values.role].may}
          allowDeselect={false}
          data={giveable.map((role) => ({ value: role, label: ROLE_WORDS[role].name }))}
          {...form.getInputProps('role')}
        />
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

function MadeKey({ value, close }: { value: string; close: () => void }): ReactNode {
  return (
    <Stack gap="sm">
      <Text size="sm">
        Copy the key now: it is shown this once and kept only as a hash. Send it as{' '}
        <Code>Authorization: Bearer …</Code>
      </Text>
      <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }} aria-label="The new key">
        {value}
      </Code>
      <Group justify="flex-end" gap="xs">
        <CopyButton value={value}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
        </CopyButton>
        <Button variant="filled" onClick={close}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
