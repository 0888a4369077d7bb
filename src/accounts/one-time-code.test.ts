import { expect, test } from 'vitest';
import { codeAt, stepAt, stepOf } from './one-time-code.ts';

const SECRET = '12345678901234567890';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('the code at second %i is that of RFC 6238, appendix B', (second, code) => {
  expect(codeAt(SECRET, stepAt(second * 1000))).toBe(code);
});

test('a code counts a period before and after its own, no longer', () => {
  const at = 1_111_111_109_000;
  expect(stepOf(SECRET, '081804', at)).toBe(stepAt(at));
  expect(stepOf(SECRET, '081804', at + 30_000)).toBe(stepAt(at));
  expect(stepOf(SECRET, '081804', at - 30_000)).toBe(stepAt(at));
  expect(stepOf(SECRET, '081804', at + 61_000)).toBeNull();
  expect(stepOf(SECRET, 'not a code', at)).toBeNull();
});
