import type { Database } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { getIntegration } from '../database/queries/integrations.ts';
import { deleteUnbilledDecisions, upsertUnbilledDecisions } from '../database/queries/unbilled.ts';
import type { Metric } from '../domain/inventory.ts';
import { notFound } from '../problem.ts';

type Subject = { integrationId: string; metric: Metric; externalIds: readonly string[] };

/**
 * Keeps that records need no line, with the reason; it outlives the records' absence.
 * @throws Problem not-found for an integration that is not the workspace's
 */
export async function ignoreUnbilled(
  db: Database,
  workspaceId: string,
  actor: Actor,
  subject: Subject,
  reason: string,
): Promise<void> {
  await change(db, workspaceId, actor, subject, { action: 'unbilled.ignore', after: { reason } }, (client) =>
    upsertUnbilledDecisions(client, workspaceId, subject, { reason, by: actor.name }),
  );
}

/** Takes that back. @throws Problem not-found */
export async function restoreUnbilled(
  db: Database,
  workspaceId: string,
  actor: Actor,
  subject: Subject,
): Promise<void> {
  await change(db, workspaceId, actor, subject, { action: 'unbilled.restore', after: null }, (client) =>
    deleteUnbilledDecisions(client, workspaceId, subject),
  );
}

async function change(
  db: Database,
  workspaceId: string,
  actor: Actor,
  { integrationId, metric, externalIds }: Subject,
  { action, after }: { action: string; after: object | null },
  write: (client: Parameters<Parameters<Database['transaction']>[0]>[0]) => Promise<unknown>,
): Promise<void> {
  await db.transaction(async (client) => {
    if ((await getIntegration(client, workspaceId, integrationId)) === null) throw notFound('an integration');
    await write(client);
    const what = { metric, records: externalIds };
    await recordAudit(client, workspaceId, actor, [
      {
        action,
        subjectKind: 'integration',
        subjectId: integrationId,
        ...(after === null ? { before: what } : { after: { ...what, ...after } }),
      },
    ]);
  });
}
