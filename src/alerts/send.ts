import type { Mailer, Message } from '../accounts/mail.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/connect.ts';
import {
  type ClaimedMail,
  claimMail,
  findSyncTrouble,
  giveUpClaimed,
  type MailOutcome,
  NOTHING_NEW,
  settleMail,
} from '../database/queries/alert-mails.ts';
import { findRecipient, type Recipient, setDigestTold } from '../database/queries/alerts.ts';
import { includes } from '../domain/plans.ts';
import { loadDigest } from './digest.ts';
import { digestLetter } from './digest-letter.ts';
import { queueAlerts } from './queue.ts';
import { syncLetter } from './sync-letter.ts';

export type AlertContext = {
  db: Database;
  mailer: Mailer;
  config: Pick<Config, 'accounts'>;
  log: { error: (details: object, message: string) => void };
};

const MINUTE_MS = 60_000;
/** How long after each failure it is tried again; after the last it is given up. */
const RETRY_AFTER_MIN = [1, 5, 30, 120];
/** Longer than a mail server is waited for. */
const CLAIM_LIMIT_MS = 10 * MINUTE_MS;
const NOT_WRITTEN = 'Tieout could not write this e-mail. The log of the instance has the details.';
const INTERRUPTED =
  'Tieout was stopped while it sent this e-mail. It may have gone out, so it is not sent again.';

/**
 * Sends the e-mails of a workspace that are due, each once, whichever instances do so at the same time; nothing where no mail
 * server is set, and what is due then stays due.
 */
export async function sendAlerts(context: AlertContext, workspaceId: string, now: Date): Promise<void> {
  const { db, mailer } = context;
  if (!mailer.isSending) {
    return;
  }
  await giveUpClaimed(db.pool, workspaceId, new Date(now.getTime() - CLAIM_LIMIT_MS), INTERRUPTED);
  await queueAlerts(db, workspaceId, now);
  for (;;) {
    const mail = await claimMail(db.pool, workspaceId, now);
    if (mail === null) {
      return;
    }
    await settle(context, mail, await attempt(context, mail, now));
  }
}

/** @property toldRunId of a digest: the run up to which discrepancies are told then. */
type Attempt = { outcome: MailOutcome; toldRunId?: number };
type Prepared = Attempt | { message: Message; toldRunId?: number };

async function attempt(context: AlertContext, mail: ClaimedMail, now: Date): Promise<Attempt> {
  const prepared = await prepare(context, mail, now).catch((error: Error) => error);
  if (prepared instanceof Error) {
    context.log.error({ err: prepared, kind: mail.kind }, 'an e-mail could not be written');
    return { outcome: afterFailure(mail, NOT_WRITTEN, now) };
  }
  if ('outcome' in prepared) {
    return prepared;
  }
  try {
    await context.mailer.deliver(prepared.message);
    const { message: _, ...told } = prepared;
    return { ...told, outcome: { status: 'sent' } };
  } catch (error) {
    context.log.error({ err: error, kind: mail.kind }, 'an e-mail could not be sent');
    return { outcome: afterFailure(mail, (error as Error).message, now) };
  }
}

function afterFailure({ attempts }: ClaimedMail, message: string, now: Date): MailOutcome {
  const minutes = RETRY_AFTER_MIN[attempts - 1];
  return minutes === undefined
    ? { status: 'failed', message }
    : { status: 'waiting', message, nextAttemptAt: new Date(now.getTime() + minutes * MINUTE_MS) };
}

/** Whether it is still wanted, allowed and true is looked at as late as this: much may have changed since it was due. */
async function prepare(context: AlertContext, mail: ClaimedMail, now: Date): Promise<Prepared> {
  const recipient = await findRecipient(context.db.pool, mail);
  if (recipient === null || recipient.isSuspended) {
    return dropped('The member left, or the workspace is suspended.');
  }
  return mail.kind === 'sync'
    ? prepareSync(context, mail, recipient)
    : prepareDigest(context, mail, recipient, now);
}

async function prepareSync(
  { db, config }: AlertContext,
  { workspaceId, integrationId }: ClaimedMail,
  recipient: Recipient,
): Promise<Prepared> {
  const trouble = integrationId === null ? null : await findSyncTrouble(db.pool, workspaceId, integrationId);
  if (trouble === null || !recipient.syncProblems) {
    return dropped('The sync is well again, or the e-mail is not wanted any more.');
  }
  return { message: syncLetter({ recipient, trouble, publicUrl: config.accounts.publicUrl }) };
}

async function prepareDigest(
  { db, config }: AlertContext,
  { workspaceId }: ClaimedMail,
  recipient: Recipient,
  now: Date,
): Promise<Prepared> {
  if (recipient.digest === null || !includes(recipient.plan, 'reconciliation')) {
    return dropped('The digest is not wanted any more, or the plan has none.');
  }
  const digest = await loadDigest(db, workspaceId, recipient.toldRunId, now);
  if (digest === null || digest.total === 0) {
    const nothing = dropped(NOTHING_NEW);
    return digest === null ? nothing : { ...nothing, toldRunId: digest.runId };
  }
  const { publicUrl } = config.accounts;
  return { message: digestLetter({ recipient, digest, publicUrl }), toldRunId: digest.runId };
}

function dropped(message: string): Attempt {
  return { outcome: { status: 'dropped', message } };
}

async function settle(
  { db }: AlertContext,
  mail: ClaimedMail,
  { outcome, toldRunId }: Attempt,
): Promise<void> {
  await db.transaction(async (client) => {
    await settleMail(client, mail, outcome);
    if (toldRunId !== undefined) {
      await setDigestTold(client, mail, toldRunId);
    }
  });
}
