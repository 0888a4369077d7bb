import type { ReactNode } from 'react';
import type { LineItem, Mapping } from '../../../api/types.ts';
import type { DataTableColumn } from '../../../ui/data-table-column.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { TwoLines } from '../../../ui/two-lines.tsx';
import { LineActionsCell } from '../lines/line-actions-cell.tsx';
import { OrganizationCell } from '../lines/line-cells.tsx';
import { LINE_CSV, ofRow } from '../lines/line-csv.ts';
import type { PlainRow } from '../lines/line-rows.ts';
import { LineStateBadge } from '../lines/line-state-badge.tsx';
import { ORIGIN_WORDS, SOURCE_WORDS } from '../lines/words.ts';

/** @param nameOf an integration's name */
export const mappedColumns = (nameOf: NameOf): readonly DataTableColumn<PlainRow>[] => [
  {
    id: 'product',
    header: 'Product',
    minWidth: 142,
    cell: ({ line }) => <ProductCell line={line} />,
    csv: ofRow([...LINE_CSV.product, ...LINE_CSV.state]),
  },
  {
    id: 'organization',
    header: 'Organization',
    minWidth: 142,
    cell: ({ line }) => <OrganizationCell line={line} />,
    csv: ofRow(LINE_CSV.organization),
  },
  {
    id: 'mode',
    header: 'Mode',
    width: 100,
    cell: ({ line }) => <span className="t-muted">{modeWords(line)}</span>,
    csv: [{ header: 'Mode', value: ({ line }) => modeWords(line) }],
  },
  {
    id: 'integration',
    header: 'Integration',
    width: 108,
    cell: ({ line }) => <IntegrationCell mapping={line.mapping} nameOf={nameOf} />,
    csv: [{ header: 'Integration', value: ({ line }) => integrationWords(line.mapping, nameOf) }],
  },
  {
    id: 'filter',
    header: 'Counts',
    minWidth: 160,
    cell: ({ line }) => line.mapping?.filterText ?? '—',
    csv: [{ header: 'Counts', value: ({ line }) => line.mapping?.filterText ?? null }],
  },
  {
    id: 'units',
    header: 'Units per line',
    width: 96,
    isNumeric: true,
    cell: ({ line }) => formatQuantity(unitsOf(line.mapping)),
    csv: [{ header: 'Units per line', value: ({ line }) => unitsOf(line.mapping) }],
  },
  {
    id: 'origin',
    header: 'Mapped by',
    width: 92,
    cell: ({ line }) => <span className="t-muted">{originWords(line.mapping)}</span>,
    csv: [{ header: 'Mapped by', value: ({ line }) => originWords(line.mapping) }],
  },
  {
    id: 'actions',
    header: 'Actions',
    width: 152,
    isNumeric: true,
    cell: ({ line }) => <LineActionsCell line={line} />,
  },
];

/** The state is said only where it is not the tab's own. */
function ProductCell({ line }: { line: LineItem }): ReactNode {
  const adjustments = line.adjustments.length;
  const bottom =
    adjustments === 0 ? null : `${adjustments} linked ${adjustments === 1 ? 'adjustment' : 'adjustments'}`;
  return line.state === 'mapped' ? (
    <TwoLines top={line.productName} bottom={bottom} />
  ) : (
    <TwoLines top={line.productName} bottom={<LineStateBadge line={line} />} />
  );
}

type NameOf = (integrationId: string | null) => string;

function IntegrationCell({ mapping, nameOf }: { mapping: Mapping | null; nameOf: NameOf }): ReactNode {
  const words = integrationWords(mapping, nameOf);
  return typeof mapping?.integrationId === 'string' ? words : <span className="t-dim">{words}</span>;
}

function integrationWords(mapping: Mapping | null, nameOf: NameOf): string {
  if (mapping === null) {
    return '—';
  }
  return mapping.integrationId === null ? 'Not compared' : nameOf(mapping.integrationId);
}

function modeWords(line: LineItem): string {
  return SOURCE_WORDS[line.mapping?.mode ?? line.quantitySource];
}

/** Null: it is compared with nothing. */
function unitsOf(mapping: Mapping | null): number | null {
  return mapping === null || mapping.integrationId === null ? null : mapping.unitsPerLine;
}

function originWords(mapping: Mapping | null): string {
  return mapping === null ? '—' : ORIGIN_WORDS[mapping.origin];
}
