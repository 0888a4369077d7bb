import { expect, test } from 'vitest';
import { validateOrganizationsSearch } from './organizations-search.ts';

test('a link keeps its tab, search and filter', () => {
  const search = { tab: 'links', q: 'alder', integrationId: 'int_1', ignored: true };
  expect(validateOrganizationsSearch(search)).toEqual(search);
});

test('nonsense and defaults leave no trace in the address', () => {
  expect(
    validateOrganizationsSearch({ tab: 'organizations', q: ' ', integrationId: {}, ignored: 'yes' }),
  ).toEqual({});
  expect(validateOrganizationsSearch({ tab: 'nowhere' })).toEqual({});
});

test('a search for digits stays text', () => {
  expect(validateOrganizationsSearch({ q: 365 })).toEqual({ q: '365' });
});
