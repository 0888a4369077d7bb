import type { Queryable } from '../connect.ts';
import type { MemberRef } from './alerts.ts';

/** An e-mail that its sender has claimed. */
export type ClaimedMail = MemberRef & {
  kind: 'sync' | 'digest';
  subject: string;
  /** Of a sync. */
  integrationId: string | null;
  /** This one included. */
  attempts: number;
};

/** An e-mail about new discrepancies, due now. */
export async function insertDigestMail(
  db: Queryable,
  { workspaceId, userId }: MemberRef,
  dueAt: Date,
  now: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO alert_mail (workspace_id, user_id, kind, subject, next_attempt_at, created_at)
     VALUES ($1, $2, 'digest', $3, $4, $4) ON CONFLICT DO NOTHING`,
    [workspaceId, userId, dueAt.toISOString(), now],
  );
}

/** Forgets e-mails about discrepancies that are long done with. Those about syncs say what has been told, and stay. */
export async function deleteOldDigestMails(db: Queryable, workspaceId: string, now: Date): Promise<void> {
  await db.query(
    `DELETE FROM alert_mail WHERE workspace_id = $1 AND kind = 'digest' AND settled_at < $2::timestamptz - interval '90 days'`,
    [workspaceId, now],
  );
}

/** The failed and held syncs of an integration `i` since its last good one: none while it is well. */
const TROUBLES = `SELECT r.* FROM sync_run r
  WHERE r.workspace_id = i.workspace_id AND r.integration_id = i.id AND r.status IN ('failed', 'held')
    AND r.finished_at > coalesce((
      SELECT max(g.finished_at) FROM sync_run g
      WHERE g.workspace_id = i.workspace_id AND g.integration_id = i.id AND g.status = 'succeeded'), '-infinity')`;

/**
 * Has every member who wants it told of the integrations that are in trouble, once until a sync has succeeded in between. An
 * interrupted sync starts anew by itself within minutes, and one that is under way decides how it is.
 */
export async function insertSyncMails(db: Queryable, workspaceId: string, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO alert_mail (workspace_id, user_id, kind, subject, integration_id, next_attempt_at, created_at)
     SELECT c.workspace_id, c.user_id, 'sync', i.id || ' ' || coalesce(good.id, ''), i.id, $2, $2
     FROM alert_choice c
     JOIN integration i ON i.workspace_id = c.workspace_id AND i.removed_at IS NULL
     LEFT JOIN LATERAL (
       SELECT g.id FROM sync_run g
       WHERE g.workspace_id = i.workspace_id AND g.integration_id = i.id AND g.status = 'succeeded'
       ORDER BY g.finished_at DESC LIMIT 1
     ) good ON true
     WHERE c.workspace_id = $1 AND c.sync_problems_since IS NOT NULL
       AND EXISTS (SELECT FROM (${TROUBLES}) t WHERE t.finished_at >= c.sync_problems_since
         AND (t.error_code IS DISTINCT FROM 'interrupted' OR t.finished_at < $2::timestamptz - interval '10 minutes'))
       AND NOT EXISTS (SELECT FROM sync_run u WHERE u.workspace_id = i.workspace_id AND u.integration_id = i.id
         AND u.status IN ('queued', 'running'))
     ON CONFLICT DO NOTHING`,
    [workspaceId, now],
  );
}

/** What an integration's trouble is: its latest sync that failed or is held. */
export type SyncTrouble = {
  integrationName: string;
  status: 'failed' | 'held';
  message: string | null;
  finishedAt: Date;
  lastGoodSyncAt: Date | null;
};

/** @returns null where it is well, or removed. */
export async function findSyncTrouble(
  db: Queryable,
  workspaceId: string,
  integrationId: string,
): Promise<SyncTrouble | null> {
  const { rows } = await db.query<SyncTrouble>(
    `SELECT i.name AS "integrationName", t.status, t.error_message AS message, t.finished_at AS "finishedAt",
       i.last_good_sync_at AS "lastGoodSyncAt"
     FROM integration i CROSS JOIN LATERAL (${TROUBLES} ORDER BY r.finished_at DESC LIMIT 1) t
     WHERE i.workspace_id = $1 AND i.id = $2 AND i.removed_at IS NULL`,
    [workspaceId, integrationId],
  );
  return rows[0] ?? null;
}

