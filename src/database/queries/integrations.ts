import type { Capability, DeviceCategory } from '../../domain/inventory.ts';
import type { Queryable } from '../connect.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';

export type RecordCounts = {
  companies: number;
  agreements: number;
  devices: number;
  users: number;
  licenses: number;
  subscriptions: number;
};

/** What an integration's own file holds. */
export type StoredDelivery = {
  capabilities: Capability[];
  deviceCategories: DeviceCategory[];
  knowsAssignedSeats: boolean;
  /** Absent where it was taken over before this was kept. */
  knowsLastSeen?: boolean;
};

/** An integration without its secrets. */
export type Integration = {
  id: string;
  vendor: string;
  name: string;
  /** Credential fields that are not secret, as given. */
  settings: Record<string, string>;
  secretsSet: string[];
  isDefaultPsa: boolean;
  lastGoodSyncAt: Date | null;
  counts: RecordCounts;
  /** null: no file was taken over, or it reads none. */
  delivers: StoredDelivery | null;
  /** Cron in the workspace's time zone; null: it does not sync by itself. */
  schedule: string | null;
  nextSyncAt: Date | null;
  timeZone: string;
  /** null: it is not paused. */
  pausedAt: Date | null;
  createdAt: Date;
};

const COUNTS = ['company', 'agreement', 'device', 'user_record', 'license', 'subscription'];

function countSql(table: string): string {
  const isPresent = table === 'company' || table === 'agreement' ? 'AND NOT x.is_gone' : '';
  return `(SELECT count(*)::int FROM ${table} x
    WHERE x.workspace_id = i.workspace_id AND x.integration_id = i.id ${isPresent}) AS ${table}`;
}

const selectSql = (counts: string) => `
  SELECT i.id, i.vendor, i.name, i.settings, i.secrets_set AS "secretsSet",
    i.id = w.default_psa_integration_id IS TRUE AS "isDefaultPsa", i.last_good_sync_at AS "lastGoodSyncAt",
    i.delivers, i.schedule, i.next_sync_at AS "nextSyncAt", w.time_zone AS "timeZone",
    i.paused_at AS "pausedAt", i.created_at AS "createdAt", lower(i.name) AS "sortKey", to_jsonb(counts) AS counted
  FROM integration i JOIN workspace w ON w.workspace_id = i.workspace_id
  CROSS JOIN LATERAL (SELECT ${counts}) counts`;
const SELECT = selectSql(COUNTS.map(countSql).join(', '));
/** Counting takes as long as there are records. */
const SELECT_UNCOUNTED = selectSql(COUNTS.map((table) => `0 AS ${table}`).join(', '));

type Row = Omit<Integration, 'counts'> & { sortKey: string; counted: Record<string, number> };

function fromRow({ counted, sortKey: _, ...row }: Row): Integration {
  const countOf = (table: string) => counted[table] ?? 0;
  return {
    ...row,
    counts: {
      companies: countOf('company'),
      agreements: countOf('agreement'),
      devices: countOf('device'),
      users: countOf('user_record'),
      licenses: countOf('license'),
      subscriptions: countOf('subscription'),
    },
  };
}

/** By name; without removed ones. @param page.counts false: leaves every count at 0 */
export async function listIntegrations(
  db: Queryable,
  workspaceId: string,
  page: PageRequest & { counts?: boolean },
): Promise<Page<Integration>> {
  const [name, id] = decodeCursor(page.cursor, 2) ?? [null, null];
  const { rows } = await db.query<Row>(
    `${page.counts === false ? SELECT_UNCOUNTED : SELECT} WHERE i.workspace_id = $1 AND i.removed_at IS NULL
       AND ($2::text IS NULL OR (lower(i.name), i.id) > ($2::text, $3::text))
     ORDER BY lower(i.name), i.id LIMIT $4`,
    [workspaceId, name, id, page.limit + 1],
  );
  const ids = await listIntegrationIds(db, workspaceId);
  return toPage(rows, page, ids.length, (row) => [row.sortKey, row.id], fromRow);
}

