import { expect, test } from 'vitest';
import { fromSorting, minTableWidth, SELECT_WIDTH, toSorting } from './data-table-column.ts';

test.each([['-impact'], ['organization'], [undefined]])(
  'the sort %s survives the way into the table and back',
  (sort) => {
    expect(fromSorting(toSorting(sort))).toBe(sort);
  },
);

test('a table is at least as wide as its columns ask', () => {
  const columns = [
    { id: 'a', header: 'A', cell: () => null, width: 100 },
    { id: 'b', header: 'B', cell: () => null, minWidth: 200 },
  ];
  expect(minTableWidth(columns, true)).toBe(300 + SELECT_WIDTH);
});
