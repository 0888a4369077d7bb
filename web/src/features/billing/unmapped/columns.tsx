import type { ReactNode } from 'react';
import type { LineItem } from '../../../api/types.ts';
import type { DataTableColumn } from '../../../ui/data-table-column.ts';
import { Money } from '../../../ui/money.tsx';
import { LineActionsCell } from '../lines/line-actions-cell.tsx';
import { BilledQuantity, BillingType, OrganizationCell, UnitPrice } from '../lines/line-cells.tsx';
import { LineStateBadge } from '../lines/line-state-badge.tsx';
import { SOURCE_WORDS } from '../lines/words.ts';
import type { UnmappedRow } from './group-by-product.ts';

const ofLine =
  (cell: (line: LineItem) => ReactNode) =>
  (row: UnmappedRow): ReactNode =>
    row.line === null ? null : cell(row.line);

const COLUMNS: readonly DataTableColumn<UnmappedRow>[] = [
  {
    id: 'organization',
    header: 'Organization',
    minWidth: 170,
    cell: ofLine((line) => <OrganizationCell line={line} />),
  },
  {
    id: 'quantity',
    header: 'Billed',
    width: 66,
    isNumeric: true,
    cell: ofLine((line) => <BilledQuantity line={line} />),
  },
  {
    id: 'price',
    header: 'Unit price',
    width: 104,
    isNumeric: true,
    cell: ofLine((line) => <UnitPrice line={line} />),
  },
  {
    id: 'month',
    header: 'A month',
    width: 92,
    isNumeric: true,
    cell: ofLine((line) => <Money value={line.monthlyAmount} />),
  },
  { id: 'billing', header: 'Billing', width: 84, cell: ofLine((line) => <BillingType line={line} />) },
  {
    id: 'source',
    header: 'Quantity source',
    width: 142,
    cell: ofLine((line) => <span className="t-muted">{SOURCE_WORDS[line.quantitySource]}</span>),
  },
  { id: 'state', header: 'State', width: 160, cell: ofLine((line) => <LineStateBadge line={line} />) },
  {
    id: 'actions',
    header: 'Actions',
    width: 190,
    isNumeric: true,
    cell: ofLine((line) => <LineActionsCell line={line} />),
  },
];

/** The state is said only where lines of other states are shown too. */
export const UNMAPPED_COLUMNS = COLUMNS.filter((column) => column.id !== 'state');
export const UNMAPPED_AND_INACTIVE_COLUMNS = COLUMNS;
