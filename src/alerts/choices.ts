import type { Database } from '../database/connect.ts';
import { loadMailHistory, type MailHistory } from '../database/queries/alert-mails.ts';
import {
  type AlertChoice,
  type DigestTimes,
  getAlertChoice,
  type MemberRef,
  writeAlertChoice,
} from '../database/queries/alerts.ts';
import { getWorkspace } from '../database/queries/workspaces.ts';
import { nextDue } from '../integrations/schedule.ts';

/** What a member chose, and what became of it. */
export type Alerts = AlertChoice & { nextDigestAt: Date | null; timeZone: string; history: MailHistory };

/** The e-mails a member chose; everything is off until they do. */
export async function readAlerts(db: Database, member: MemberRef): Promise<Alerts> {
  const choice = await getAlertChoice(db.pool, member);
  return {
    syncProblems: choice?.syncProblems ?? false,
    digest: choice?.digest ?? null,
    nextDigestAt: choice?.digestDueAt ?? null,
    timeZone: await timeZoneOf(db, member),
    history: await loadMailHistory(db.pool, member),
  };
}

/** Replaces a member's choice. */
export async function chooseAlerts(db: Database, member: MemberRef, choice: AlertChoice): Promise<Alerts> {
  const now = new Date();
  const { digest } = choice;
  const dueAt = digest === null ? null : nextDigest(digest, await timeZoneOf(db, member), now);
  await writeAlertChoice(db.pool, member, choice, now, dueAt);
  return readAlerts(db, member);
}

/** When a digest is due next, by the clock of the time zone. */
export function nextDigest(times: DigestTimes, timeZone: string, after: Date): Date {
  return nextDue(toCron(times), timeZone, after);
}

function toCron(times: DigestTimes): string {
  switch (times.every) {
    case 'day':
      return `0 ${times.hour} * * *`;
    case 'week':
      return `0 ${times.hour} * * ${times.weekday}`;
    case 'month':
      return `0 ${times.hour} ${times.dayOfMonth} * *`;
  }
}

async function timeZoneOf(db: Database, { workspaceId }: MemberRef): Promise<string> {
  return (await getWorkspace(db.pool, workspaceId))?.timeZone ?? 'UTC';
}
