import { expect, test } from 'vitest';
import { validateUnbilledSearch } from './unbilled-search.ts';

test('a link keeps the view and drops what the page does not understand', () => {
  expect(
    validateUnbilledSearch({ part: 'billed_more_than_once', all: 'true', q: 365, organizationId: ' ', x: 1 }),
  ).toEqual({ part: 'billed_more_than_once', all: true, q: '365' });
  expect(validateUnbilledSearch({ part: 'billed_once', all: false })).toEqual({});
});
