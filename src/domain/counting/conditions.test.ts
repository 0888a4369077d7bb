import { describe, expect, test } from 'vitest';
import type { ConditionOperator } from '../measure.ts';
import { compileConditions, matchesWildcards } from './conditions.ts';

const holds = (operator: ConditionOperator, value: string, text: string | null) =>
  compileConditions([{ field: 'name', operator, value }], 'all', () => text)(null) === null;

describe('an operator', () => {
  test.each<[ConditionOperator, string, string, string]>([
    ['contains', 'server', 'Windows SERVER 2022', 'Windows 11'],
    ['notContains', 'server', 'Windows 11', 'Windows Server 2022'],
    ['is', 'windows 11', '  Windows 11 ', 'Windows 11 Pro'],
    ['isNot', 'windows 11', 'Windows 11 Pro', 'WINDOWS 11'],
    ['startsWith', 'win', 'Windows', 'Darwin'],
    ['endsWith', 'win', 'Darwin', 'Windows'],
    ['matches', 'win*11', 'Windows 11', 'Windows 11 Pro'],
    ['matches', 'pc-??', 'PC-07', 'PC-107'],
  ])('%s “%s” holds of “%s”, not of “%s”', (operator, value, fitting, other) => {
    expect(holds(operator, value, fitting)).toBe(true);
    expect(holds(operator, ` ${value.toUpperCase()} `, fitting)).toBe(true);
    expect(holds(operator, value, other)).toBe(false);
  });

  test('takes a text that is missing for an empty one', () => {
    expect(holds('contains', 'server', null)).toBe(false);
    expect(holds('is', '', null)).toBe(true);
    expect(holds('notContains', 'server', null)).toBe(true);
    expect(holds('isNot', 'server', null)).toBe(true);
  });
});

describe('wildcards', () => {
  test.each([
    ['*', '', true],
    ['*', 'anything', true],
    ['?', '', false],
    ['', '', true],
    ['', 'a', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['**a**', 'bab', true],
    ['*.contoso.com', 'x.contoso.com', true],
    ['*.contoso.com', 'x-contoso-com', false],
    ['a+(b)[c]^$', 'a+(b)[c]^$', true],
    ['a.c', 'abc', false],
    ['*ab', 'aab', true],
  ])('“%s” of “%s”: %s', (pattern, text, expected) => {
    expect(matchesWildcards(text, pattern)).toBe(expected);
  });

  test('no pattern is slow', () => {
    const started = performance.now();
    expect(matchesWildcards('a'.repeat(5_000), `${'*a'.repeat(200)}*b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('several conditions', () => {
  const conditions = [
    { field: 'name', operator: 'startsWith', value: 'pc' },
    { field: 'os', operator: 'contains', value: 'windows' },
  ] as const;
  const failing = (match: 'all' | 'any', name: string, os: string) =>
    compileConditions(
      conditions,
      match,
      (record: Record<string, string>, field) => record[field] ?? null,
    )({
      name,
      os,
    });

  test('all must hold, and the first that does not is named', () => {
    expect(failing('all', 'PC-1', 'Windows')).toBeNull();
    expect(failing('all', 'PC-1', 'Linux')).toBe(conditions[1]);
    expect(failing('all', 'SRV', 'Linux')).toBe(conditions[0]);
  });

  test('any one may hold', () => {
    expect(failing('any', 'SRV', 'Windows')).toBeNull();
    expect(failing('any', 'PC-1', 'Linux')).toBeNull();
    expect(failing('any', 'SRV', 'Linux')).not.toBeNull();
  });

  test('none at all lets everything through', () => {
    expect(compileConditions([], 'any', () => null)(null)).toBeNull();
  });
});
