import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useIntegrationName } from '../../api/integrations.ts';
import { useMergeOrganizations, useSplitOrganization } from '../../api/organizations.ts';
import type { Organization } from '../../api/types.ts';
import { mayDiscard } from '../../ui/confirm.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { notifyUndo } from '../../ui/notify.tsx';

type Props = { organization: Organization; close: () => void };

/** Makes an organization of some companies of another. */
export function SplitDialog({ organization, close }: Props): ReactNode {
  const { id, name: whole, companies } = organization;
  const nameOf = useIntegrationName();
  const split = useSplitOrganization();
  const merge = useMergeOrganizations();
  const form = useForm({
    initialValues: { name: '', companyIds: [] as string[] },
    validate: {
      name: (value) => (value.trim() === '' ? 'A name to know it by' : null),
      companyIds: (value) =>
        value.length === 0
          ? 'At least one company'
          : value.length === companies.length
            ? `One company has to stay with ${whole}`
            : null,
    },
  });
  const submit = ({ name, companyIds }: typeof form.values): void =>
    split.mutate(
      { id, name: name.trim(), companyIds },
      {
        onSuccess: (made) => {
          notifyUndo(`Split ${made.name} off ${whole}.`, () => merge.mutate({ ids: [made.id], into: id }));
          close();
        },
      },
    );
  const leave = async (): Promise<void> => {
    if (await mayDiscard(form.isDirty())) close();
  };
  return (
    <Modal opened onClose={() => void leave()} title={`Split ${whole}`}>
      <form noValidate onSubmit={form.onSubmit(submit)}>
        <Stack>
          <FormError error={split.error} />
          <TextInput label="New organization" data-autofocus {...form.getInputProps('name')} />
          <Checkbox.Group label="Companies that go to it" {...form.getInputProps('companyIds')}>
            <Stack gap={6} mt={6}>
              {companies.map((company) => (
                <Checkbox
                  key={company.id}
                  value={company.id}
                  label={company.name}
                  description={nameOf(company.integrationId)}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <Text size="sm" c="dimmed">
            Their lines go along, with mappings and decisions. Nothing changes in the PSA.
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button onClick={() => void leave()}>Cancel</Button>
            <Button type="submit" variant="filled" loading={split.isPending}>
              Split
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