/** @returns null where the workspace has no such integration, or no longer. */
export async function getIntegration(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<Integration | null> {
  const { rows } = await db.query<Row>(
    `${SELECT} WHERE i.workspace_id = $1 AND i.id = $2 AND i.removed_at IS NULL`,
    [workspaceId, id],
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** `hasFile`: a file of it was taken over. */
export type NamedIntegration = {
  id: string;
  vendor: string;
  name: string;
  hasFile: boolean;
  isPaused: boolean;
};

/** The workspace's integrations, oldest first; without removed ones. */
export async function listIntegrationIds(db: Queryable, workspaceId: string): Promise<NamedIntegration[]> {
  const { rows } = await db.query<NamedIntegration>(
    `SELECT id, vendor, name, delivers IS NOT NULL AS "hasFile", paused_at IS NOT NULL AS "isPaused"
     FROM integration WHERE workspace_id = $1 AND removed_at IS NULL ORDER BY created_at, id`,
    [workspaceId],
  );
  return rows;
}

/** What is needed to open a session with the vendor. `secrets` is encrypted. */
export type StoredCredentials = {
  vendor: string;
  name: string;
  settings: Record<string, string>;
  secrets: string;
  secretsSet: string[];
  /** null: no file was taken over, or it reads none. */
  delivers: StoredDelivery | null;
};

/** Locks the row when `forUpdate` is set. @returns null where there is no such integration, or no longer. */
export async function getStoredCredentials(
  db: Queryable,
  workspaceId: string,
  id: string,
  { forUpdate = false }: { forUpdate?: boolean } = {},
): Promise<StoredCredentials | null> {
  const { rows } = await db.query<StoredCredentials>(
    `SELECT vendor, name, settings, secrets, secrets_set AS "secretsSet", delivers FROM integration
     WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL ${forUpdate ? 'FOR NO KEY UPDATE' : ''}`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

export async function insertIntegration(
  db: Queryable,
  workspaceId: string,
  integration: Omit<StoredCredentials, 'delivers'> & { id: string },
): Promise<void> {
  await db.query(
    `INSERT INTO integration (workspace_id, id, vendor, name, settings, secrets, secrets_set)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      workspaceId,
      integration.id,
      integration.vendor,
      integration.name,
      JSON.stringify(integration.settings),
      integration.secrets,
      integration.secretsSet,
    ],
  );
}

export async function updateIntegration(
  db: Queryable,
  workspaceId: string,
  {
    id,
    name,
    settings,
    secrets,
    secretsSet,
  }: Omit<StoredCredentials, 'vendor' | 'delivers'> & { id: string },
): Promise<void> {
  await db.query(
    `UPDATE integration SET name = $3, settings = $4, secrets = $5, secrets_set = $6
     WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, id, name, JSON.stringify(settings), secrets, secretsSet],
  );
}

/**
 * Marks an integration as removed, drops its secrets and deletes what it delivered. What it billed stays, marked as
 * gone, because people's decisions hang on the lines; companies go, so nothing is counted for them any more.
 */
export async function removeIntegration(db: Queryable, workspaceId: string, id: string): Promise<void> {
  const parameters = [workspaceId, id];
  await db.query(
    `UPDATE integration SET removed_at = now(), settings = '{}', secrets = '', secrets_set = '{}', trouble = NULL,
       file_profile = NULL
     WHERE workspace_id = $1 AND id = $2`,
    parameters,
  );
  for (const table of ['device', 'user_record', 'license', 'subscription', 'company', 'upload']) {
    await db.query(`DELETE FROM ${table} WHERE workspace_id = $1 AND integration_id = $2`, parameters);
  }
  for (const table of ['agreement', 'line_item']) {
    await db.query(
      `UPDATE ${table} SET is_gone = true WHERE workspace_id = $1 AND integration_id = $2 AND NOT is_gone`,
      parameters,
    );
  }
  await db.query(
    `DELETE FROM staged_record k USING sync_run r
     WHERE r.workspace_id = $1 AND r.integration_id = $2 AND k.workspace_id = $1 AND k.sync_run_id = r.id`,
    parameters,
  );
  await db.query(
    `UPDATE sync_run SET status = 'cancelled', finished_at = coalesce(finished_at, now()), phase = NULL, cancel_requested_at = now()
     WHERE workspace_id = $1 AND integration_id = $2 AND status IN ('queued', 'running', 'held')`,
    parameters,
  );
}

/** A sync under way goes on. */
export async function setPaused(
  db: Queryable,
  workspaceId: string,
  id: string,
  isPaused: boolean,
): Promise<void> {
  await db.query(
    'UPDATE integration SET paused_at = CASE WHEN $3 THEN now() END WHERE workspace_id = $1 AND id = $2',
    [workspaceId, id, isPaused],
  );
}

/** @returns the present default PSA, locked until the transaction ends. */
export async function lockDefaultPsa(db: Queryable, workspaceId: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string | null }>(
    'SELECT default_psa_integration_id AS id FROM workspace WHERE workspace_id = $1 FOR NO KEY UPDATE',
    [workspaceId],
  );
  return rows[0]?.id ?? null;
}

export async function setDefaultPsa(
  db: Queryable,
  workspaceId: string,
  integrationId: string | null,
): Promise<void> {
  await db.query('UPDATE workspace SET default_psa_integration_id = $2 WHERE workspace_id = $1', [
    workspaceId,
    integrationId,
  ]);
}
