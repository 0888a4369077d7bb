import type { ReactNode } from 'react';
import { useIntegrationName } from '../../../api/integrations.ts';
import type { LineItem, Mapping } from '../../../api/types.ts';
import type { DataTableColumn } from '../../../ui/data-table-column.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { TwoLines } from '../../../ui/two-lines.tsx';
import { LineActionsCell } from '../lines/line-actions-cell.tsx';
import { OrganizationCell } from '../lines/line-cells.tsx';
import type { PlainRow } from '../lines/line-rows.ts';
import { LineStateBadge } from '../lines/line-state-badge.tsx';
import { ORIGIN_WORDS, SOURCE_WORDS } from '../lines/words.ts';

export const MAPPED_COLUMNS: readonly DataTableColumn<PlainRow>[] = [
  { id: 'product', header: 'Product', minWidth: 142, cell: ({ line }) => <ProductCell line={line} /> },
  {
    id: 'organization',
    header: 'Organization',
    minWidth: 142,
    cell: ({ line }) => <OrganizationCell line={line} />,
  },
  {
    id: 'mode',
    header: 'Mode',
    width: 100,
    cell: ({ line }) => <span className="t-muted">{modeWords(line)}</span>,
  },
  {
    id: 'integration',
    header: 'Integration',
    width: 108,
    cell: ({ line }) => <IntegrationCell mapping={line.mapping} />,
  },
  { id: 'filter', header: 'Counts', minWidth: 160, cell: ({ line }) => line.mapping?.filterText ?? '—' },
  {
    id: 'units',
    header: 'Units per line',
    width: 96,
    isNumeric: true,
    cell: ({ line }) => unitsWords(line.mapping),
  },
  {
    id: 'origin',
    header: 'Mapped by',
    width: 92,
    cell: ({ line }) => <span className="t-muted">{originWords(line.mapping)}</span>,
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

function IntegrationCell({ mapping }: { mapping: Mapping | null }): ReactNode {
  const nameOf = useIntegrationName();
  if (mapping === null) {
    return <span className="t-dim">—</span>;
  }
  return mapping.integrationId === null ? (
    <span className="t-dim">Not compared</span>
  ) : (
    nameOf(mapping.integrationId)
  );
}

function modeWords(line: LineItem): string {
  return SOURCE_WORDS[line.mapping?.mode ?? line.quantitySource];
}

function unitsWords(mapping: Mapping | null): string {
  return mapping === null || mapping.integrationId === null ? '—' : formatQuantity(mapping.unitsPerLine);
}

function originWords(mapping: Mapping | null): string {
  return mapping === null ? '—' : ORIGIN_WORDS[mapping.origin];
}
