import type { ReactNode } from 'react';
import type { LineItem } from '../../../api/types.ts';
import type { DataTableColumn } from '../../../ui/data-table-column.ts';
import { Money } from '../../../ui/money.tsx';
import { LineActionsCell } from '../lines/line-actions-cell.tsx';
import { BilledQuantity, OrganizationCell, UnitPrice } from '../lines/line-cells.tsx';
import { LINE_CSV, ofRow } from '../lines/line-csv.ts';
import { LineStateBadge } from '../lines/line-state-badge.tsx';
import type { UnmappedRow } from './group-by-product.ts';
import { SuggestionCell } from './suggestion-cell.tsx';

const ofLine =
  (cell: (line: LineItem) => ReactNode) =>
  (row: UnmappedRow): ReactNode =>
    row.line === null ? null : cell(row.line);

const COLUMNS: readonly DataTableColumn<UnmappedRow>[] = [
  {
    id: 'product',
    header: 'Product',
    isOnlyInFiles: true,
    cell: ofLine((line) => line.productName),
    csv: ofRow(LINE_CSV.product),
  },
  {
    id: 'organization',
    header: 'Organization',
    minWidth: 140,
    cell: ofLine((line) => <OrganizationCell line={line} />),
    csv: ofRow(LINE_CSV.organization),
  },
  {
    id: 'quantity',
    header: 'Billed',
    width: 66,
    isNumeric: true,
    cell: ofLine((line) => <BilledQuantity line={line} />),
    csv: ofRow(LINE_CSV.quantity),
  },
  {
    id: 'price',
    header: 'Unit price',
    width: 104,
    isNumeric: true,
    cell: ofLine((line) => <UnitPrice line={line} />),
    csv: ofRow(LINE_CSV.price),
  },
  {
    id: 'month',
    header: 'A month',
    width: 92,
    isNumeric: true,
    cell: ofLine((line) => <Money value={line.monthlyAmount} />),
    csv: ofRow(LINE_CSV.month),
  },
  {
    id: 'suggestion',
    header: 'Suggestion',
    minWidth: 280,
    cell: ofLine((line) => <SuggestionCell line={line} />),
  },
  {
    id: 'state',
    header: 'State',
    width: 160,
    cell: ofLine((line) => <LineStateBadge line={line} />),
    csv: ofRow(LINE_CSV.state),
  },
  {
    id: 'actions',
    header: 'Actions',
    width: 186,
    isNumeric: true,
    cell: ofLine((line) => <LineActionsCell line={line} />),
  },
];

/** The state is said only where lines of other states are shown too. */
export const UNMAPPED_COLUMNS = COLUMNS.filter((column) => column.id !== 'state');
export const UNMAPPED_AND_INACTIVE_COLUMNS = COLUMNS;
