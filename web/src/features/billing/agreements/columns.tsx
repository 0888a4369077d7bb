import { Text } from '@mantine/core';
import { CornerDownRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LineItem } from '../../../api/types.ts';
import type { CsvColumn, DataTableColumn } from '../../../ui/data-table-column.ts';
import { TwoLines } from '../../../ui/two-lines.tsx';
import { LineActionsCell } from '../lines/line-actions-cell.tsx';
import { BilledQuantity, BillingType, UnitPrice } from '../lines/line-cells.tsx';
import { LINE_CSV, ORGANIZATION_CSV, ofRow } from '../lines/line-csv.ts';
import { LineStateBadge } from '../lines/line-state-badge.tsx';
import { SOURCE_WORDS } from '../lines/words.ts';
import classes from './agreements.module.css';
import type { TreeRow } from './tree.ts';

/** A cell of a line; organizations and agreements span all columns and have none. */
const ofLine =
  (cell: (line: LineItem) => ReactNode) =>
  (row: TreeRow): ReactNode =>
    row.line === null ? null : cell(row.line);

/** Where a line or an agreement without lines belongs. */
const PLACE_CSV: readonly CsvColumn<TreeRow>[] = ORGANIZATION_CSV.map(({ header, value }) => ({
  header,
  value: (row) => {
    if (row.kind === 'organization') {
      return null;
    }
    return value(
      row.kind === 'line'
        ? row.line
        : { organizationName: row.agreement.organizationName, agreementName: row.agreement.name },
    );
  },
}));

export const AGREEMENT_COLUMNS: readonly DataTableColumn<TreeRow>[] = [
  {
    id: 'product',
    header: 'Product',
    minWidth: 212,
    cell: (row) => <ProductCell row={row} />,
    csv: [...PLACE_CSV, ...ofRow<TreeRow>(LINE_CSV.product)],
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
  { id: 'billing', header: 'Billing', width: 84, cell: ofLine((line) => <BillingType line={line} />) },
  {
    id: 'source',
    header: 'Quantity source',
    width: 142,
    cell: ofLine((line) => <span className="t-muted">{SOURCE_WORDS[line.quantitySource]}</span>),
    csv: [
      {
        header: 'Quantity source',
        value: ({ line }) => (line === null ? null : SOURCE_WORDS[line.quantitySource]),
      },
    ],
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
    width: 190,
    isNumeric: true,
    cell: ofLine((line) => <LineActionsCell line={line} />),
  },
];

function ProductCell({ row }: { row: TreeRow }): ReactNode {
  if (row.kind !== 'line') {
    return null;
  }
  const { line, depth } = row;
  return (
    <div className={classes.line} data-depth={depth}>
      {depth === 0 ? null : <CornerDownRight size={14} aria-label="Adjustment of the line above" />}
      <div className={classes.product}>
        <TwoLines top={line.productName} bottom={remarkOf(line)} />
        {line.state === 'unmappable' ? (
          <Text size="xs" c="dimmed">
            {line.stateReason}
          </Text>
        ) : null}
      </div>
    </div>
  );
}

/** What a line says below its product: what it is mapped to, or what else the PSA says of it; null where it is said why it cannot be mapped. */
function remarkOf(line: LineItem): string | null {
  const words = line.mapping?.filterText ?? line.description ?? '';
  return line.state === 'unmappable' || words === line.productName ? null : words;
}
