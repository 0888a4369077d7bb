import { describe, expect, test } from 'vitest';
import { billingCycleOf, productKey } from './line-item.ts';
import { lineOf } from './testing.ts';

describe('a product is', () => {
  test.each<[string, [string | null, string], [string | null, string]]>([
    ["the PSA's product id, whatever its name", ['7', 'Managed Server'], ['7', 'Server (managed)']],
    ['its name, case aside', [null, 'Managed Server'], [null, 'MANAGED server']],
    ['its name, spaces aside', [null, 'Managed Server'], [null, '  managed  \u00a0server ']],
    ['its name, punctuation aside', [null, 'Managed Server'], [null, 'managed-server.']],
    ['its name where the id is empty', ['', 'Backup'], [null, 'backup']],
    ['its name, however its letters are composed', [null, 'Bu\u0308ro'], [null, 'Büro']],
  ])('%s', (_, one, other) => {
    expect(productKey(...one)).toBe(productKey(...other));
  });

  test.each<[string, [string | null, string], [string | null, string]]>([
    ['ids', ['7', 'Server'], ['8', 'Server']],
    ['an id and a name that read the same', ['7', 'x'], [null, '7']],
    ['names', [null, 'Plan 1'], [null, 'Plan 2']],
    ['names in other scripts', [null, 'サーバー'], [null, '端末']],
    ['letters, accents included', [null, 'Büro'], [null, 'Buro']],
    ['vowel signs', [null, 'कि'], [null, 'कु']],
  ])('another by other %s', (_, one, other) => {
    expect(productKey(...one)).not.toBe(productKey(...other));
  });
});

test("a line bills in its own cycle, else in its agreement's", () => {
  const agreement = { billingCycle: 'yearly' } as const;
  expect(billingCycleOf(lineOf({ agreement }))).toBe('yearly');
  expect(billingCycleOf(lineOf({ agreement, billingCycle: 'weekly' }))).toBe('weekly');
});
