import type { Connector } from '../connectors/connector.ts';
import type { Database } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { listIntegrationIds, type NamedIntegration } from '../database/queries/integrations.ts';
import { insertSyncRun } from '../database/queries/sync-runs.ts';
import { getWorkspace } from '../database/queries/workspaces.ts';
import { createId } from '../ids.ts';
import type { Jobs } from '../jobs.ts';
import { notFound, Problem } from '../problem.ts';

export type SyncJobs = { db: Database; jobs: Jobs; connectors: ReadonlyMap<string, Connector> };

/** Which integrations to sync: those named; every one that is neither paused nor syncing yet; by default the default PSA. */
export type SyncRequest = { integrationIds?: string[] | undefined; all?: boolean | undefined };

/**
 * Queues syncs; they run in the background.
 * @returns the ids of the runs.
 * @throws Problem not-found; conflict where one of them is under way or paused (with `all`: where every one is); refused
 * where there is nothing to sync.
 */
export async function startSyncs(
  context: SyncJobs,
  workspaceId: string,
  actor: Actor,
  request: SyncRequest,
): Promise<string[]> {
  const { db, jobs } = context;
  const integrationIds = await chooseIntegrations(context, workspaceId, request);
  // A run that a crash cut off blocks no new one, even while no instance has restarted since.
  await jobs.recover(workspaceId);
  const started = await db.transaction(async (client) => {
    const runs: { id: string; integrationId: string }[] = [];
    for (const integrationId of integrationIds) {
      const run = { workspaceId, syncRunId: createId('sync'), integrationId };
      if (await insertSyncRun(client, run)) {
        runs.push({ id: run.syncRunId, integrationId });
      } else if (request.all !== true) {
        throw underWay();
      }
    }
    if (runs.length === 0) {
      throw underWay();
    }
    for (const { id } of runs) {
      await jobs.enqueueSync(client, { workspaceId, syncRunId: id });
    }
    await recordAudit(
      client,
      workspaceId,
      actor,
      runs.map(({ id, integrationId }) => ({
        action: 'sync.start',
        subjectKind: 'integration',
        subjectId: integrationId,
        after: { syncRunId: id },
      })),
    );
    return runs;
  });
  jobs.wake();
  return started.map(({ id }) => id);
}

function underWay(): Problem {
  return new Problem('conflict', 'A sync is under way already. Wait for it, or cancel it.');
}

async function chooseIntegrations(
  { db, connectors }: SyncJobs,
  workspaceId: string,
  request: SyncRequest,
): Promise<string[]> {
  const present = await listIntegrationIds(db.pool, workspaceId);
  const known = present.map(({ id }) => id);
  if (request.all === true) {
    // What reads files has nothing to read before the first one.
    const readable = present.filter(
      ({ vendor, hasFile }) => hasFile || connectors.get(vendor)?.files === undefined,
    );
    refuseNone(readable);
    const going = readable.filter(({ isPaused }) => !isPaused);
    if (going.length === 0) {
      throw new Problem('conflict', 'Every integration is paused. Resume one under Integrations, then sync.');
    }
    return going.map(({ id }) => id);
  }
  if (request.integrationIds !== undefined) {
    if (request.integrationIds.some((id) => !known.includes(id))) {
      throw notFound('an integration');
    }
    refusePaused(present, request.integrationIds);
    return [...new Set(request.integrationIds)];
  }
  const psa = (await getWorkspace(db.pool, workspaceId))?.defaultPsaIntegrationId ?? null;
  const ids = refuseNone(psa === null ? [] : [psa]);
  refusePaused(present, ids);
  return ids;
}

function refusePaused(present: readonly NamedIntegration[], ids: readonly string[]): void {
  const paused = present.find(({ id, isPaused }) => isPaused && ids.includes(id));
  if (paused !== undefined) {
    throw new Problem('conflict', `${paused.name} is paused. Resume it under Integrations, then sync it.`);
  }
}

function refuseNone<Item>(ids: Item[]): Item[] {
  if (ids.length === 0) {
    throw new Problem('refused', 'There is nothing to sync yet. Connect a PSA first.');
  }
  return ids;
}
