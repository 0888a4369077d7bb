import type { UnbilledGroup } from '../../api/types.ts';
import type { DataTableColumn } from '../../ui/data-table-column.ts';
import { formatMoney, formatQuantity, plural } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { TwoLines } from '../../ui/two-lines.tsx';

/** What each metric counts, in words. */
export const METRIC_WORDS: Record<UnbilledGroup['metric'], string> = {
  devices: 'Devices',
  users: 'Users',
  licenses: 'Licences',
  subscriptions: 'Subscriptions',
};

export function unbilledColumns(nameOf: (integrationId: string) => string): DataTableColumn<UnbilledGroup>[] {
  return [
    {
      id: 'what',
      header: 'What',
      minWidth: 200,
      cell: ({ kindName, metric }) => (
        <TwoLines top={capitalized(kindName)} bottom={METRIC_WORDS[metric]} isStrong />
      ),
      csv: [
        { header: 'What', value: ({ kindName }) => capitalized(kindName) },
        { header: 'Kind', value: ({ metric }) => METRIC_WORDS[metric] },
      ],
    },
    {
      id: 'organization',
      header: 'Organization',
      minWidth: 180,
      cell: ({ organizationName }) => organizationName,
      csv: [{ header: 'Organization', value: ({ organizationName }) => organizationName }],
    },
    {
      id: 'integration',
      header: 'Integration',
      width: 150,
      cell: ({ integrationId }) => nameOf(integrationId),
      csv: [{ header: 'Integration', value: ({ integrationId }) => nameOf(integrationId) }],
    },
    {
      id: 'units',
      header: 'Units',
      width: 80,
      isNumeric: true,
      cell: ({ units }) => formatQuantity(units),
      csv: [{ header: 'Units', value: ({ units }) => units }],
    },
    {
      id: 'price',
      header: 'Usual price',
      width: 196,
      isNumeric: true,
      cell: ({ price }) =>
        price === null ? (
          <span className="t-dim">You sell none</span>
        ) : (
          <TwoLines top={formatMoney(price.median)} bottom={spreadWords(price)} />
        ),
      csv: [
        { header: 'Usual price', value: ({ price }) => price?.median.amount ?? null },
        { header: 'Lowest price', value: ({ price }) => price?.lowest.amount ?? null },
        { header: 'Highest price', value: ({ price }) => price?.highest.amount ?? null },
        { header: 'Lines with a price', value: ({ price }) => price?.lines ?? 0 },
      ],
    },
    {
      id: 'month',
      header: 'A month',
      width: 120,
      isNumeric: true,
      cell: ({ monthly }) => <Money value={monthly} />,
      csv: [
        { header: 'A month', value: ({ monthly }) => monthly?.amount ?? null },
        { header: 'Currency', value: ({ monthly }) => monthly?.currency ?? null },
      ],
    },
  ];
}

function spreadWords({ lowest, highest, lines }: NonNullable<UnbilledGroup['price']>): string {
  const of = plural(lines, 'line');
  return lowest.amount === highest.amount ? of : `${formatMoney(lowest)} to ${formatMoney(highest)}, ${of}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
