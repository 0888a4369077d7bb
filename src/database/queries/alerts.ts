import type { Plan } from '../../domain/plans.ts';
import type { Queryable } from '../connect.ts';

/** When a digest is due, by the clock of the workspace's time zone; weekday 1 is Monday. */
export type DigestTimes =
  | { every: 'day'; hour: number }
  | { every: 'week'; hour: number; weekday: number }
  | { every: 'month'; hour: number; dayOfMonth: number };

/** The e-mails a member chose. */
export type AlertChoice = {
  /** Of syncs that fail or are held. */
  syncProblems: boolean;
  /** Of new discrepancies; null: none. */
  digest: DigestTimes | null;
};

/** Names a member. */
export type MemberRef = { workspaceId: string; userId: string };

type ChoiceRow = {
  syncProblems: boolean;
  every: DigestTimes['every'] | null;
  hour: number;
  weekday: number;
  dayOfMonth: number;
};

const CHOICE = `c.sync_problems_since IS NOT NULL AS "syncProblems", c.digest_every AS every, c.digest_hour AS hour,
  c.digest_weekday AS weekday, c.digest_month_day AS "dayOfMonth"`;

function toChoice({ syncProblems, every, hour, weekday, dayOfMonth }: ChoiceRow): AlertChoice {
  const times: Record<DigestTimes['every'], DigestTimes> = {
    day: { every: 'day', hour },
    week: { every: 'week', hour, weekday },
    month: { every: 'month', hour, dayOfMonth },
  };
  return { syncProblems, digest: every === null ? null : times[every] };
}

/** @returns null where the member has chosen nothing yet. */
export async function getAlertChoice(
  db: Queryable,
  { workspaceId, userId }: MemberRef,
): Promise<(AlertChoice & { digestDueAt: Date | null }) | null> {
  const { rows } = await db.query<ChoiceRow & { digestDueAt: Date | null }>(
    `SELECT ${CHOICE}, c.digest_due_at AS "digestDueAt" FROM alert_choice c
     WHERE c.workspace_id = $1 AND c.user_id = $2`,
    [workspaceId, userId],
  );
  const [row] = rows;
  return row === undefined ? null : { ...toChoice(row), digestDueAt: row.digestDueAt };
}

/**
 * Writes a choice in place of the one before. What was there before something was chosen is no news; a change of the times
 * leaves what has been told as it is.
 */
export async function writeAlertChoice(
  db: Queryable,
  { workspaceId, userId }: MemberRef,
  { syncProblems, digest }: AlertChoice,
  now: Date,
  digestDueAt: Date | null,
): Promise<void> {
  await db.query(
    `INSERT INTO alert_choice AS c (workspace_id, user_id, sync_problems_since, digest_every, digest_hour, digest_weekday,
       digest_month_day, digest_due_at, digest_told_run_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
       (SELECT coalesce(max(id), 0) FROM reconciliation_run WHERE workspace_id = $1))
     ON CONFLICT (workspace_id, user_id) DO UPDATE SET
       sync_problems_since = CASE WHEN excluded.sync_problems_since IS NOT NULL
         THEN coalesce(c.sync_problems_since, excluded.sync_problems_since) END,
       digest_every = excluded.digest_every, digest_hour = excluded.digest_hour,
       digest_weekday = excluded.digest_weekday, digest_month_day = excluded.digest_month_day,
       digest_due_at = excluded.digest_due_at,
       digest_told_run_id = CASE WHEN c.digest_every IS NULL
         THEN excluded.digest_told_run_id ELSE c.digest_told_run_id END`,
    [
      workspaceId,
      userId,
      syncProblems ? now : null,
      digest?.every ?? null,
      digest?.hour ?? null,
      digest?.every === 'week' ? digest.weekday : null,
      digest?.every === 'month' ? digest.dayOfMonth : null,
      digestDueAt,
    ],
  );
}

/** The workspaces where somebody wants e-mails; those that are suspended send none. */
export async function listAlertedWorkspaces(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ workspace_id: string }>(
    `SELECT w.workspace_id FROM workspace w WHERE w.suspended_at IS NULL AND EXISTS (
       SELECT FROM alert_choice c WHERE c.workspace_id = w.workspace_id
         AND (c.sync_problems_since IS NOT NULL OR c.digest_every IS NOT NULL))`,
  );
  return rows.map((row) => row.workspace_id);
}

