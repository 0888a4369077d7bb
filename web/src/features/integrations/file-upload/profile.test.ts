import { expect, test } from 'vitest';
import type { FileProfile, Upload } from '../../../api/types.ts';
import { fieldsOf, meaningOf, nameOfFile, withColumn, withCounts } from './profile.ts';

const field = (id: string) => ({ id, label: `The ${id}`, isRequired: true, help: '' });
const upload: Pick<Upload, 'fields'> = { fields: ['company', 'product', 'quantity', 'status'].map(field) };
const profile: FileProfile = {
  kind: 'subscriptions',
  encoding: 'utf-8',
  delimiter: ',',
  sheet: null,
  headerRow: 1,
  columns: { company: 'Client', product: 'Item', quantity: 'Qty' },
  countColumns: [],
  decimalMark: '.',
  dateOrder: null,
};

test('a field is read from one column, or from none', () => {
  expect(withColumn(profile, 'product', 'Name').columns.product).toBe('Name');
  expect(withColumn(profile, 'product', null).columns).toEqual({ company: 'Client', quantity: 'Qty' });
});

test('counts in columns leave no product and quantity to ask for', () => {
  const counts = withCounts(profile, ['Servers']);
  expect(counts).toMatchObject({ countColumns: ['Servers'], columns: { company: 'Client' } });
  expect(fieldsOf(upload, counts).map(({ id }) => id)).toEqual(['company', 'status']);
  expect(fieldsOf(upload, withCounts(counts, []))).toHaveLength(4);
});

test('the preview says what each column is read as', () => {
  expect(meaningOf('Client', upload, profile)).toBe('The company');
  expect(meaningOf('Notes', upload, profile)).toBeNull();
  expect(meaningOf('Servers', upload, withCounts(profile, ['Servers']))).toBe('Count');
});

test('an integration is called after its first file', () => {
  expect(nameOfFile('Clients Nov. 2026.xlsx')).toBe('Clients Nov. 2026');
  expect(nameOfFile('list')).toBe('list');
});
