import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useMergeOrganizations, useUnmergeOrganizations } from '../../api/organizations.ts';
import type { Organization } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { notifyUndo } from '../../ui/notify.tsx';

type Props = { organizations: readonly Organization[]; close: () => void; onMerged: () => void };

/** Makes one client of several: says which stays and what moves to it. */
export function MergeDialog({ organizations, close, onMerged }: Props): ReactNode {
  const [stayingId, setStayingId] = useState(() => largest(organizations)?.id ?? '');
  const merge = useMergeOrganizations();
  const unmerge = useUnmergeOrganizations();
  const staying = organizations.find(({ id }) => id === stayingId);
  const going = organizations.filter(({ id }) => id !== stayingId);
  const companies = going.reduce((sum, one) => sum + one.companies.length, 0);
  const lines = going.reduce((sum, one) => sum + one.lineItems, 0);
  const submit = (): void => {
    const ids = going.map(({ id }) => id);
    merge.mutate(
      { ids, into: stayingId },
      {
        onSuccess: () => {
          notifyUndo(`Merged ${going.map(({ name }) => name).join(', ')} into ${staying?.name}.`, () =>
            unmerge.mutate(ids),
          );
          onMerged();
        },
      },
    );
  };
  return (
    <Modal opened onClose={close} title={`Merge ${plural(organizations.length, 'organization')}`}>
      <Stack>
        <Radio.Group label="Which one stays" value={stayingId} onChange={setStayingId}>
          <Stack gap={6} mt={6}>
            {organizations.map(({ id, name, lineItems }) => (
              <Radio key={id} value={id} label={name} description={plural(lineItems, 'line item')} />
            ))}
          </Stack>
        </Radio.Group>
        <Text size="sm">
          {plural(companies, 'company moves', 'companies move')} to {staying?.name}, with{' '}
          {plural(lines, 'line item')}. Mappings, decisions and what was found before stay. What their sources
          count is added up. Nothing changes in the PSA.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button onClick={close}>Cancel</Button>
          <Button variant="filled" loading={merge.isPending} onClick={submit}>
            Merge
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function largest(organizations: readonly Organization[]): Organization | undefined {
  return organizations.toSorted((a, b) => b.lineItems - a.lineItems)[0];
}
