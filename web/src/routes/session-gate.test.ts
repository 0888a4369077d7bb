import { expect, test } from 'vitest';
import { safeNext } from './session-gate.ts';

test('after signing in one goes on to the page one asked for', () => {
  expect(safeNext('/organizations?tab=links')).toBe('/organizations?tab=links');
});

test.each([['https://evil.example'], ['//evil.example'], ['/\\evil.example'], [undefined], [7]])(
  'signing in never leads off the site: %s',
  (next) => {
    expect(safeNext(next)).toBeUndefined();
  },
);
