import { Button, Group } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ListChecks } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useIntegrationName } from '../../api/integrations.ts';
import { useAllOrganizations } from '../../api/organizations.ts';
import { useMay } from '../../api/session.ts';
import { useTableView } from '../../api/table-views.ts';
import type { Rule } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { TableTools } from '../../ui/table-tools.tsx';
import { rulePages, useRules } from './api.ts';
import { ExportButton } from './export-button.tsx';
import { ImportButton } from './import-button.tsx';
import { RemoveRule } from './remove-rule.tsx';
import { ruleColumns } from './rule-columns.tsx';
import { RuleDialog } from './rule-dialog.tsx';

const NEW = 'new';

const FILE = { name: 'tieout-rules', pages: rulePages };

/** One mapping for a product, now and for lines to come. */
export function RulesPage(): ReactNode {
  const { open } = useSearch({ from: '/shell/rules' });
  const navigate = useNavigate({ from: '/rules' });
  const show = (id: string | undefined): void =>
    void navigate({ search: id === undefined ? {} : { open: id } });
  const mayWork = useMay('work');
  const list = useRules();
  const view = useTableView('rules');
  const opened = list.rows.find(({ id }) => id === open);
  const [removing, setRemoving] = useState<Rule | null>(null);
  const columns = useColumns(
    list.rows,
    mayWork ? { edit: ({ id }) => show(id), remove: setRemoving } : undefined,
  );
  const make = mayWork ? (
    <Button variant="filled" onClick={() => show(NEW)}>
      Make a rule
    </Button>
  ) : null;
  return (
    <Page
      title="Rules"
      description="One mapping for a product, now and for lines to come. The first rule about a line maps it."
      actions={
        <>
          {list.rows.length === 0 ? null : <ExportButton />}
          {mayWork ? <ImportButton /> : null}
          {make}
        </>
      }
    >
      <Group justify="flex-end">
        <TableTools columns={columns} view={view} file={FILE} />
      </Group>
      <DataTable
        label="Rules"
        list={list}
        columns={columns}
        view={view}
        getRowId={({ id }) => id}
        onOpen={mayWork ? ({ id }) => show(id) : undefined}
        currentId={open ?? null}
        empty={
          <EmptyState icon={ListChecks} title="No rules yet">
            {mayWork
              ? 'Make one for a product that many clients have, and its lines are mapped at once.'
              : 'Who may work in this workspace can make them.'}
          </EmptyState>
        }
      />
      {mayWork && (open === NEW || opened !== undefined) ? (
        <RuleDialog key={open} rule={opened ?? null} close={() => show(undefined)} />
      ) : null}
      {removing === null ? null : <RemoveRule rule={removing} close={() => setRemoving(null)} />}
    </Page>
  );
}

function useColumns(rows: readonly Rule[], actions: Parameters<typeof ruleColumns>[0]['actions']) {
  const integrationName = useIntegrationName();
  const organizations = useAllOrganizations();
  return useMemo(() => {
    const names = new Map(organizations.map(({ id, name }) => [id, name]));
    const places = new Map(rows.map(({ id }, at) => [id, at + 1]));
    return ruleColumns({
      integrationName,
      organizationName: (id) => names.get(id),
      placeOf: ({ id }) => places.get(id) ?? 0,
      actions,
    });
  }, [rows, organizations, integrationName, actions]);
}
