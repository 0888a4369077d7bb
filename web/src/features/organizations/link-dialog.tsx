import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useAllOrganizations } from '../../api/organizations.ts';
import type { Company } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';

type LinkDialogProps = {
  companies: readonly Company[];
  close: () => void;
  onLink: (organizationId: string, organizationName: string) => void;
};

const OPTIONS_SHOWN = 100;

/** Picks the organization that companies belong to. */
export function LinkDialog({ companies, close, onLink }: LinkDialogProps): ReactNode {
  const organizations = useAllOrganizations();
  const [chosen, choose] = useState<string | null>(companies[0]?.suggestions[0]?.organizationId ?? null);
  const subject =
    companies.length === 1 ? companies[0]?.name : plural(companies.length, 'company', 'companies');
  const link = (): void => {
    const organization = organizations.find(({ id }) => id === chosen);
    if (organization !== undefined) {
      onLink(organization.id, organization.name);
      close();
    }
  };
  return (
    <Modal opened onClose={close} title={`Link ${subject}`}>
      <Stack>
        <Select
          label="Organization"
          searchable
          data-autofocus
          limit={OPTIONS_SHOWN}
          nothingFoundMessage="No organization of that name"
          data={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={choose}
        />
        <Text size="sm" c="dimmed">
          What these companies hold then counts for this organization.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button onClick={close}>Cancel</Button>
          <Button variant="filled" disabled={chosen === null} onClick={link}>
            Link
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
