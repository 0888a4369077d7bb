import { expect, test } from 'vitest';
import { fromSorting, minTableWidth, SELECT_WIDTH, toSorting, withName } from './data-table-column.ts';

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

test('one column is the name of a row, and leaves room beside it on a narrow screen', () => {
  const column = { header: '', cell: () => null };
  const order = { ...column, id: 'order', width: 70 };
  const product = { ...column, id: 'product', minWidth: 212, isName: true };
  const names = (isNarrow: boolean, ...columns: Parameters<typeof withName>[0]) =>
    withName(columns, isNarrow).map(({ id, isName, width }) => [id, isName, width]);
  expect(names(false, order, product)).toEqual([
    ['order', undefined, 70],
    ['product', true, undefined],
  ]);
  expect(names(true, order, product)[1]).toEqual(['product', true, 150]);
  expect(names(true, order)).toEqual([['order', true, 70]]);
  expect(names(true)).toEqual([]);
});
