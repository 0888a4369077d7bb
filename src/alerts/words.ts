/** A moment by the clock of a time zone: "27 Nov 2026, 08:00". */
export function formatMoment(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** "1 new finding", "1,204 new findings". @param many where an s behind is not enough */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** The last lines of every e-mail: why it came, and how it stops. */
export function footer(publicUrl: string | null): string {
  return `You get this e-mail because you chose it in Tieout. Change that here:\n${linkTo(publicUrl, '/settings?tab=notifications')}`;
}

/** @param publicUrl null: nobody said where people open the page; then it is its path */
export function linkTo(publicUrl: string | null, path: string): string {
  return `${publicUrl ?? ''}${path}`;
}
