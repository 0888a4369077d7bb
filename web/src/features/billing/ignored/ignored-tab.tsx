import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTableView } from '../../../api/table-views.ts';
import { TableTools } from '../../../ui/table-tools.tsx';
import { linePages, useLines } from '../api/line-items.ts';
import { plainPages, usePlainRows } from '../lines/line-rows.ts';
import { LinesTab } from '../lines/lines-tab.tsx';
import { ListEmpty } from '../list-empty.tsx';
import { INACTIVE_WORDS, TabToolbar } from '../tab-toolbar.tsx';
import { useBillingSearch } from '../use-billing-search.ts';
import { IGNORED_COLUMNS } from './columns.tsx';

/** Lines that a person took out of the comparison. */
export function IgnoredTab(): ReactNode {
  const { search } = useBillingSearch();
  const list = usePlainRows(useLines(search, 'ignored'));
  const view = useTableView('ignored');
  const file = {
    name: 'tieout-ignored',
    pages: (signal: AbortSignal) => plainPages(linePages(search, 'ignored', signal)),
  };
  return (
    <>
      <TabToolbar
        inactiveLabel={INACTIVE_WORDS}
        tools={<TableTools columns={IGNORED_COLUMNS} view={view} file={file} />}
      />
      <LinesTab
        label="Ignored lines"
        list={list}
        columns={IGNORED_COLUMNS}
        view={view}
        empty={
          <ListEmpty icon={EyeOff} title="Nothing is ignored">
            Ignore a line that should not be compared, such as a flat fee: it then stands here, with who did
            it and why.
          </ListEmpty>
        }
      />
    </>
  );
}
