import { type Connector, VendorError } from '../connectors/connector.ts';
import type { Database, Queryable } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import {
  getIntegration,
  getStoredCredentials,
  type Integration,
  insertIntegration,
  listIntegrationIds,
  listIntegrations,
  lockDefaultPsa,
  removeIntegration,
  type StoredCredentials,
  setDefaultPsa,
  setPaused,
  updateIntegration,
} from '../database/queries/integrations.ts';
import type { Page, PageRequest } from '../database/queries/page.ts';
import { lockRuns } from '../database/queries/runs.ts';
import { setSchedule } from '../database/queries/schedules.ts';
import { listLatestRuns, type SyncRun } from '../database/queries/sync-runs.ts';
import { getWorkspace } from '../database/queries/workspaces.ts';
import { createId } from '../ids.ts';
import { notFound, Problem } from '../problem.ts';
import { runWithin } from '../reconciliation/run.ts';
import { changeCredentials } from './credentials.ts';
import { type OpenContext, openSecrets, sealSecrets } from './open.ts';
import { checkSchedule, nextDue, nightlySchedule } from './schedule.ts';

export type IntegrationWithSync = Integration & { lastSync: SyncRun | null };

const subjectKind = 'integration';

/** By name, each with its latest sync. */
export async function listWithSyncs(
  db: Database,
  workspaceId: string,
  page: PageRequest & { counts?: boolean },
): Promise<Page<IntegrationWithSync>> {
  const found = await listIntegrations(db.pool, workspaceId, page);
  const runs = await listLatestRuns(db.pool, workspaceId);
  return { ...found, items: found.items.map((item) => ({ ...item, lastSync: runs.get(item.id) ?? null })) };
}

/** @throws Problem not-found. */
export async function findIntegration(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<IntegrationWithSync> {
  const integration = await getIntegration(db.pool, workspaceId, id);
  if (integration === null) {
    throw notFound('an integration');
  }
  const runs = await listLatestRuns(db.pool, workspaceId);
  return { ...integration, lastSync: runs.get(id) ?? null };
}

export type NewIntegration = {
  vendor: string;
  name?: string | undefined;
  credentials: Record<string, string>;
};

/**
 * Connects a vendor. The first PSA becomes the workspace's default by itself. The same account may be connected twice.
 * @throws Problem invalid-input for an unknown vendor or credentials that do not fit it.
 */
export async function createIntegration(
  context: OpenContext,
  workspaceId: string,
  actor: Actor,
  { vendor, name, credentials }: NewIntegration,
): Promise<IntegrationWithSync> {
  const connector = context.connectors.get(vendor);
  if (connector === undefined) {
    throw new Problem('invalid-input', `Tieout does not know the vendor "${vendor}".`, [
      { path: 'vendor', message: 'not one of the vendors in GET /api/v1/vendors' },
    ]);
  }
  const { settings, secrets } = changeCredentials(connector, { settings: {}, secrets: {} }, credentials);
  const id = createId('int');
  const stored = {
    vendor,
    name: name ?? connector.title,
    settings,
    secrets: sealSecrets(context, workspaceId, id, secrets),
    secretsSet: Object.keys(secrets),
  };
  await context.db.transaction(async (client) => {
    await insertIntegration(client, workspaceId, { id, ...stored });
    // Files come when a person brings them.
    if (connector.files === undefined) {
      await changeSchedule(client, workspaceId, id, nightlySchedule(id));
    }
    if (
      connector.capabilities.includes('agreements') &&
      (await lockDefaultPsa(client, workspaceId)) === null
    ) {
      await setDefaultPsa(client, workspaceId, id);
    }
    const after = { vendor, name: stored.name, settings, secretsSet: stored.secretsSet };
    await recordAudit(client, workspaceId, actor, [
      { action: 'integration.create', subjectKind, subjectId: id, after },
    ]);
  });
  return findIntegration(context.db, workspaceId, id);
}

export type IntegrationChange = {
  name?: string | undefined;
  /** Cron in the workspace's time zone; null: it does not sync by itself. */
  schedule?: string | null | undefined;
  /** true: no sync of it starts until it is resumed. */
  paused?: boolean | undefined;
  credentials?: Record<string, string> | undefined;
};

/**
 * Renames an integration, changes its credentials or its schedule, pauses or resumes it; a secret that is not given stays.
 * @throws Problem not-found; invalid-input for credentials that do not fit the vendor; refused where what reads files gets
 * a schedule or a pause.
 */
export async function changeIntegration(
  context: OpenContext,
  workspaceId: string,
  actor: Actor,
  id: string,
  change: IntegrationChange,
): Promise<IntegrationWithSync> {
  await context.db.transaction(async (client) => {
    const before = await getStoredCredentials(client, workspaceId, id, { forUpdate: true });
    if (before === null) {
      throw notFound('an integration');
    }
    const changed = newCredentials(context, workspaceId, id, before, change.credentials ?? {});
    const { secretsChanged, ...stored } = changed ?? { ...before, secretsChanged: [] };
    const name = change.name ?? before.name;
    await updateIntegration(client, workspaceId, { ...stored, id, name });
    const scheduled = await applySchedule(context, client, workspaceId, id, change.schedule);
    const paused = await applyPause(context, client, workspaceId, id, change.paused);
    const shown = ({ settings, secretsSet }: typeof stored) => ({ settings, secretsSet });
    await recordAudit(client, workspaceId, actor, [
      {
        action: 'integration.update',
        subjectKind,
        subjectId: id,
        before: { name: before.name, ...shown(before), ...scheduled?.before, ...paused?.before },
        after: { name, ...shown(stored), secretsChanged, ...scheduled?.after, ...paused?.after },
      },
    ]);
  });
  return findIntegration(context.db, workspaceId, id);
}

/**
 * Sets when an integration syncs by itself.
 * @param schedule undefined: it stays as it is
 * @returns null where nothing changed
 * @throws Problem invalid-input; refused for what reads files
 */
async function applySchedule(
  { connectors }: OpenContext,
  client: Queryable,
  workspaceId: string,
  id: string,
  schedule: string | null | undefined,
): Promise<{ before: { schedule: string | null }; after: { schedule: string | null } } | null> {
  if (schedule === undefined) return null;
  const integration = await getIntegration(client, workspaceId, id);
  if (integration === null || integration.schedule === schedule) return null;
  if (schedule !== null && connectors.get(integration.vendor)?.files !== undefined) {
    throw new Problem(
      'refused',
      'This integration reads files: it has nothing to sync until a person brings one.',
    );
  }
  await changeSchedule(client, workspaceId, id, schedule);
  return { before: { schedule: integration.schedule }, after: { schedule } };
}

/**
 * Pauses or resumes an integration. Its schedule goes on at its next time: what it missed is not made up for.
 * @param paused undefined: it stays as it is
 * @returns null where nothing changed
 * @throws Problem refused for what reads files
 */
async function applyPause(
  { connectors }: OpenContext,
  client: Queryable,
  workspaceId: string,
  id: string,
  paused: boolean | undefined,
): Promise<{ before: { paused: boolean }; after: { paused: boolean } } | null> {
  if (paused === undefined) return null;
  const integration = await getIntegration(client, workspaceId, id);
  if (integration === null || (integration.pausedAt !== null) === paused) return null;
  if (paused && connectors.get(integration.vendor)?.files !== undefined) {
    throw new Problem(
      'refused',
      'This integration reads files: nothing comes in until a person brings one, so there is nothing to pause.',
    );
  }
  await setPaused(client, workspaceId, id, paused);
  if (!paused) {
    await changeSchedule(client, workspaceId, id, integration.schedule);
  }
  return { before: { paused: !paused }, after: { paused } };
}

async function changeSchedule(
  client: Queryable,
  workspaceId: string,
  id: string,
  schedule: string | null,
): Promise<void> {
  const timeZone = (await getWorkspace(client, workspaceId))?.timeZone ?? 'UTC';
  if (schedule !== null) checkSchedule(schedule, timeZone);
  const next = schedule === null ? null : nextDue(schedule, timeZone, new Date());
  await setSchedule(client, workspaceId, id, schedule, next);
}

type ChangedCredentials = Pick<StoredCredentials, 'settings' | 'secrets' | 'secretsSet'> & {
  secretsChanged: string[];
};

/** @returns null where nothing is given: what is stored then stays as it is. */
function newCredentials(
  context: OpenContext,
  workspaceId: string,
  id: string,
  before: StoredCredentials,
  given: Record<string, string>,
): ChangedCredentials | null {
  if (Object.keys(given).length === 0) {
    return null;
  }
  const connector = connectorOf(context.connectors, before.vendor);
  const held = readableSecrets(context, workspaceId, id, before.secrets);
  const { settings, secrets } = changeCredentials(
    connector,
    { settings: before.settings, secrets: held },
    given,
  );
  return {
    settings,
    secrets: sealSecrets(context, workspaceId, id, secrets),
    secretsSet: Object.keys(secrets),
    secretsChanged: changedSecrets(held, secrets),
  };
}

/** None where the instance's own secret has changed: the person then has to enter all of them again. */
function readableSecrets(
  context: OpenContext,
  workspaceId: string,
  id: string,
  sealed: string,
): Record<string, string> {
  try {
    return openSecrets(context, workspaceId, id, sealed);
  } catch (error) {
    if (error instanceof VendorError) {
      return {};
    }
    throw error;
  }
}

/** Names only: what a secret was or is stands nowhere. */
function changedSecrets(before: Record<string, string>, after: Record<string, string>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]);
}

