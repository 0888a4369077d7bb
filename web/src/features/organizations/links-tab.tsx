import { Button, Group, SegmentedControl } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { type CompanyFilter, companyPages, useCompanies } from '../../api/companies.ts';
import { useIntegrationName } from '../../api/integrations.ts';
import { useMay } from '../../api/session.ts';
import { useTableView } from '../../api/table-views.ts';
import type { Company } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { TableTools } from '../../ui/table-tools.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { type CompanyActions, useCompanyActions } from './use-company-actions.ts';

type LinksTabProps = {
  q: string | undefined;
  integrationId: string | undefined;
  isIgnored: boolean;
  onIgnoredChange: (isIgnored: boolean) => void;
};

/** Every company that is linked, or ignored; each decision can be taken back. */
export function LinksTab({ q, integrationId, isIgnored, onIgnoredChange }: LinksTabProps): ReactNode {
  const filter: CompanyFilter = { state: isIgnored ? ['ignored'] : ['linked'], q, integrationId };
  const list = useCompanies(filter);
  const view = useTableView('links');
  const file = {
    name: isIgnored ? 'tieout-ignored-companies' : 'tieout-linked-companies',
    pages: (signal: AbortSignal) => companyPages(filter, signal),
  };
  const nameOf = useIntegrationName();
  const actions = useCompanyActions();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [moving, setMoving] = useState<Company | null>(null);
  const mayWork = useMay('work');
  const columns = useMemo(
    () => linkColumns(nameOf, actions, isIgnored).filter(({ id }) => mayWork || id !== 'actions'),
    [nameOf, actions, isIgnored, mayWork],
  );
  const takeBack = isIgnored ? actions.restore : actions.unlink;
  const chosen = list.rows.filter(({ id }) => selected.has(id));
  return (
    <>
      <Group justify="space-between" mb="sm">
        <SegmentedControl
          aria-label="Which companies"
          data={[
            { value: 'linked', label: 'Linked' },
            { value: 'ignored', label: 'Ignored' },
          ]}
          value={isIgnored ? 'ignored' : 'linked'}
          onChange={(value) => onIgnoredChange(value === 'ignored')}
        />
        <TableTools columns={columns} view={view} file={file} />
      </Group>
      <SelectionBar count={chosen.length} onClear={() => setSelected(new Set())}>
        <Button
          disabled={actions.isBusy}
          onClick={() => {
            takeBack(chosen);
            setSelected(new Set());
          }}
        >
          {isIgnored ? 'Restore' : 'Unlink'}
        </Button>
      </SelectionBar>
      <DataTable
        label={isIgnored ? 'Ignored companies' : 'Linked companies'}
        list={list}
        columns={columns}
        view={view}
        getRowId={(company) => company.id}
        {...(mayWork ? { selection: { selected, onChange: setSelected }, onOpen: setMoving } : {})}
        empty={
          <EmptyState title={isIgnored ? 'No company is ignored' : 'No company is linked'}>
            {isIgnored
              ? 'Ignore a company that is no client, such as your own.'
              : 'Sync an integration, then link its companies.'}
          </EmptyState>
        }
      />
      {moving === null ? null : (
        <LinkDialog
          companies={[moving]}
          close={() => setMoving(null)}
          onLink={(id, name) => actions.link([moving], id, name)}
        />
      )}
    </>
  );
}

function linkColumns(
  nameOf: (integrationId: string) => string,
  actions: CompanyActions,
  isIgnored: boolean,
): DataTableColumn<Company>[] {
  const takeBack = isIgnored ? actions.restore : actions.unlink;
  const verb = isIgnored ? 'Restore' : 'Unlink';
  return [
    {
      id: 'company',
      header: 'Company',
      minWidth: 180,
      cell: ({ name }) => <span className="t-strong">{name}</span>,
      csv: [{ header: 'Company', value: ({ name }) => name }],
    },
    {
      id: 'integration',
      header: 'Integration',
      width: 150,
      cell: (company) => nameOf(company.integrationId),
      csv: [{ header: 'Integration', value: (company) => nameOf(company.integrationId) }],
    },
    {
      id: 'organization',
      header: 'Organization',
      minWidth: 180,
      cell: (company) => company.organizationName ?? '—',
      csv: [{ header: 'Organization', value: (company) => company.organizationName }],
    },
    {
      id: 'linkedBy',
      header: 'Linked by',
      width: 130,
      cell: ({ linkedBy }) => <span className="t-muted">{linkedByWords(linkedBy)}</span>,
      csv: [{ header: 'Linked by', value: ({ linkedBy }) => linkedByWords(linkedBy) }],
    },
    {
      id: 'actions',
      header: 'Actions',
      width: 110,
      isNumeric: true,
      cell: (company) => (
        <Button
          aria-label={`${verb} ${company.name}`}
          disabled={actions.isBusy}
          onClick={() => takeBack([company])}
        >
          {verb}
        </Button>
      ),
    },
  ];
}

function linkedByWords(linkedBy: Company['linkedBy']): string {
  return linkedBy === null ? '—' : linkedBy === 'automatic' ? 'Automatically' : 'A person';
}
