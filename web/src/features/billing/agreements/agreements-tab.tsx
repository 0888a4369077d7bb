import { Button, Group } from '@mantine/core';
import { ChevronsDownUp, ChevronsUpDown, FileText } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { List } from '../../../api/list.ts';
import { useTableView } from '../../../api/table-views.ts';
import type { LineItem } from '../../../api/types.ts';
import { TableTools } from '../../../ui/table-tools.tsx';
import { agreementPages, useAgreements, useDeletedLines } from '../api/line-items.ts';
import type { BillingSearch } from '../billing-search.ts';
import { LinesTab } from '../lines/lines-tab.tsx';
import { ListEmpty } from '../list-empty.tsx';
import { TabToolbar } from '../tab-toolbar.tsx';
import { useBillingSearch } from '../use-billing-search.ts';
import { BranchHeading } from './branch-heading.tsx';
import { AGREEMENT_COLUMNS } from './columns.tsx';
import { type TreeRow, treeFilePages, treeRows } from './tree.ts';
import { type UseExpansion, useExpansion } from './use-expansion.ts';

/** Every agreement and line as a tree. */
export function AgreementsTab(): ReactNode {
  const expansion = useExpansion();
  const { search } = useBillingSearch();
  const deleted = useDeletedLines(search);
  const list = useTree(expansion, search, deleted);
  const view = useTableView('agreements');
  const file = {
    name: 'tieout-agreements',
    pages: (signal: AbortSignal) => treeFilePages(agreementPages(search, signal), deleted),
  };
  return (
    <>
      <TabToolbar
        inactiveLabel="Show deleted"
        tools={<TableTools columns={AGREEMENT_COLUMNS} view={view} file={file} />}
      >
        {list.rows.length === 0 && !list.isLoading ? null : <ExpandButtons {...expansion} />}
      </TabToolbar>
      <LinesTab
        label="Agreements"
        list={list}
        columns={AGREEMENT_COLUMNS}
        view={view}
        renderGroup={(row) =>
          row.kind === 'line' ? null : <BranchHeading row={row} onToggle={expansion.toggle} />
        }
        empty={
          <ListEmpty icon={FileText} title="No agreements yet">
            Agreements come from your PSA. Connect it under Integrations, then sync.
          </ListEmpty>
        }
      />
    </>
  );
}

function ExpandButtons({ expandAll, collapseAll }: UseExpansion): ReactNode {
  return (
    <Group gap={4}>
      <Button leftSection={<ChevronsUpDown size={14} aria-hidden />} onClick={expandAll}>
        Expand all
      </Button>
      <Button leftSection={<ChevronsDownUp size={14} aria-hidden />} onClick={collapseAll}>
        Collapse all
      </Button>
    </Group>
  );
}

/** The tree as a list of rows. While a person searches, everything found is shown, open or not. */
function useTree(
  { isExpanded }: UseExpansion,
  search: BillingSearch,
  deleted: readonly LineItem[],
): List<TreeRow> {
  const agreements = useAgreements(search);
  const isSearching = search.q !== undefined;
  const rows = useMemo(
    () => treeRows(agreements.rows, { isExpanded: (id) => isSearching || isExpanded(id), deleted }),
    [agreements.rows, deleted, isExpanded, isSearching],
  );
  return { ...agreements, rows, total: agreements.hasMore ? null : rows.length };
}
