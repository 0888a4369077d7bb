import { expect, test } from 'vitest';
import { allowedActions } from './allowed-actions.ts';

const line = { isAdjustment: false, mapping: null } as const;

test('an unmapped line is configured; an unmapped adjustment is linked instead', () => {
  expect(allowedActions({ ...line, state: 'unmapped' })[0]).toBe('map');
  expect(allowedActions({ ...line, state: 'unmapped', isAdjustment: true })).toEqual([
    'link',
    'ignore',
    'delete',
  ]);
});

test('a line that cannot be mapped offers no mapping', () => {
  expect(allowedActions({ ...line, state: 'unmappable' })).toEqual(['ignore', 'delete']);
  expect(allowedActions({ ...line, state: 'unmappable', isAdjustment: true })[0]).toBe('link');
});

test('a deleted line can only be restored', () => {
  expect(allowedActions({ ...line, state: 'deleted' })).toEqual(['restore']);
});

test('an ignored line is restored, never ignored twice', () => {
  expect(allowedActions({ ...line, state: 'ignored' })).toEqual(['unignore', 'delete']);
});
