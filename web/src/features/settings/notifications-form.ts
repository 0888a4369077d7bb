import type { Alerts, AlertsBody } from '../../api/types.ts';

type Digest = NonNullable<Alerts['digest']>;

/** Selects hold texts. */
export type NotificationsFormValues = {
  syncProblems: boolean;
  every: Digest['every'] | 'never';
  hour: string;
  weekday: string;
  dayOfMonth: string;
};

/** What is proposed to whoever turns the digest on: before the working day, and before the invoices of a month go out. */
const PROPOSED = { hour: '8', weekday: '1', dayOfMonth: '25' };

export function toFormValues({ syncProblems, digest }: Alerts): NotificationsFormValues {
  return {
    ...PROPOSED,
    syncProblems,
    every: digest?.every ?? 'never',
    ...(digest === null ? {} : { hour: String(digest.hour) }),
    ...(digest?.every === 'week' ? { weekday: String(digest.weekday) } : {}),
    ...(digest?.every === 'month' ? { dayOfMonth: String(digest.dayOfMonth) } : {}),
  };
}

/** The form as the API takes it. */
export function toAlertsBody(values: NotificationsFormValues): AlertsBody {
  return { syncProblems: values.syncProblems, digest: toDigest(values) };
}

function toDigest({ every, hour, weekday, dayOfMonth }: NotificationsFormValues): Digest | null {
  switch (every) {
    case 'never':
      return null;
    case 'day':
      return { every, hour: Number(hour) };
    case 'week':
      return { every, hour: Number(hour), weekday: Number(weekday) };
    case 'month':
      return { every, hour: Number(hour), dayOfMonth: Number(dayOfMonth) };
  }
}

type Choice = { value: string; label: string };

export const EVERY: Choice[] = [
  { value: 'never', label: 'Never' },
  { value: 'day', label: 'Every day' },
  { value: 'week', label: 'Every week' },
  { value: 'month', label: 'Every month' },
];

export const WEEKDAYS: Choice[] = [
  ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
].map((label, at) => ({ value: String(at + 1), label }));

/** Every month has these. */
const LAST_DAY = 28;
export const DAYS_OF_MONTH: Choice[] = Array.from({ length: LAST_DAY }, (_, at) => ({
  value: String(at + 1),
  label: `Day ${at + 1}`,
}));

export const HOURS: Choice[] = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));
