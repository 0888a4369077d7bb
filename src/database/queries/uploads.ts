import type { Metric } from '../../domain/inventory.ts';
import type { Queryable } from '../connect.ts';
import type { StoredDelivery } from './integrations.ts';

/** A file without its content. `profile`: how it is read; null: it has not been taken over. */
export type Upload = {
  id: string;
  integrationId: string;
  fileName: string;
  sizeBytes: number;
  createdAt: Date;
};

export type UploadContent = Upload & { content: Buffer };

const COLUMNS = `u.id, u.integration_id AS "integrationId", u.file_name AS "fileName",
  octet_length(u.content) AS "sizeBytes", u.created_at AS "createdAt"`;

/** Keeps a file; an earlier one of the integration that nobody took over goes. */
export async function insertUpload(
  db: Queryable,
  workspaceId: string,
  upload: { id: string; integrationId: string; fileName: string; content: Uint8Array },
): Promise<void> {
  await db.query(
    'DELETE FROM upload WHERE workspace_id = $1 AND integration_id = $2 AND sync_run_id IS NULL',
    [workspaceId, upload.integrationId],
  );
  await db.query(
    'INSERT INTO upload (workspace_id, id, integration_id, file_name, content) VALUES ($1, $2, $3, $4, $5)',
    [workspaceId, upload.id, upload.integrationId, upload.fileName, upload.content],
  );
}

/** @returns null where the workspace has no such upload, or no longer. */
export async function getUpload(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<UploadContent | null> {
  const { rows } = await db.query<UploadContent>(
    `SELECT ${COLUMNS}, u.content FROM upload u WHERE u.workspace_id = $1 AND u.id = $2`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** The file an integration's sync reads, with its profile as it was stored. */
export type FileInUse = { fileName: string; content: Buffer; profile: unknown; createdAt: Date };

/**
 * The file that the sync under way is to take over, else the last one that was: what was discarded or failed is not read
 * again. @returns null where there is none.
 */
export async function getFileInUse(
  db: Queryable,
  workspaceId: string,
  integrationId: string,
): Promise<FileInUse | null> {
  const { rows } = await db.query<FileInUse>(
    `SELECT u.file_name AS "fileName", u.content, u.profile, u.created_at AS "createdAt"
     FROM upload u JOIN sync_run r ON r.workspace_id = u.workspace_id AND r.id = u.sync_run_id
     WHERE u.workspace_id = $1 AND u.integration_id = $2 AND r.status IN ('queued', 'running', 'succeeded')
     ORDER BY r.status = 'succeeded', u.created_at DESC LIMIT 1`,
    [workspaceId, integrationId],
  );
  return rows[0] ?? null;
}

/** How the integration's last file was read, as it was stored; null: there was none. */
export async function getFileProfile(
  db: Queryable,
  workspaceId: string,
  integrationId: string,
): Promise<unknown> {
  const { rows } = await db.query<{ profile: unknown }>(
    'SELECT file_profile AS profile FROM integration WHERE workspace_id = $1 AND id = $2',
    [workspaceId, integrationId],
  );
  return rows[0]?.profile ?? null;
}

/** What a sync is told of the file it takes over. */
export type TakeOver = {
  uploadId: string;
  integrationId: string;
  syncRunId: string;
  profile: unknown;
  delivers: StoredDelivery;
};

/** Hands a file to a sync that has been queued, and drops those that no sync will read again. */
export async function takeOverUpload(db: Queryable, workspaceId: string, input: TakeOver): Promise<void> {
  const profile = JSON.stringify(input.profile);
  await db.query('UPDATE upload SET profile = $3, sync_run_id = $4 WHERE workspace_id = $1 AND id = $2', [
    workspaceId,
    input.uploadId,
    profile,
    input.syncRunId,
  ]);
  await db.query(
    'UPDATE integration SET file_profile = $3, delivers = $4 WHERE workspace_id = $1 AND id = $2',
    [workspaceId, input.integrationId, profile, JSON.stringify(input.delivers)],
  );
  await db.query(
    `DELETE FROM upload u WHERE u.workspace_id = $1 AND u.integration_id = $2 AND u.id <> $3
       AND u.id IS DISTINCT FROM (
         SELECT s.id FROM upload s JOIN sync_run r ON r.workspace_id = s.workspace_id AND r.id = s.sync_run_id
         WHERE s.workspace_id = $1 AND s.integration_id = $2 AND r.status = 'succeeded' AND s.id <> $3
         ORDER BY s.created_at DESC LIMIT 1
       )`,
    [workspaceId, input.integrationId, input.uploadId],
  );
}

/** Whether a sync has been given the file. */
export async function isTakenOver(db: Queryable, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await db.query<{ taken: boolean }>(
    'SELECT sync_run_id IS NOT NULL AS taken FROM upload WHERE workspace_id = $1 AND id = $2',
    [workspaceId, id],
  );
  return rows[0]?.taken ?? false;
}

/** What an integration holds of one metric: ids, and a name to tell people. */
export type HeldRecord = { externalId: string; companyExternalId: string; name: string };

const TABLES: Record<Metric, { table: string; name: string }> = {
  devices: { table: 'device', name: 'name' },
  users: { table: 'user_record', name: 'user_principal_name' },
  licenses: { table: 'license', name: 'sku_name' },
  subscriptions: { table: 'subscription', name: 'product_name' },
};

export async function listHeldRecords(
  db: Queryable,
  workspaceId: string,
  integrationId: string,
  metric: Metric,
): Promise<HeldRecord[]> {
  const { table, name } = TABLES[metric];
  const { rows } = await db.query<HeldRecord>(
    `SELECT external_id AS "externalId", company_external_id AS "companyExternalId", ${name} AS name
     FROM ${table} WHERE workspace_id = $1 AND integration_id = $2 ORDER BY company_external_id, ${name}`,
    [workspaceId, integrationId],
  );
  return rows;
}
