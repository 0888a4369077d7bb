import { Waypoints } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useIntegrationName } from '../../../api/integrations.ts';
import { useTableView } from '../../../api/table-views.ts';
import { TableTools } from '../../../ui/table-tools.tsx';
import { linePages, useLines } from '../api/line-items.ts';
import { plainPages, usePlainRows } from '../lines/line-rows.ts';
import { LinesTab } from '../lines/lines-tab.tsx';
import { ListEmpty } from '../list-empty.tsx';
import { TabLink } from '../tab-link.tsx';
import { INACTIVE_WORDS, TabToolbar } from '../tab-toolbar.tsx';
import { useBillingSearch } from '../use-billing-search.ts';
import { mappedColumns } from './columns.tsx';

/** What is compared with what. */
export function MappedTab(): ReactNode {
  const { search } = useBillingSearch();
  const list = usePlainRows(useLines(search, 'mapped'));
  const view = useTableView('mapped');
  const nameOf = useIntegrationName();
  const columns = useMemo(() => mappedColumns(nameOf), [nameOf]);
  const file = {
    name: 'tieout-mapped',
    pages: (signal: AbortSignal) => plainPages(linePages(search, 'mapped', signal)),
  };
  return (
    <>
      <TabToolbar
        inactiveLabel={INACTIVE_WORDS}
        tools={<TableTools columns={columns} view={view} file={file} />}
      />
      <LinesTab
        label="Mapped lines"
        list={list}
        columns={columns}
        view={view}
        empty={
          <ListEmpty
            icon={Waypoints}
            title="No mapped lines yet"
            action={<TabLink tab="unmapped">See unmapped lines</TabLink>}
          >
            Configure what a line is compared with, and its count appears under Reconciliation.
          </ListEmpty>
        }
      />
    </>
  );
}
