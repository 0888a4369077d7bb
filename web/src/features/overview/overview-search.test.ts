import { expect, test } from 'vitest';
import { validateOverviewSearch } from './overview-search.ts';

test('a link keeps how far back the trend goes and how it is shown', () => {
  expect(validateOverviewSearch({ days: '90', trend: 'checked', table: true, since: 'week' })).toEqual({
    days: 90,
    trend: 'checked',
    table: true,
    since: 'week',
  });
});

test('each kind of trend has its link', () => {
  expect(validateOverviewSearch({ trend: 'accepted' })).toEqual({ trend: 'accepted' });
  expect(validateOverviewSearch({ trend: 'corrected' })).toEqual({ trend: 'corrected' });
  expect(validateOverviewSearch({ trend: 'discrepancies' })).toEqual({});
});

test('what the page does not understand, and what is the default anyway, is dropped', () => {
  expect(validateOverviewSearch({ days: 30, trend: 'money', table: 'no', since: 'month', other: 1 })).toEqual(
    {},
  );
});
