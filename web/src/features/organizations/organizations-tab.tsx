import { ActionIcon, Menu, Text } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useIntegrationName } from '../../api/integrations.ts';
import { useOrganizations, useRemoveOrganization } from '../../api/organizations.ts';
import type { Organization } from '../../api/types.ts';
import { confirm } from '../../ui/confirm.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatQuantity } from '../../ui/format.ts';
import { notifyDone } from '../../ui/notify.tsx';
import { RenameDialog } from './rename-dialog.tsx';

/** Every client with its companies and what is billed to it. */
export function OrganizationsTab({ q }: { q: string | undefined }): ReactNode {
  const list = useOrganizations({ q });
  const nameOf = useIntegrationName();
  const [renaming, setRenaming] = useState<Organization | null>(null);
  const columns = useMemo(() => organizationColumns(nameOf, setRenaming), [nameOf]);
  return (
    <>
      <DataTable
        label="Organizations"
        list={list}
        columns={columns}
        getRowId={(organization) => organization.id}
        onOpen={setRenaming}
        empty={
          q === undefined ? (
            <EmptyState title="No organizations yet">
              They come with your PSA: connect it under Integrations and sync.
            </EmptyState>
          ) : (
            <EmptyState title="No organization matches">Change the search.</EmptyState>
          )
        }
      />
      {renaming === null ? null : <RenameDialog organization={renaming} close={() => setRenaming(null)} />}
    </>
  );
}

function organizationColumns(
  nameOf: (integrationId: string) => string,
  onRename: (organization: Organization) => void,
): DataTableColumn<Organization>[] {
  return [
    {
      id: 'name',
      header: 'Organization',
      minWidth: 180,
      cell: ({ name }) => <span className="t-strong">{name}</span>,
    },
    {
      id: 'companies',
      header: 'Companies',
      minWidth: 260,
      cell: ({ companies }) =>
        companies.length === 0 ? (
          <span className="t-dim">None linked</span>
        ) : (
          companies.map((company) => (
            <Text key={company.id} size="sm" component="div">
              {company.name} <span className="t-dim">{nameOf(company.integrationId)}</span>
            </Text>
          ))
        ),
    },
    {
      id: 'agreements',
      header: 'Agreements',
      width: 110,
      isNumeric: true,
      cell: (row) => formatQuantity(row.agreements),
    },
    {
      id: 'lineItems',
      header: 'Line items',
      width: 100,
      isNumeric: true,
      cell: (row) => formatQuantity(row.lineItems),
    },
    {
      id: 'actions',
      header: 'Actions',
      width: 76,
      cell: (organization) => (
        <OrganizationMenu organization={organization} onRename={() => onRename(organization)} />
      ),
    },
  ];
}

function OrganizationMenu({
  organization,
  onRename,
}: {
  organization: Organization;
  onRename: () => void;
}): ReactNode {
  const remove = useRemoveOrganization();
  const ask = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Remove ${organization.name}?`,
      text: 'Its companies become unlinked, and its lines are no longer compared. Nothing changes in the PSA.',
      confirm: 'Remove',
      isDestructive: true,
    });
    if (isSure) {
      remove.mutate(organization.id, {
        onSuccess: () => notifyDone(`${organization.name} has been removed.`),
      });
    }
  };
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={`More for ${organization.name}`}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onRename}>Rename…</Menu.Item>
        <Menu.Item onClick={() => void ask()}>Remove…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
