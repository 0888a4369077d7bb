import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useIntegrationName } from '../../api/integrations.ts';
import { organizationPages, useOrganizations, useRemoveOrganization } from '../../api/organizations.ts';
import { useMay } from '../../api/session.ts';
import { useTableView } from '../../api/table-views.ts';
import type { Organization } from '../../api/types.ts';
import { confirm } from '../../ui/confirm.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatQuantity } from '../../ui/format.ts';
import { notifyDone } from '../../ui/notify.tsx';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { TableTools } from '../../ui/table-tools.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';

type TabProps = { q: string | undefined; onOpen: (organization: Organization) => void };

/** Every client with its companies and what is billed to it. */
export function OrganizationsTab({ q, onOpen }: TabProps): ReactNode {
  const list = useOrganizations({ q });
  const nameOf = useIntegrationName();
  const mayWork = useMay('work');
  const [renaming, setRenaming] = useState<Organization | null>(null);
  const [splitting, setSplitting] = useState<Organization | null>(null);
  const [merging, setMerging] = useState<readonly Organization[]>([]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(
    () => organizationColumns(nameOf, mayWork ? { onRename: setRenaming, onSplit: setSplitting } : undefined),
    [nameOf, mayWork],
  );
  const view = useTableView('organizations');
  const file = {
    name: 'tieout-organizations',
    pages: (signal: AbortSignal) => organizationPages({ q }, signal),
  };
  const chosen = list.rows.filter(({ id }) => selected.has(id));
  return (
    <>
      <SelectionBar count={chosen.length} onClear={() => setSelected(new Set())}>
        <Button variant="filled" disabled={chosen.length < 2} onClick={() => setMerging(chosen)}>
          Merge…
        </Button>
      </SelectionBar>
      <Group justify="flex-end">
        <TableTools columns={columns} view={view} file={file} />
      </Group>
      <DataTable
        label="Organizations"
        list={list}
        columns={columns}
        view={view}
        getRowId={(organization) => organization.id}
        onOpen={onOpen}
        {...(mayWork ? { selection: { selected, onChange: setSelected } } : {})}
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
      {splitting === null ? null : <SplitDialog organization={splitting} close={() => setSplitting(null)} />}
      {merging.length === 0 ? null : (
        <MergeDialog
          organizations={merging}
          close={() => setMerging([])}
          onMerged={() => {
            setMerging([]);
            setSelected(new Set());
          }}
        />
      )}
    </>
  );
}

type Acts = { onRename: (organization: Organization) => void; onSplit: (organization: Organization) => void };

function organizationColumns(
  nameOf: (integrationId: string) => string,
  acts: Acts | undefined,
): DataTableColumn<Organization>[] {
  return [
    {
      id: 'name',
      header: 'Organization',
      minWidth: 180,
      cell: ({ name }) => <span className="t-strong">{name}</span>,
      csv: [{ header: 'Organization', value: ({ name }) => name }],
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
      csv: [
        {
          header: 'Companies',
          value: ({ companies }) =>
            companies.map(({ name, integrationId }) => `${name} (${nameOf(integrationId)})`).join('; '),
        },
      ],
    },
    {
      id: 'agreements',
      header: 'Agreements',
      width: 110,
      isNumeric: true,
      cell: (row) => formatQuantity(row.agreements),
      csv: [{ header: 'Agreements', value: ({ agreements }) => agreements }],
    },
    {
      id: 'lineItems',
      header: 'Line items',
      width: 100,
      isNumeric: true,
      cell: (row) => formatQuantity(row.lineItems),
      csv: [{ header: 'Line items', value: ({ lineItems }) => lineItems }],
    },
    ...(acts === undefined
      ? []
      : [
          {
            id: 'actions',
            header: 'Actions',
            width: 76,
            isNumeric: true,
            cell: (organization: Organization) => (
              <OrganizationMenu organization={organization} acts={acts} />
            ),
          },
        ]),
  ];
}

type MenuProps = { organization: Organization; acts: Acts };

function OrganizationMenu({ organization, acts }: MenuProps): ReactNode {
  const { name, companies } = organization;
  const remove = useRemoveOrganization();
  const ask = async (): Promise<void> => {
    const isSure = await confirm({
      title: `Remove ${name}?`,
      text: 'Nothing is linked to it. What was found for it earlier stays. Nothing changes in the PSA.',
      confirm: 'Remove',
      isDestructive: true,
    });
    if (isSure) {
      remove.mutate(organization.id, {
        onSuccess: () => notifyDone(`${name} has been removed.`),
      });
    }
  };
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={`More for ${name}`}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => acts.onRename(organization)}>Rename…</Menu.Item>
        <Menu.Item disabled={companies.length < 2} onClick={() => acts.onSplit(organization)}>
          Split…
        </Menu.Item>
        <Menu.Item disabled={companies.length > 0} onClick={() => void ask()}>
          Remove…
        </Menu.Item>
        {companies.length === 0 ? null : <Menu.Label>To remove it, unlink its companies first.</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
