import { expect, test } from 'vitest';
import { dayIn, daysBetween, formatDay } from './days.ts';

test('whole days lie between days, over months, leap days and changes of the clock', () => {
  expect(daysBetween('2026-11-23', '2026-12-05')).toBe(12);
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
});

test('a day reads without its year where that is the present one', () => {
  expect(formatDay('2026-05-03', '2026-11-23')).toBe('3 May');
  expect(formatDay('2025-12-31', '2026-11-23')).toBe('31 Dec 2025');
});

test("the day of an instant is the time zone's", () => {
  const instant = new Date('2026-11-23T11:30:00Z');
  expect(dayIn('UTC', instant)).toBe('2026-11-23');
  expect(dayIn('Pacific/Auckland', instant)).toBe('2026-11-24');
  expect(dayIn('America/Los_Angeles', new Date('2026-11-23T07:30:00Z'))).toBe('2026-11-22');
});
