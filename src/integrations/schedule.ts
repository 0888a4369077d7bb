import { hash } from 'node:crypto';
import { CronExpressionParser } from 'cron-parser';
import { Problem } from '../problem.ts';

const MINUTE_MS = 60_000;
const LEAST_MINUTES = 15;
/** Enough occurrences to see every gap of a schedule within a day. */
const LOOKED_AT = 100;
const FIELDS = 5;

/** Every night at two; each integration at a minute of its own, so that not all of an instance begin at once. */
export function nightlySchedule(integrationId: string): string {
  const minute = Number.parseInt(hash('md5', integrationId).slice(0, 8), 16) % 60;
  return `${minute} 2 * * *`;
}

/**
 * When a schedule is due next, after a moment; by the clock of the time zone, also where it changes to summer time.
 * @param cron five fields: minute, hour, day of month, month, day of week
 */
export function nextDue(cron: string, timeZone: string, after: Date): Date {
  return CronExpressionParser.parse(cron, { currentDate: after, tz: timeZone }).next().toDate();
}

/** @throws Problem invalid-input for what is no cron expression, never due, or due more often than every 15 minutes. */
export function checkSchedule(cron: string, timeZone: string): void {
  const refuse = (message: string): Problem =>
    new Problem('invalid-input', `The schedule "${cron}" cannot be used: ${message}.`, [
      { path: 'schedule', message },
    ]);
  if (cron.trim().split(/\s+/).length !== FIELDS) {
    throw refuse('it needs five fields: minute, hour, day of month, month, day of week');
  }
  let times: number[];
  try {
    const parsed = CronExpressionParser.parse(cron, { tz: timeZone });
    times = parsed.take(LOOKED_AT).map((time) => time.getTime());
  } catch {
    throw refuse('it is no cron expression, or never due');
  }
  if (times.some((time, at) => at > 0 && time - (times[at - 1] ?? 0) < LEAST_MINUTES * MINUTE_MS)) {
    throw refuse(`it is due more often than every ${LEAST_MINUTES} minutes`);
  }
}
