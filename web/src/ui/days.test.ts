import { expect, test } from 'vitest';
import { daysAgo, lastDayOfPreviousMonth } from './days.ts';

test('the month before ends on its last day, over the turn of the year and in a leap year', () => {
  expect(lastDayOfPreviousMonth(new Date(2026, 10, 23))).toBe('2026-10-31');
  expect(lastDayOfPreviousMonth(new Date(2027, 0, 1))).toBe('2026-12-31');
  expect(lastDayOfPreviousMonth(new Date(2028, 2, 31))).toBe('2028-02-29');
});

test('days ago are counted over months', () => {
  expect(daysAgo(new Date(2026, 10, 3, 23, 59), 1)).toBe('2026-11-02');
  expect(daysAgo(new Date(2026, 10, 3), 7)).toBe('2026-10-27');
});
