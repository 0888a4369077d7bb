import { expect, test } from 'vitest';
import { scheduleWords, toCron, toScheduleForm } from './schedule-words.ts';

test.each([
  ['7 2 * * *', 'nightly', 'every day at 02:07'],
  ['0 */6 * * *', 'hourly', 'every 6 hours'],
  ['0 * * * *', 'hourly', 'every hour'],
  ['0 */5 * * *', 'cron', 'by 0 */5 * * *'],
  ['30 6 1 * *', 'cron', 'by 30 6 1 * *'],
])('%s is shown as %s and said "%s"', (cron, kind, words) => {
  expect(toScheduleForm(cron).kind).toBe(kind);
  expect(scheduleWords(cron)).toBe(words);
  expect(toCron(toScheduleForm(cron))).toBe(cron);
});

test('no schedule is off, and off is no schedule', () => {
  expect(toScheduleForm(null).kind).toBe('off');
  expect(toCron({ kind: 'off', time: '02:00', hours: '4', cron: '* * * * *' })).toBeNull();
});
