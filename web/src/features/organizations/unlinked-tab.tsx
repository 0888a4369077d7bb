import { Anchor, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Link2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { type CompanyFilter, companyPages, useCompanies } from '../../api/companies.ts';
import { countedIntegrationsQuery, useIntegrationName } from '../../api/integrations.ts';
import { useMay } from '../../api/session.ts';
import { useTableView } from '../../api/table-views.ts';
import type { Company } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { TableTools } from '../../ui/table-tools.tsx';
import { AcceptAbove } from './accept-above.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { bestSuggestion } from './suggestions.ts';
import { unlinkedColumns } from './unlinked-columns.tsx';
import { useCompanyActions } from './use-company-actions.ts';

const STATES = ['unlinked'] as const;

/** Companies that belong to nobody yet: what they hold counts for no one until they are linked or ignored. */
export function UnlinkedTab({
  q,
  integrationId,
}: {
  q: string | undefined;
  integrationId: string | undefined;
}): ReactNode {
  const filter: CompanyFilter = { state: STATES, q, integrationId };
  const list = useCompanies(filter);
  const view = useTableView('unlinked');
  const file = {
    name: 'tieout-unlinked-companies',
    pages: (signal: AbortSignal) => companyPages(filter, signal),
  };
  const nameOf = useIntegrationName();
  const mayWork = useMay('work');
  const actions = useCompanyActions();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [linking, setLinking] = useState<readonly Company[]>([]);
  const columns = useMemo(
    () =>
      unlinkedColumns({
        nameOf,
        actions: mayWork ? actions : undefined,
        onLinkTo: (company) => setLinking([company]),
      }),
    [nameOf, actions, mayWork],
  );
  const chosen = list.rows.filter(({ id }) => selected.has(id));
  const suggested = chosen.filter((company) => bestSuggestion(company) !== undefined);
  const then = (act: () => void): void => {
    act();
    setSelected(new Set());
  };
  return (
    <>
      <Group mb="sm">
        {mayWork && list.rows.length > 0 ? <AcceptAbove filter={filter} actions={actions} /> : null}
        <div style={{ marginInlineStart: 'auto' }}>
          <TableTools columns={columns} view={view} file={file} />
        </div>
      </Group>
      <SelectionBar count={chosen.length} onClear={() => setSelected(new Set())}>
        <Button
          variant="filled"
          disabled={suggested.length === 0 || actions.isBusy}
          onClick={() => then(() => actions.accept(chosen))}
        >
          Accept {suggested.length} suggested
        </Button>
        <Button
          disabled={suggested.length === 0 || actions.isBusy}
          onClick={() => then(() => actions.reject(suggested))}
        >
          Reject {suggested.length}
        </Button>
        <Button onClick={() => setLinking(chosen)}>Link to…</Button>
        <Button disabled={actions.isBusy} onClick={() => then(() => actions.linkToNew(chosen))}>
          New organization each
        </Button>
        <Button disabled={actions.isBusy} onClick={() => then(() => actions.ignore(chosen))}>
          Ignore
        </Button>
      </SelectionBar>
      <DataTable
        label="Unlinked companies"
        list={list}
        columns={columns}
        view={view}
        getRowId={(company) => company.id}
        {...(mayWork
          ? {
              selection: { selected, onChange: setSelected },
              onOpen: (company: Company) => setLinking([company]),
              rowKeys: { i: (company: Company) => actions.ignore([company]) },
            }
          : {})}
        empty={<NothingUnlinked isFiltered={q !== undefined || integrationId !== undefined} />}
      />
      {linking.length === 0 ? null : (
        <LinkDialog
          companies={linking}
          close={() => setLinking([])}
          onLink={(id, name) => then(() => actions.link(linking, id, name))}
        />
      )}
    </>
  );
}

function NothingUnlinked({ isFiltered }: { isFiltered: boolean }): ReactNode {
  const { data: integrations = [] } = useQuery(countedIntegrationsQuery);
  if (isFiltered) {
    return <EmptyState title="No unlinked company matches">Change the search or the filter.</EmptyState>;
  }
  if (integrations.every(({ counts }) => counts.companies === 0)) {
    return (
      <EmptyState
        title="No companies yet"
        action={
          <Anchor component={Link} to="/integrations" size="sm">
            Go to integrations
          </Anchor>
        }
      >
        They come with the first sync of an integration.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Link2}
      title="Every company is linked or ignored"
      action={
        <Anchor component={Link} to="/billing/reconciliation/unmapped" size="sm">
          Go on to unmapped lines
        </Anchor>
      }
    >
      New companies appear here after a sync.
    </EmptyState>
  );
}
