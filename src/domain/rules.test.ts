import { describe, expect, test } from 'vitest';
import {
  inOrderOfPrecedence,
  isAbout,
  isOpenToRules,
  type ProductRule,
  ruleFor,
  ruleRefusal,
} from './rules.ts';
import { lineOf, mappingOf, TODAY } from './testing.ts';

type Change = { productKey?: string; namePattern?: string; organizationIds?: string[]; madeAt?: string };

function ruleOf(
  id: string,
  { productKey, namePattern, organizationIds, madeAt = '2026-01-01' }: Change,
): ProductRule {
  return {
    id,
    ...(productKey === undefined
      ? { productKey: null, namePattern: namePattern ?? '*' }
      : { productKey, namePattern: null }),
    organizationIds: organizationIds === undefined ? null : new Set(organizationIds),
    mapping: mappingOf(),
    madeAt,
  };
}

describe('precedence', () => {
  test('some organizations go before all, a product before a pattern, more letters before fewer, the older first', () => {
    const rules = [
      ruleOf('older pattern', { namePattern: '*work*', madeAt: '2025-01-01' }),
      ruleOf('younger pattern', { namePattern: 'work**', madeAt: '2026-05-01' }),
      ruleOf('longer pattern', { namePattern: 'workstation*', madeAt: '2026-06-01' }),
      ruleOf('product', { productKey: 'id:1', madeAt: '2026-07-01' }),
      ruleOf('some', { namePattern: '*', organizationIds: ['organization'] }),
    ];
    const names = inOrderOfPrecedence(rules).map(({ id }) => id);
    expect(names).toEqual(['some', 'product', 'longer pattern', 'older pattern', 'younger pattern']);
  });

  test('the first rule that may map a line does; one that may not is passed over', () => {
    const users = { ...ruleOf('users', { namePattern: 'work*' }) };
    const measure = {
      integrationId: 'm',
      metric: 'users',
      filter: { scope: 'active', conditions: [], match: 'all' },
    } as const;
    users.mapping = mappingOf({ measure: { ...measure, filter: { ...measure.filter, conditions: [] } } });
    const devices = ruleOf('devices', { namePattern: 'w*' });
    expect(ruleFor(lineOf(), [users, devices])?.id).toBe('devices');
    expect(ruleFor(lineOf({ quantitySource: 'user_count' }), [users, devices])?.id).toBe('users');
    expect(ruleFor(lineOf({ productName: 'Server' }), [users, devices])).toBeNull();
  });
});

describe('what a rule is about', () => {
  test('names match whole, case aside; products by their key', () => {
    expect(isAbout(ruleOf('a', { namePattern: 'WORK*' }), lineOf())).toBe(true);
    expect(isAbout(ruleOf('a', { namePattern: 'work' }), lineOf())).toBe(false);
    expect(isAbout(ruleOf('a', { productKey: 'name:workstation' }), lineOf())).toBe(true);
    expect(isAbout(ruleOf('a', { productKey: 'name:work' }), lineOf())).toBe(false);
  });

  test('a rule for some organizations is about no line without one, nor, when none is left, about any', () => {
    const rule = ruleOf('a', { namePattern: '*', organizationIds: ['organization'] });
    expect(isAbout(rule, lineOf())).toBe(true);
    expect(isAbout(rule, lineOf({ organizationId: null }))).toBe(false);
    expect(isAbout(ruleOf('a', { namePattern: '*', organizationIds: [] }), lineOf())).toBe(false);
  });

  test('what a person could not map, no rule maps', () => {
    const nothing = mappingOf({ measure: null, measureKey: null });
    expect(ruleRefusal(lineOf(), mappingOf())).toBeNull();
    expect(ruleRefusal(lineOf({ quantitySource: 'custom_sql' }), mappingOf())).toContain('custom SQL');
    expect(ruleRefusal(lineOf({ unitPrice: -5 }), mappingOf())).toContain('linked');
    expect(ruleRefusal(lineOf({ quantitySource: 'user_count' }), mappingOf())).toContain('users');
    expect(ruleRefusal(lineOf(), nothing)).toContain('manual');
    expect(ruleRefusal(lineOf({ quantitySource: 'manual' }), nothing)).toBeNull();
  });

  test('lines that people ignored or deleted, and those that ended, are left alone', () => {
    expect(isOpenToRules(lineOf({ mapping: null }), TODAY)).toBe(true);
    expect(isOpenToRules(lineOf({ mapping: null, effectiveFrom: '2027-01-01' }), TODAY)).toBe(true);
    expect(isOpenToRules(lineOf({ decision: { ignored: { reason: null } } }), TODAY)).toBe(false);
    expect(isOpenToRules(lineOf({ decision: { isDeleted: true } }), TODAY)).toBe(false);
    expect(isOpenToRules(lineOf({ isGone: true }), TODAY)).toBe(false);
  });
});
