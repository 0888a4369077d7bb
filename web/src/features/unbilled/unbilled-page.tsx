import { Anchor, Group, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useIntegrationName } from '../../api/integrations.ts';
import { useLineItemCounts } from '../../api/line-item-counts.ts';
import { useTableView } from '../../api/table-views.ts';
import type { UnbilledGroup } from '../../api/types.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatMoneys, plural } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TableTools } from '../../ui/table-tools.tsx';
import { IntegrationFilter } from '../integrations/integration-filter.tsx';
import { type UnbilledList, unbilledPages, useUnbilled } from './api.ts';
import { unbilledColumns } from './columns.tsx';
import { dialogTitle, GroupDialog } from './group-dialog.tsx';
import { groupKey } from './group-key.ts';
import type { UnbilledSearch } from './unbilled-search.ts';

/** Inventory that nobody bills, with the money it is usually worth. */
export function UnbilledPage(): ReactNode {
  const search = useSearch({ from: '/shell/unbilled' });
  const change = useChangeSearch();
  const list = useUnbilled(search);
  const nameOf = useIntegrationName();
  const columns = useMemo(() => unbilledColumns(nameOf), [nameOf]);
  const view = useTableView('unbilled');
  const file = {
    name: search.part === undefined ? 'tieout-unbilled' : 'tieout-billed-more-than-once',
    pages: (signal: AbortSignal) => unbilledPages(search, signal),
  };
  const open = list.rows.find((group) => groupKey(group) === search.open);
  return (
    <Page
      title="Unbilled"
      description="What your clients have that no line of theirs counts, valued at what you usually ask for it."
    >
      <Group justify="space-between" gap="sm">
        <Filters search={search} change={change} />
        <TableTools columns={columns} view={view} file={file} />
      </Group>
      <Stack gap="xs">
        <Summary list={list} part={search.part} />
        <DataTable
          label={search.part === undefined ? 'Unbilled inventory' : 'Inventory billed more than once'}
          list={list}
          columns={columns}
          view={view}
          getRowId={groupKey}
          onOpen={(group: UnbilledGroup) => change({ open: groupKey(group) })}
          currentId={search.open ?? null}
          empty={<Empty list={list} search={search} />}
        />
      </Stack>
      {open === undefined ? null : (
        <GroupDialog group={open} title={dialogTitle(open)} close={() => change({ open: undefined })} />
      )}
    </Page>
  );
}

type Change = (part: { [Key in keyof UnbilledSearch]?: UnbilledSearch[Key] | undefined }) => void;

function useChangeSearch(): Change {
  const navigate = useNavigate({ from: '/unbilled' });
  return (part) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined),
        ) as UnbilledSearch,
      replace: part.open === undefined,
    });
}

function Filters({ search, change }: { search: UnbilledSearch; change: Change }): ReactNode {
  return (
    <Group gap="sm">
      <SegmentedControl
        aria-label="What is shown"
        data={[
          { value: 'unbilled', label: 'Unbilled' },
          { value: 'twice', label: 'Billed more than once' },
        ]}
        value={search.part === undefined ? 'unbilled' : 'twice'}
        onChange={(value) => change({ part: value === 'twice' ? 'billed_more_than_once' : undefined })}
      />
      <SearchInput
        label="Search organization or kind"
        width={240}
        value={search.q}
        onChange={(q) => change({ q })}
      />
      <IntegrationFilter
        value={search.integrationId}
        onChange={(integrationId) => change({ integrationId })}
      />
      {search.part === undefined ? (
        <Switch
          size="xs"
          label="Also what you sell nothing like"
          checked={search.all === true}
          onChange={({ currentTarget: { checked } }) => change({ all: checked ? true : undefined })}
        />
      ) : null}
    </Group>
  );
}

/** The money of the view, and what makes it too much or too little. */
function Summary({
  list: { summary },
  part,
}: {
  list: UnbilledList;
  part: UnbilledSearch['part'];
}): ReactNode {
  const unmapped = useLineItemCounts().data?.unmapped ?? 0;
  if (summary === undefined) {
    return null;
  }
  const organizations = new Set(summary.unknown.map(({ organizationId }) => organizationId)).size;
  return (
    <Group gap="md">
      {summary.monthly.length === 0 ? null : (
        <Text size="sm">
          <strong>{formatMoneys(summary.monthly)}</strong> a month at your usual prices
        </Text>
      )}
      {unmapped === 0 || part !== undefined ? null : (
        <Text size="sm" c="dimmed">
          {plural(unmapped, 'line is', 'lines are')}{' '}
          <Anchor
            inherit
            underline="always"
            renderRoot={(props) => (
              <Link to="/billing/reconciliation/$tab" params={{ tab: 'unmapped' }} {...props} />
            )}
          >
            unmapped
          </Anchor>
          : what they bill is listed here too.
        </Text>
      )}
      {organizations === 0 ? null : (
        <Text size="sm" c="var(--t-under)">
          Not known for {plural(organizations, 'organization')}: a source did not come in or is too old.
        </Text>
      )}
    </Group>
  );
}

function Empty({ list: { summary }, search }: { list: UnbilledList; search: UnbilledSearch }): ReactNode {
  const isUnknown = (summary?.unknown.length ?? 0) > 0;
  const hasMapped = useLineItemCounts().data?.mapped !== 0;
  if (search.q !== undefined || search.integrationId !== undefined) {
    return <EmptyState title="Nothing matches">Change the search or the filter.</EmptyState>;
  }
  if (isUnknown) {
    return (
      <EmptyState title="Nothing is known to be unbilled">
        Some sources did not come in, so this is not the whole of it. See Integrations.
      </EmptyState>
    );
  }
  if (!hasMapped) {
    return (
      <EmptyState title="Not known yet">
        What nobody bills is known once your sources are synced and lines are mapped to them.
      </EmptyState>
    );
  }
  return search.part === undefined ? (
    <EmptyState icon={CircleCheck} title="Nothing is unbilled">
      Of what you sell, every record of your clients is counted by a line or needs none. What you sell nothing
      like is shown by the switch above.
    </EmptyState>
  ) : (
    <EmptyState icon={CircleCheck} title="Nothing is billed more than once">
      No two lines of one product, and no two lines for one licence, count the same record.
    </EmptyState>
  );
}
