import { expect, test } from 'vitest';
import { z } from 'zod';
import { flag, id, list, number, text, time } from './lenient.ts';
import { parseRows } from './parse.ts';

const schema = z.object({ id, name: text, seats: number, isActive: flag, lines: list });

test('rows are read one by one: an odd one is reported and costs no other', () => {
  const { records, rejected } = parseRows(
    schema,
    [{ id: 1 }, { name: 'no id' }, 'odd', { id: 'b' }],
    'devices',
  );
  expect(records.map((record) => record.id)).toEqual(['1', 'b']);
  expect(rejected).toEqual([
    { kind: 'devices', message: 'id: missing or no id', sample: '{"name":"no id"}' },
    expect.objectContaining({ kind: 'devices', sample: '"odd"' }),
  ]);
});

test('absent, null and unknown extra fields do no harm', () => {
  const absent = { id: '1', name: null, seats: null, isActive: null, lines: null };
  expect(schema.parse({ id: 1, extra: { deep: true } })).toEqual(absent);
  expect(schema.parse({ id: 1, name: null, seats: null, isActive: null, lines: null })).toEqual(absent);
});

test('shown text that is blank or no text reads as none', () => {
  expect(schema.parse({ id: 1, name: '  ' }).name).toBeNull();
  expect(schema.parse({ id: 1, name: { first: 'A' } }).name).toBeNull();
  expect(schema.parse({ id: 1, name: ' A ' }).name).toBe('A');
});

test('a number that is no number rejects the row and names the field', () => {
  expect(schema.parse({ id: 1, seats: '12.5' }).seats).toBe(12.5);
  const { rejected } = parseRows(schema, [{ id: 1, seats: 'many' }], 'licenses');
  expect(rejected[0]?.message).toMatch(/^seats: /);
});

test('a sample shows no secret and is short', () => {
  const row = {
    name: 'x'.repeat(500),
    password: 'hunter2',
    nested: { apiToken: 'tok-1', client_secret: 'sec-1', 'api-key': 'key-1' },
  };
  const sample = parseRows(schema, [{ nested: row.nested, password: row.password, name: row.name }], 'users')
    .rejected[0]?.sample;
  expect(sample?.length).toBeLessThanOrEqual(300);
  for (const secret of ['hunter2', 'tok-1', 'sec-1', 'key-1']) expect(sample).not.toContain(secret);
  expect(sample).toContain('[hidden]');
});

test.each([
  ['2026-03-18T09:12:00.519500Z', '2026-03-18T09:12:00.519Z'],
  ['2026-03-18T09:12:00+02:00', '2026-03-18T07:12:00.000Z'],
  ['2026-03-18T09:12:00.250-0530', '2026-03-18T14:42:00.250Z'],
  ['2026-03-18T09:12:00', '2026-03-18T09:12:00.000Z'],
  ['2026-03-18 09:12', '2026-03-18T09:12:00.000Z'],
  ['2026-03-18', '2026-03-18T00:00:00.000Z'],
  ['', null],
  [null, null],
  [undefined, null],
])('the moment %s reads as %s', (sent, read) => {
  expect(time.parse(sent)).toBe(read);
});

test.each(['yesterday', '18/03/2026', '2026-13-01T00:00:00Z', 1775761481, { not: 'understood' }])(
  'the moment %s is not understood',
  (sent) => {
    expect(time.safeParse(sent).success).toBe(false);
  },
);
