import type { Database } from '../database/connect.ts';
import { deleteOldDigestMails, insertDigestMail, insertSyncMails } from '../database/queries/alert-mails.ts';
import { lockDueDigests, setDigestDue } from '../database/queries/alerts.ts';
import { includes } from '../domain/plans.ts';
import { nextDigest } from './choices.ts';

/**
 * Queues the e-mails of a workspace that are due: each once, whichever instance looks. A digest whose time passed while no
 * instance ran is made up for once; a plan without reconciliation has none.
 */
export async function queueAlerts(db: Database, workspaceId: string, now: Date): Promise<void> {
  await insertSyncMails(db.pool, workspaceId, now);
  await db.transaction(async (client) => {
    for (const { userId, times, dueAt, timeZone, plan } of await lockDueDigests(client, workspaceId, now)) {
      const member = { workspaceId, userId };
      await setDigestDue(client, member, nextDigest(times, timeZone, now));
      if (dueAt !== null && includes(plan, 'reconciliation')) {
        await insertDigestMail(client, member, dueAt, now);
      }
    }
    await deleteOldDigestMails(client, workspaceId, now);
  });
}
