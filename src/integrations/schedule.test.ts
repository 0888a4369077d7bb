import { expect, test } from 'vitest';
import { checkSchedule, nextDue, nightlySchedule } from './schedule.ts';

test('the nightly schedule is at two, at a minute of its own for every integration', () => {
  const minutes = new Set(Array.from({ length: 50 }, (_, at) => nightlySchedule(`int_${at}`)));
  expect(minutes.size).toBeGreaterThan(20);
  for (const cron of minutes) expect(cron).toMatch(/^\d{1,2} 2 \* \* \*$/);
  expect(nightlySchedule('int_1')).toBe(nightlySchedule('int_1'));
});

test.each([
  ['America/New_York', '2026-11-20T12:00:00Z', '2026-11-21T07:00:00.000Z'],
  ['Europe/Berlin', '2026-11-20T12:00:00Z', '2026-11-21T01:00:00.000Z'],
  ['UTC', '2026-11-20T02:00:00Z', '2026-11-21T02:00:00.000Z'],
])('two at night is two by the clock of %s', (timeZone, after, due) => {
  expect(nextDue('0 2 * * *', timeZone, new Date(after)).toISOString()).toBe(due);
});

test('the night in which summer time skips two o’clock is not left out, nor synced twice when it comes again', () => {
  const inSpring = nextDue('30 2 * * *', 'America/New_York', new Date('2026-03-08T05:00:00Z'));
  expect(inSpring.toISOString().slice(0, 10)).toBe('2026-03-08');
  const first = nextDue('30 1 * * *', 'America/New_York', new Date('2026-11-01T04:00:00Z'));
  const second = nextDue('30 1 * * *', 'America/New_York', first);
  expect(second.getTime() - first.getTime()).toBeGreaterThan(20 * 3_600_000);
});

test.each([
  'every day',
  '* * * *',
  '* * * * * *',
  '61 2 * * *',
  '0 0 30 2 *',
  '*/5 * * * *',
  '0,10 2 * * *',
  '',
])('the schedule "%s" is refused', (cron) => {
  expect(() => checkSchedule(cron, 'UTC')).toThrowError(
    expect.objectContaining({ errors: [{ path: 'schedule', message: expect.any(String) }] }),
  );
});

test.each(['0 2 * * *', '*/15 * * * *', '0 */4 * * 1-5', '30 6 1 * *'])(
  'the schedule "%s" is taken',
  (cron) => {
    expect(() => checkSchedule(cron, 'America/New_York')).not.toThrow();
  },
);
