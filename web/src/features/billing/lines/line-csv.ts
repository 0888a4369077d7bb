import type { LineItem, Money } from '../../../api/types.ts';
import type { CsvColumn } from '../../../ui/data-table-column.ts';
import { BILLED_WORDS, STATE_WORDS } from './words.ts';

type Place = Pick<LineItem, 'organizationName' | 'agreementName'>;

/** What a file has where the table shows an organization with its agreement. */
export const ORGANIZATION_CSV: readonly CsvColumn<Place>[] = [
  { header: 'Organization', value: ({ organizationName }) => organizationName },
  { header: 'Agreement', value: ({ agreementName }) => agreementName },
];

/** The columns of a line, of a row that has one. */
export function ofRow<Row extends { line: LineItem | null }>(
  columns: readonly CsvColumn<LineItem>[],
): readonly CsvColumn<Row>[] {
  return columns.map(({ header, value }) => ({
    header,
    value: ({ line }) => (line === null ? null : value(line)),
  }));
}

/** An amount and its currency. Null: it is not known. */
export function moneyCsv<Row>(header: string, of: (row: Row) => Money | null): readonly CsvColumn<Row>[] {
  return [
    { header, value: (row) => of(row)?.amount ?? null },
    { header: 'Currency', value: (row) => of(row)?.currency ?? null },
  ];
}

export const LINE_CSV = {
  product: [{ header: 'Product', value: ({ productName }) => productName }],
  organization: ORGANIZATION_CSV,
  quantity: [
    { header: 'Billed', value: ({ quantity }) => quantity },
    { header: 'Free', value: ({ includedQuantity }) => includedQuantity },
  ],
  price: [
    ...moneyCsv('Unit price', ({ unitPrice }: LineItem) => unitPrice),
    { header: 'Billed by', value: ({ billingCycle }) => BILLED_WORDS[billingCycle] },
  ],
  month: moneyCsv('A month', ({ monthlyAmount }: LineItem) => monthlyAmount),
  state: [{ header: 'State', value: ({ state, stateReason }) => stateReason ?? STATE_WORDS[state] }],
} satisfies Record<string, readonly CsvColumn<LineItem>[]>;
