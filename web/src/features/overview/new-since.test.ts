import { expect, test } from 'vitest';
import { dayOfSince, holdingsWords } from './new-since.ts';

const NOW = new Date(2026, 10, 23);

test('new begins at the end of last month unless the link says otherwise', () => {
  expect(dayOfSince(undefined, NOW)).toBe('2026-10-31');
  expect(dayOfSince('week', NOW)).toBe('2026-11-16');
  expect(dayOfSince('yesterday', NOW)).toBe('2026-11-22');
});

test('a company says what it bills and holds, and nothing as nothing', () => {
  const records = [
    { metric: 'devices' as const, count: 1 },
    { metric: 'users' as const, count: 12 },
  ];
  expect(holdingsWords({ lines: 0, records })).toBe('1 device, 12 users');
  expect(holdingsWords({ lines: 3, records: [] })).toBe('3 lines');
  expect(holdingsWords({ lines: 0, records: [] })).toBe('nothing yet');
});
