import { describe, expect, test } from 'vitest';
import { shownStatuses, tabFrom, validateBillingSearch } from './billing-search.ts';

describe('what the URL of the page holds', () => {
  test('an empty search means the defaults', () => {
    expect(validateBillingSearch({})).toEqual({});
    expect(shownStatuses({})).toEqual(['under_billed', 'over_billed']);
  });

  test('everything that can be set survives a round trip', () => {
    const search = {
      organizationId: 'org_1',
      integrationId: 'int_1',
      q: 'work',
      sort: '-impact',
      status: 'matched,unknown',
      inactive: true,
      line: 'line_1',
      runId: '42',
    };
    expect(validateBillingSearch(search)).toEqual(search);
    expect(validateBillingSearch(validateBillingSearch(search))).toEqual(search);
  });

  test('nonsense is dropped', () => {
    expect(
      validateBillingSearch({
        sort: 'price',
        status: 'lost',
        inactive: 'yes',
        q: '  ',
        runId: 'last',
        other: 1,
      }),
    ).toEqual({});
  });

  test('a search of digits stays text', () => {
    expect(validateBillingSearch({ q: 365 })).toEqual({ q: '365' });
  });

  test('statuses are put in one order, and the default ones leave the URL', () => {
    expect(validateBillingSearch({ status: 'unknown,matched' }).status).toBe('matched,unknown');
    expect(validateBillingSearch({ status: 'over_billed,under_billed' }).status).toBeUndefined();
  });

  test('an unknown tab is the reconciliation', () => {
    expect(tabFrom('mapped')).toBe('mapped');
    expect(tabFrom('nowhere')).toBe('reconciliation');
  });
});
