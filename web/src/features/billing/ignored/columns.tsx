import type { LineItem } from '../../../api/types.ts';
import type { DataTableColumn } from '../../../ui/data-table-column.ts';
import { Money } from '../../../ui/money.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { TwoLines } from '../../../ui/two-lines.tsx';
import { LineActionsCell } from '../lines/line-actions-cell.tsx';
import { BilledQuantity, OrganizationCell } from '../lines/line-cells.tsx';
import { LINE_CSV, ofRow } from '../lines/line-csv.ts';
import type { PlainRow } from '../lines/line-rows.ts';
import { LineStateBadge } from '../lines/line-state-badge.tsx';

export const IGNORED_COLUMNS: readonly DataTableColumn<PlainRow>[] = [
  {
    id: 'product',
    header: 'Product',
    minWidth: 150,
    cell: ({ line }) => <TwoLines top={line.productName} bottom={stateOf(line)} />,
    csv: ofRow([...LINE_CSV.product, ...LINE_CSV.state]),
  },
  {
    id: 'organization',
    header: 'Organization',
    minWidth: 150,
    cell: ({ line }) => <OrganizationCell line={line} />,
    csv: ofRow(LINE_CSV.organization),
  },
  {
    id: 'quantity',
    header: 'Billed',
    width: 66,
    isNumeric: true,
    cell: ({ line }) => <BilledQuantity line={line} />,
    csv: ofRow(LINE_CSV.quantity),
  },
  {
    id: 'month',
    header: 'A month',
    width: 92,
    isNumeric: true,
    cell: ({ line }) => <Money value={line.monthlyAmount} />,
    csv: ofRow(LINE_CSV.month),
  },
  {
    id: 'reason',
    header: 'Reason',
    minWidth: 160,
    cell: ({ line }) => line.ignored?.reason ?? <span className="t-dim">No reason given</span>,
    csv: [{ header: 'Reason', value: ({ line }) => line.ignored?.reason ?? null }],
  },
  {
    id: 'by',
    header: 'Ignored by',
    width: 120,
    cell: ({ line }) => line.ignored?.by ?? '—',
    csv: [{ header: 'Ignored by', value: ({ line }) => line.ignored?.by ?? null }],
  },
  {
    id: 'at',
    header: 'When',
    width: 116,
    cell: ({ line }) => <RelativeTime at={line.ignored?.at ?? null} />,
    csv: [{ header: 'When', value: ({ line }) => line.ignored?.at ?? null }],
  },
  {
    id: 'actions',
    header: 'Actions',
    width: 130,
    isNumeric: true,
    cell: ({ line }) => <LineActionsCell line={line} />,
  },
];

/** The state is said only where it is not the tab's own. */
function stateOf(line: LineItem) {
  return line.state === 'ignored' ? null : <LineStateBadge line={line} />;
}
