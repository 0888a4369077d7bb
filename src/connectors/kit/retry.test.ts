import { expect, test } from 'vitest';
import { parseRetryAfterMs, retryDelayMs, retryPolicy } from './retry.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Fri, 20 Nov 2026 12:00:30 GMT', 30_000],
  ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
  ['soon', null],
  ['', null],
  [null, null],
])('Retry-After %j asks for a wait of %j ms', (header, expected) => {
  expect(parseRetryAfterMs(header, NOW)).toBe(expected);
});

test('the pause doubles with each try, up to a limit, and is anything below that', () => {
  const longest = [1, 2, 3, 4].map((tries) => retryDelayMs(tries, null, () => 1));
  expect(longest).toEqual([500, 1000, 2000, 4000]);
  expect(retryDelayMs(4, null, () => 0)).toBe(0);
  retryPolicy.delayMaxMs = 600;
  expect(retryDelayMs(4, null, () => 1)).toBe(600);
});

test('what the vendor asks for is waited for instead', () => {
  expect(retryDelayMs(1, 7000, () => 1)).toBe(7000);
});

test('there is no try after the last one, nor after too long a wait', () => {
  expect(retryDelayMs(retryPolicy.triesMax, null)).toBeNull();
  expect(retryDelayMs(1, retryPolicy.retryAfterMaxMs + 1)).toBeNull();
});
