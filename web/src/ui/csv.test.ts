import { expect, test } from 'vitest';
import { csvColumns, csvFile } from './csv.ts';
import type { DataTableColumn } from './data-table-column.ts';

type Row = { name: string; amount: string | null };

const COLUMNS: readonly DataTableColumn<Row>[] = [
  { id: 'name', header: 'Name', cell: () => null, csv: [{ header: 'Name', value: ({ name }) => name }] },
  { id: 'actions', header: 'Actions', cell: () => null },
  {
    id: 'amount',
    header: 'A month',
    cell: () => null,
    csv: [
      { header: 'A month', value: ({ amount }) => amount },
      { header: 'Name', value: () => 'not twice' },
    ],
  },
];

async function textOf(...pages: Row[][]): Promise<string> {
  async function* inPages() {
    yield* pages;
  }
  const file = await csvFile(csvColumns(COLUMNS), inPages(), () => undefined);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer());
}

test('a file has the columns that say something in a file, each once, and every page of rows', async () => {
  const text = await textOf([{ name: 'Alder', amount: '12.50' }], [{ name: 'Birch', amount: null }]);
  expect(text).toBe('\uFEFFName,A month\r\nAlder,12.50\r\nBirch,\r\n');
});

test('what a spreadsheet would run is defused, and a negative amount stays a number', async () => {
  const text = await textOf([
    { name: '=HYPERLINK("http://x")', amount: '-1240.50' },
    { name: '-2+3', amount: '+3' },
    { name: '@SUM(1), "two"', amount: '0' },
  ]);
  expect(text.split('\r\n').slice(1, 4)).toEqual([
    `"'=HYPERLINK(""http://x"")",-1240.50`,
    `"'-2+3",+3`,
    `"'@SUM(1), ""two""",0`,
  ]);
});

test('an empty list is a file with its headers', async () => {
  expect(await textOf([])).toBe('\uFEFFName,A month\r\n');
});