export type DueDigest = {
  userId: string;
  times: DigestTimes;
  /** null: it has not been worked out yet. */
  dueAt: Date | null;
  timeZone: string;
  plan: Plan;
};

/** The digests that are due, locked until the transaction ends; those that another instance works on are left to it. */
export async function lockDueDigests(db: Queryable, workspaceId: string, now: Date): Promise<DueDigest[]> {
  const { rows } = await db.query<ChoiceRow & Omit<DueDigest, 'times'>>(
    `SELECT ${CHOICE}, c.user_id AS "userId", c.digest_due_at AS "dueAt", w.time_zone AS "timeZone", w.plan
     FROM alert_choice c JOIN workspace w ON w.workspace_id = c.workspace_id
     WHERE c.workspace_id = $1 AND c.digest_every IS NOT NULL AND (c.digest_due_at IS NULL OR c.digest_due_at <= $2)
     FOR NO KEY UPDATE OF c SKIP LOCKED`,
    [workspaceId, now],
  );
  return rows.flatMap(({ userId, dueAt, timeZone, plan, ...row }) => {
    const times = toChoice(row).digest;
    return times === null ? [] : [{ userId, dueAt, timeZone, plan, times }];
  });
}

export async function setDigestDue(
  db: Queryable,
  { workspaceId, userId }: MemberRef,
  dueAt: Date,
): Promise<void> {
  await db.query('UPDATE alert_choice SET digest_due_at = $3 WHERE workspace_id = $1 AND user_id = $2', [
    workspaceId,
    userId,
    dueAt,
  ]);
}

/** Has every digest's time worked out anew: the workspace's time zone has changed. */
export async function forgetDigestTimes(db: Queryable, workspaceId: string): Promise<void> {
  await db.query('UPDATE alert_choice SET digest_due_at = NULL WHERE workspace_id = $1', [workspaceId]);
}

/** Discrepancies up to a run have been told. */
export async function setDigestTold(
  db: Queryable,
  { workspaceId, userId }: MemberRef,
  runId: number,
): Promise<void> {
  await db.query(
    `UPDATE alert_choice SET digest_told_run_id = greatest(digest_told_run_id, $3)
     WHERE workspace_id = $1 AND user_id = $2`,
    [workspaceId, userId, runId],
  );
}

/** Whom an e-mail would go to, and what they may and want to know. */
export type Recipient = AlertChoice & {
  name: string;
  email: string;
  workspaceName: string;
  timeZone: string;
  plan: Plan;
  isSuspended: boolean;
  /** The run up to which they have been told of discrepancies. */
  toldRunId: number;
};

/** @returns null for someone who does not belong to the workspace any more, or has chosen nothing. */
export async function findRecipient(
  db: Queryable,
  { workspaceId, userId }: MemberRef,
): Promise<Recipient | null> {
  const { rows } = await db.query<ChoiceRow & Omit<Recipient, keyof AlertChoice>>(
    `SELECT ${CHOICE}, c.digest_told_run_id AS "toldRunId", u.name, u.email, w.name AS "workspaceName",
       w.time_zone AS "timeZone", w.plan, w.suspended_at IS NOT NULL AS "isSuspended"
     FROM alert_choice c
     JOIN workspace w ON w.workspace_id = c.workspace_id
     JOIN member m ON m.workspace_id = c.workspace_id AND m.user_id = c.user_id
     JOIN auth_user u ON u.id = c.user_id
     WHERE c.workspace_id = $1 AND c.user_id = $2`,
    [workspaceId, userId],
  );
  const [row] = rows;
  if (row === undefined) {
    return null;
  }
  const { every: _, hour: _hour, weekday: _weekday, dayOfMonth: _day, syncProblems: _sync, ...known } = row;
  return { ...known, ...toChoice(row) };
}

/** The address of a member. @throws Error for someone who is none */
export async function memberEmail(db: Queryable, { workspaceId, userId }: MemberRef): Promise<string> {
  const { rows } = await db.query<{ email: string }>(
    `SELECT u.email FROM member m JOIN auth_user u ON u.id = m.user_id WHERE m.workspace_id = $1 AND m.user_id = $2`,
    [workspaceId, userId],
  );
  if (rows[0] === undefined) {
    throw new Error('a member was asked for who is none');
  }
  return rows[0].email;
}
