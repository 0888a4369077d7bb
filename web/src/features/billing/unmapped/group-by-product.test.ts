import { expect, test } from 'vitest';
import { testLine } from '../testing/test-line.ts';
import { groupByProduct } from './group-by-product.ts';

test('a product stands above its lines, however its name is written', () => {
  const lines = [
    testLine({ id: 'a', productName: 'Managed workstation' }),
    testLine({ id: 'b', productName: 'Managed Work-station' }),
    testLine({ id: 'c', productName: 'Server' }),
  ];
  const rows = groupByProduct(lines, false);
  expect(rows.map((row) => row.id)).toEqual(['product:managedworkstation', 'a', 'b', 'product:server', 'c']);
  expect(rows[0]).toMatchObject({ name: 'Managed workstation', isWhole: true });
});

test('the last product may go on while more lines are to come', () => {
  const rows = groupByProduct(
    [testLine({ id: 'a', productName: 'A' }), testLine({ id: 'b', productName: 'B' })],
    true,
  );
  expect(rows.filter((row) => row.kind === 'product').map((row) => row.isWhole)).toEqual([true, false]);
});
