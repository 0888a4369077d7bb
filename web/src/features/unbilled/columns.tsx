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
    },
    {
      id: 'organization',
      header: 'Organization',
      minWidth: 180,
      cell: ({ organizationName }) => organizationName,
    },
    {
      id: 'integration',
      header: 'Integration',
      width: 150,
      cell: ({ integrationId }) => nameOf(integrationId),
    },
    {
      id: 'units',
      header: 'Units',
      width: 80,
      isNumeric: true,
      cell: ({ units }) => formatQuantity(units),
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
    },
    {
      id: 'month',
      header: 'A month',
      width: 120,
      isNumeric: true,
      cell: ({ monthly }) => <Money value={monthly} />,
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
