import { expect, test } from 'vitest';
import { ALL_CLOSED, ALL_OPEN, expansionFrom, isExpanded, toggled } from './expansion.ts';

test('a branch opened among closed ones stays the only open one', () => {
  const one = toggled(ALL_CLOSED, 'a');
  expect(isExpanded(one, 'a')).toBe(true);
  expect(isExpanded(one, 'b')).toBe(false);
  expect(toggled(one, 'a')).toEqual(ALL_CLOSED);
});

test('what is remembered comes back; what cannot be read means all open', () => {
  const state = toggled(ALL_OPEN, 'a');
  expect(expansionFrom(JSON.stringify(state))).toEqual(state);
  expect(expansionFrom('{"isOpen":1}')).toEqual(ALL_OPEN);
  expect(expansionFrom(undefined)).toEqual(ALL_OPEN);
});
