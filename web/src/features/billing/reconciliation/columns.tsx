import { Tooltip } from '@mantine/core';
import { Split, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Result } from '../../../api/types.ts';
import type { DataTableColumn } from '../../../ui/data-table-column.ts';
import { formatDay, formatExact, plural } from '../../../ui/format.ts';
import { Money } from '../../../ui/money.tsx';
import { Quantity } from '../../../ui/quantity.tsx';
import { RESULT_LOOKS, ResultBadge } from '../../../ui/status-badge.tsx';
import { capitalize } from '../lines/capitalize.ts';
import { OrganizationCell } from '../lines/line-cells.tsx';
import { moneyCsv, ORGANIZATION_CSV } from '../lines/line-csv.ts';
import { badgeWords, billedWords } from './result-words.ts';

/** @param nameOf an integration's name */
export const resultColumns = (
  nameOf: (integrationId: string | null) => string,
): readonly DataTableColumn<Result>[] => [
  {
    id: 'organization',
    header: 'Organization',
    sortKey: 'organization',
    minWidth: 172,
    cell: (row) => <OrganizationCell line={row} />,
    csv: ORGANIZATION_CSV,
  },
  {
    id: 'product',
    header: 'Product',
    sortKey: 'product',
    minWidth: 167,
    cell: (row) => <ProductCell row={row} />,
    csv: [{ header: 'Product', value: ({ productName }) => productName }],
  },
  {
    id: 'integration',
    header: 'Counted by',
    width: 108,
    cell: (row) => <span className="t-muted">{nameOf(row.integrationId)}</span>,
    csv: [{ header: 'Counted by', value: (row) => nameOf(row.integrationId) }],
  },
  {
    id: 'billed',
    header: 'Billed',
    width: 90,
    isNumeric: true,
    cell: billedWords,
    csv: [
      { header: 'Quantity', value: ({ quantity }) => quantity },
      { header: 'Units per line', value: ({ unitsPerLine }) => unitsPerLine },
      { header: 'Billed', value: ({ billedUnits }) => billedUnits },
    ],
  },
  {
    id: 'counted',
    header: 'Counted',
    width: 68,
    isNumeric: true,
    cell: (row) => <Quantity value={row.counted} />,
    csv: [{ header: 'Counted', value: ({ counted }) => counted }],
  },
  {
    id: 'variance',
    header: 'Variance',
    sortKey: 'variance',
    sortsDescendingFirst: true,
    width: 76,
    isNumeric: true,
    cell: (row) => <VarianceCell row={row} />,
    csv: [{ header: 'Variance', value: ({ variance }) => variance }],
  },
  {
    id: 'impact',
    header: 'A month',
    sortKey: 'impact',
    sortsDescendingFirst: true,
    width: 92,
    isNumeric: true,
    cell: (row) => <Money value={row.impact} />,
    csv: moneyCsv('A month', ({ impact }) => impact),
  },
  {
    id: 'since',
    header: 'Since',
    sortKey: 'since',
    width: 66,
    cell: (row) => <Since row={row} />,
    csv: [{ header: 'Since', value: ({ varianceSince }) => varianceSince?.at ?? null }],
  },
  {
    id: 'status',
    header: 'Status',
    width: 160,
    cell: (row) => <StatusCell row={row} />,
    csv: [
      { header: 'Status', value: ({ status }) => RESULT_LOOKS[status].words },
      { header: 'Reason', value: ({ reasonText }) => reasonText },
    ],
  },
];

function ProductCell({ row }: { row: Result }): ReactNode {
  const others = row.sharedWith.length;
  return (
    <>
      {row.productName}{' '}
      {others === 0 ? null : (
        <Tooltip label={`Shares one count with ${plural(others, 'other line')} of this product`}>
          <Split
            size={13}
            className="t-dim"
            role="img"
            aria-label={`Shares its count with ${plural(others, 'other line')}`}
          />
        </Tooltip>
      )}{' '}
      {row.note === null ? null : (
        <Tooltip label={row.note.text} multiline maw={320}>
          <StickyNote size={13} className="t-dim" role="img" aria-label={`Note: ${row.note.text}`} />
        </Tooltip>
      )}
    </>
  );
}

function VarianceCell({ row }: { row: Result }): ReactNode {
  if (row.status === 'unknown') {
    return <span className="t-strong">unknown</span>;
  }
  return (
    <span className="t-strong">
      <Quantity value={row.variance} sign />
    </span>
  );
}

function Since({ row }: { row: Result }): ReactNode {
  if (row.varianceSince === null) {
    return <span className="t-dim">—</span>;
  }
  const { at } = row.varianceSince;
  return (
    <Tooltip label={formatExact(at)}>
      <time className="t-muted" dateTime={at}>
        {formatDay(at)}
      </time>
    </Tooltip>
  );
}

function StatusCell({ row }: { row: Result }): ReactNode {
  const badge = <ResultBadge status={row.status} words={badgeWords(row)} />;
  return row.reasonText === null ? (
    badge
  ) : (
    <Tooltip label={capitalize(row.reasonText)} multiline maw={320}>
      <span>{badge}</span>
    </Tooltip>
  );
}
