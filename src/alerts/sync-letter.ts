import type { Message } from '../accounts/mail.ts';
import type { SyncTrouble } from '../database/queries/alert-mails.ts';
import type { Recipient } from '../database/queries/alerts.ts';
import { footer, formatMoment, linkTo } from './words.ts';

type Given = { recipient: Recipient; trouble: SyncTrouble; publicUrl: string | null };

/** The e-mail that tells of a sync that began to fail, or is held. */
export function syncLetter({ recipient, trouble, publicUrl }: Given): Message {
  const { name, email, workspaceName, timeZone } = recipient;
  const { integrationName, status, message, finishedAt } = trouble;
  const what = status === 'held' ? 'is held' : 'failed';
  const text = [
    `Hello ${name},`,
    `the sync of ${integrationName} in ${workspaceName} ${what} (${formatMoment(finishedAt, timeZone)}).`,
    ...(message === null ? [] : [message]),
    stillHolds(trouble, timeZone),
    whatToDo(trouble, publicUrl),
    'This is said once: you hear of it again only if it goes wrong after it has succeeded in between.',
    footer(publicUrl),
  ].join('\n\n');
  return { to: email, subject: `Tieout: the sync of ${integrationName} ${what} in ${workspaceName}`, text };
}

function stillHolds({ lastGoodSyncAt }: SyncTrouble, timeZone: string): string {
  return lastGoodSyncAt === null
    ? 'Nothing of it is in use: it has not synced well yet.'
    : `The data of ${formatMoment(lastGoodSyncAt, timeZone)} stay in use: agreements are as they were then, and counts are unknown until it syncs well again.`;
}

function whatToDo({ status }: SyncTrouble, publicUrl: string | null): string {
  return status === 'held'
    ? `It would remove much of what was there. Look at it, and release or discard it:\n${linkTo(publicUrl, '/integrations')}`
    : `Look at it, and sync again:\n${linkTo(publicUrl, '/integrations')}`;
}
