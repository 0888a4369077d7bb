const DAY_MS = 86_400_000;

/** The calendar day so many days after this one. @param day `YYYY-MM-DD` */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Seconds since 1970 of a moment so many days before the day begins, in UTC. */
export function secondsBefore(day: string, days: number): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000 - days * 86_400;
}

/** The first day of the month after this day's. */
export function firstOfNextMonth(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}
