import { describe, expect, test } from 'vitest';
import type { UserRecord } from '../inventory.ts';
import type { UserFilter } from '../measure.ts';
import { userOf, verdictOf } from './testing.ts';

const verdict = (user: Partial<UserRecord>, filter: Partial<UserFilter> = {}) =>
  verdictOf('users', filter, userOf(user));

describe('whatever is asked for', () => {
  test.each<[string, Partial<UserRecord>, string]>([
    ['disabled', { enabled: false }, 'disabled: sign-in is disabled'],
    ['a guest', { type: 'guest' }, 'guest: a guest'],
    ['a mailbox', { type: 'mailbox' }, 'mailbox: a service, room or shared mailbox'],
  ])('a user that is %s does not count', (_, user, words) => {
    expect(verdict(user, { scope: 'licensed' })).toBe(words);
    expect(verdict(user, { scope: 'active' })).toBe(words);
  });
});

describe('licensed users', () => {
  test('hold at least one licence that is paid for', () => {
    expect(verdict({ paidLicenses: 2 })).toBe('counted');
    expect(verdict({ paidLicenses: 0, licenseNames: [] })).toBe('unlicensed: no licence');
    expect(verdict({ paidLicenses: 0, licenseNames: ['Teams Exploratory', 'Flow Free'] })).toBe(
      'unlicensed: only free or trial licences: Teams Exploratory, Flow Free',
    );
  });

  test('are all active ones where the source knows no licences', () => {
    expect(verdict({ paidLicenses: null })).toBe('counted');
  });
});

test('active users need no licence', () => {
  expect(verdict({ paidLicenses: 0, licenseNames: [] }, { scope: 'active' })).toBe('counted');
});

describe('conditions', () => {
  const domain: UserFilter['conditions'] = [
    { field: 'userPrincipalName', operator: 'endsWith', value: '@Contoso.com ' },
  ];

  test.each<[UserFilter['conditions'][number]['field'], string, string]>([
    ['userPrincipalName', 'ADA@contoso.com', 'user principal name'],
    ['displayName', ' ada example ', 'display name'],
    ['department', 'FINANCE', 'department'],
  ])('read the %s', (field, value, words) => {
    expect(verdict({}, { conditions: [{ field, operator: 'is', value }] })).toBe('counted');
    expect(verdict({}, { conditions: [{ field, operator: 'isNot', value }] })).toContain(
      `not: ${words} is not`,
    );
  });

  test('say which one fails', () => {
    expect(verdict({}, { conditions: domain })).toBe('counted');
    expect(verdict({ userPrincipalName: 'ada@fabrikam.com' }, { conditions: domain })).toMatch(
      /^filter: not: user principal name ends with .*\(it is “ada@fabrikam\.com”\)$/,
    );
  });

  test('of which any may hold, say that none does', () => {
    const conditions: UserFilter['conditions'] = [
      ...domain,
      { field: 'department', operator: 'is', value: 'Sales' },
    ];
    expect(verdict({ department: 'Sales', userPrincipalName: 'a@b.c' }, { conditions, match: 'any' })).toBe(
      'counted',
    );
    expect(verdict({ department: null, userPrincipalName: 'a@b.c' }, { conditions, match: 'any' })).toBe(
      'filter: none of the conditions holds',
    );
  });
});