/** Takes the next e-mail that is due; from then on nobody else does. @returns null where there is none */
export async function claimMail(db: Queryable, workspaceId: string, now: Date): Promise<ClaimedMail | null> {
  const { rows } = await db.query<ClaimedMail>(
    `UPDATE alert_mail m SET status = 'sending', attempts = m.attempts + 1, claimed_at = $2
     FROM (
       SELECT user_id, kind, subject FROM alert_mail
       WHERE workspace_id = $1 AND status = 'waiting' AND next_attempt_at <= $2
       ORDER BY created_at, user_id, kind, subject LIMIT 1 FOR UPDATE SKIP LOCKED
     ) next
     WHERE m.workspace_id = $1 AND m.user_id = next.user_id AND m.kind = next.kind AND m.subject = next.subject
     RETURNING m.workspace_id AS "workspaceId", m.user_id AS "userId", m.kind, m.subject,
       m.integration_id AS "integrationId", m.attempts`,
    [workspaceId, now],
  );
  return rows[0] ?? null;
}

/** Why a digest that was due was not sent. */
export const NOTHING_NEW = 'Nothing was new.';

/** What becomes of a claimed e-mail; `waiting` is tried again at a time. */
export type MailOutcome =
  | { status: 'sent' }
  | { status: 'dropped' | 'failed'; message: string }
  | { status: 'waiting'; message: string; nextAttemptAt: Date };

export async function settleMail(
  db: Queryable,
  { workspaceId, userId, kind, subject }: ClaimedMail,
  outcome: MailOutcome,
): Promise<void> {
  await db.query(
    `UPDATE alert_mail SET status = $5, message = $6, next_attempt_at = coalesce($7, next_attempt_at),
       settled_at = CASE WHEN $5 = 'waiting' THEN NULL ELSE claimed_at END
     WHERE workspace_id = $1 AND user_id = $2 AND kind = $3 AND subject = $4 AND status = 'sending'`,
    [
      ...[workspaceId, userId, kind, subject, outcome.status],
      outcome.status === 'sent' ? null : outcome.message,
      outcome.status === 'waiting' ? outcome.nextAttemptAt : null,
    ],
  );
}

/** Gives up e-mails that were claimed before a time: whoever sent them was stopped, and sending them again could be the second time. */
export async function giveUpClaimed(
  db: Queryable,
  workspaceId: string,
  claimedBefore: Date,
  message: string,
): Promise<void> {
  await db.query(
    `UPDATE alert_mail SET status = 'failed', settled_at = claimed_at, message = $3
     WHERE workspace_id = $1 AND status = 'sending' AND claimed_at < $2`,
    [workspaceId, claimedBefore, message],
  );
}

/** What became of the e-mails of a member, the latest of each. */
export type MailHistory = {
  sent: { at: Date; kind: ClaimedMail['kind'] } | null;
  failed: { at: Date; kind: ClaimedMail['kind']; message: string; nextAttemptAt: Date | null } | null;
  /** A digest was due and there was nothing to say. */
  nothingNewAt: Date | null;
};

export async function loadMailHistory(
  db: Queryable,
  { workspaceId, userId }: MemberRef,
): Promise<MailHistory> {
  const latest = (where: string) =>
    `SELECT kind, claimed_at AS at, message,
       CASE WHEN status = 'waiting' THEN next_attempt_at END AS "nextAttemptAt"
     FROM alert_mail WHERE workspace_id = $1 AND user_id = $2 AND ${where} ORDER BY claimed_at DESC LIMIT 1`;
  const find = async <Row extends object>(where: string) =>
    (await db.query<Row>(latest(where), [workspaceId, userId])).rows[0] ?? null;
  const sent = await find<NonNullable<MailHistory['sent']>>(`status = 'sent'`);
  const failed = await find<NonNullable<MailHistory['failed']>>(
    `(status = 'failed' OR (status = 'waiting' AND attempts > 0))`,
  );
  const nothingNew = await find<{ at: Date }>(`status = 'dropped' AND message = '${NOTHING_NEW}'`);
  return { sent, failed, nothingNewAt: nothingNew?.at ?? null };
}
