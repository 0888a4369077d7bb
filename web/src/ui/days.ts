/** Calendar days of the browser, as the API takes them: YYYY-MM-DD. */

/** Billing goes by months. */
export function lastDayOfPreviousMonth(now: Date): string {
  return dayOf(now.getFullYear(), now.getMonth(), 0);
}

export function daysAgo(now: Date, days: number): string {
  return dayOf(now.getFullYear(), now.getMonth(), now.getDate() - days);
}

function dayOf(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
}
