export type ScheduleKind = 'nightly' | 'hourly' | 'cron' | 'off';

export type ScheduleFormValues = {
  kind: ScheduleKind;
  /** "02:30" */
  time: string;
  hours: string;
  cron: string;
};

/** The choices of "every so many hours". */
export const HOURS = ['1', '2', '3', '4', '6', '8', '12'];

const NIGHTLY = /^(\d{1,2}) (\d{1,2}) \* \* \*$/;
const HOURLY = /^(\d{1,2}) \*\/(\d{1,2}) \* \* \*$/;
const EVERY_HOUR = /^(\d{1,2}) \* \* \* \*$/;

/** A schedule as the form shows it; whatever has no simpler form is its cron. */
export function toScheduleForm(cron: string | null): ScheduleFormValues {
  const values: ScheduleFormValues = { kind: 'off', time: '02:00', hours: '4', cron: cron ?? '0 2 * * *' };
  if (cron === null) return values;
  const [, minute = '', hour = ''] = NIGHTLY.exec(cron) ?? [];
  if (hour !== '')
    return { ...values, kind: 'nightly', time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` };
  const hours = EVERY_HOUR.test(cron) ? '1' : HOURLY.exec(cron)?.[2];
  return hours !== undefined && HOURS.includes(hours)
    ? { ...values, kind: 'hourly', hours }
    : { ...values, kind: 'cron' };
}

/** The form as the API takes it. */
export function toCron({ kind, time, hours, cron }: ScheduleFormValues): string | null {
  const [hour = '2', minute = '0'] = time.split(':');
  switch (kind) {
    case 'off':
      return null;
    case 'nightly':
      return `${Number(minute)} ${Number(hour)} * * *`;
    case 'hourly':
      return hours === '1' ? '0 * * * *' : `0 */${hours} * * *`;
    case 'cron':
      return cron.trim();
  }
}

/** "every day at 02:30". */
export function scheduleWords(cron: string): string {
  const { kind, time, hours } = toScheduleForm(cron);
  if (kind === 'nightly') return `every day at ${time}`;
  if (kind === 'hourly') return hours === '1' ? 'every hour' : `every ${hours} hours`;
  return `by ${cron}`;
}
