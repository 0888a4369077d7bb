import { expect, test } from 'vitest';
import { validateActivitySearch } from './activity-search.ts';

test('a link keeps the tab and its filters, and drops what the page does not understand', () => {
  expect(validateActivitySearch({ tab: 'log', actorId: 'u1', kind: 'line_item', sort: 'x' })).toEqual({
    tab: 'log',
    actorId: 'u1',
    kind: 'line_item',
  });
  expect(validateActivitySearch({ tab: 'syncs', all: 'yes', integrationId: '' })).toEqual({});
});
