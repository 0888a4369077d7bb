import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { EstateRecord } from '../../../api/types.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import type { DataTableColumn } from '../../../ui/data-table-column.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { TwoLines } from '../../../ui/two-lines.tsx';
import { type EstateCell, useEstateRecords } from './api.ts';
import { PART_WORDS } from './words.ts';

type Props = { organizationId: string; cell: EstateCell };

/** The records behind a number by name, each with the lines that count it or the reason why none does. */
export function EstateRecords({ organizationId, cell }: Props): ReactNode {
  const list = useEstateRecords(organizationId, cell);
  return (
    <DataTable
      label={PART_WORDS[cell.part]}
      list={list}
      columns={cell.part === 'not_billable' ? [...COLUMNS, REASON] : [...COLUMNS, LINES]}
      getRowId={({ id }) => id}
      empty={<EmptyState title="Nothing is here any more">The last change moved it.</EmptyState>}
    />
  );
}

const COLUMNS: readonly DataTableColumn<EstateRecord>[] = [
  {
    id: 'name',
    header: 'Name',
    minWidth: 180,
    cell: ({ name, detail }) => <TwoLines top={name} bottom={detail} isStrong />,
  },
];

const REASON: DataTableColumn<EstateRecord> = {
  id: 'reason',
  header: 'Why',
  minWidth: 200,
  cell: ({ reason }) => reason?.text ?? '',
};

const LINES: DataTableColumn<EstateRecord> = {
  id: 'lines',
  header: 'Counted by',
  minWidth: 200,
  cell: ({ lines }) =>
    lines.length === 0 ? (
      <span className="t-dim">No line</span>
    ) : (
      lines.map(({ lineItemId, productName }) => (
        <Anchor
          key={lineItemId}
          size="sm"
          display="block"
          renderRoot={(props) => (
            <Link
              to="/billing/reconciliation/$tab"
              params={{ tab: 'mapped' }}
              search={{ line: lineItemId }}
              {...props}
            />
          )}
        >
          {productName}
        </Anchor>
      ))
    ),
};