/**
 * Disconnects a vendor: secrets and records go, decisions stay and read "integration removed". Another PSA becomes the
 * default, where this was it and there is one.
 * @throws Problem not-found.
 */
export async function disconnect(
  { db, connectors }: OpenContext,
  workspaceId: string,
  actor: Actor,
  id: string,
): Promise<void> {
  await db.transaction(async (client) => {
    // Before the workspace's row, which a run under way writes when it ends.
    await lockRuns(client, workspaceId);
    const defaultPsa = await lockDefaultPsa(client, workspaceId);
    const before = await getStoredCredentials(client, workspaceId, id, { forUpdate: true });
    if (before === null) {
      throw notFound('an integration');
    }
    await removeIntegration(client, workspaceId, id);
    if (defaultPsa === id) {
      await setDefaultPsa(client, workspaceId, await oldestPsa(client, workspaceId, connectors));
    }
    const { vendor, name } = before;
    await recordAudit(client, workspaceId, actor, [
      { action: 'integration.delete', subjectKind, subjectId: id, before: { vendor, name } },
    ]);
    await runWithin(client, { workspaceId, trigger: 'integration removed' });
  });
}

async function oldestPsa(
  client: Queryable,
  workspaceId: string,
  connectors: ReadonlyMap<string, Connector>,
): Promise<string | null> {
  const integrations = await listIntegrationIds(client, workspaceId);
  const isPsa = ({ vendor }: { vendor: string }) =>
    connectors.get(vendor)?.capabilities.includes('agreements') === true;
  return integrations.find(isPsa)?.id ?? null;
}

function connectorOf(connectors: ReadonlyMap<string, Connector>, vendor: string): Connector {
  const connector = connectors.get(vendor);
  if (connector === undefined) {
    throw new Problem('refused', `This version of Tieout does not know the vendor "${vendor}".`);
  }
  return connector;
}
