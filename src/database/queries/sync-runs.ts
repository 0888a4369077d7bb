import type { Queryable } from '../connect.ts';
import type { UnreadNote } from './integration-trust.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';

export type SyncStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'held' | 'cancelled';
export type RejectedSample = { kind: string; message: string; sample: string };
export type FailedCompanyNote = { companyExternalId: string; name: string; message: string };

/** Names one sync run. */
export type SyncRunRef = { workspaceId: string; syncRunId: string };

/** A sync run in the API's shape, times as dates. */
export type SyncRun = {
  id: string;
  integrationId: string;
  status: SyncStatus;
  /** What it is doing, in words. */
  phase: string | null;
  done: number;
  /** null: the vendor does not say. */
  total: number | null;
  rows: { added: number; changed: number; removed: number; rejected: number };
  rejectedSamples: RejectedSample[];
  failedCompanies: FailedCompanyNote[];
  unread: UnreadNote[];
  startedAt: Date | null;
  finishedAt: Date | null;
  createdAt: Date;
  error: { code: string; message: string } | null;
};

/** A sync run as it is selected from `sync_run r`. */
const COLUMNS = `
  r.id, r.integration_id AS "integrationId", r.status, r.phase, r.done::float8 AS done, r.total::float8 AS total,
  jsonb_build_object('added', r.added, 'changed', r.changed, 'removed', r.removed, 'rejected', r.rejected) AS rows,
  r.rejected_samples AS "rejectedSamples", r.failed_companies AS "failedCompanies", r.unread,
  r.started_at AS "startedAt", r.finished_at AS "finishedAt", r.created_at AS "createdAt",
  CASE WHEN r.error_code IS NULL THEN NULL
    ELSE jsonb_build_object('code', r.error_code, 'message', r.error_message) END AS error`;

/** @returns null where the workspace has no such run. */
export async function getSyncRun(
  db: Queryable,
  { workspaceId, syncRunId }: SyncRunRef,
): Promise<SyncRun | null> {
  const { rows } = await db.query<SyncRun>(
    `SELECT ${COLUMNS} FROM sync_run r WHERE r.workspace_id = $1 AND r.id = $2`,
    [workspaceId, syncRunId],
  );
  return rows[0] ?? null;
}

export type SyncRunFilter = { integrationId?: string | undefined; status?: SyncStatus[] | undefined };

/** Newest first. */
export async function listSyncRuns(
  db: Queryable,
  workspaceId: string,
  filter: SyncRunFilter,
  page: PageRequest,
): Promise<Page<SyncRun>> {
  const where = `r.workspace_id = $1 AND ($2::text IS NULL OR r.integration_id = $2)
    AND ($3::text[] IS NULL OR r.status = ANY ($3))`;
  const parameters = [workspaceId, filter.integrationId ?? null, filter.status ?? null];
  const [at, id] = decodeCursor(page.cursor, 2) ?? [null, null];
  const { rows } = await db.query<SyncRun & { sortKey: string }>(
    `SELECT ${COLUMNS}, r.created_at::text AS "sortKey" FROM sync_run r
     WHERE ${where} AND ($4::timestamptz IS NULL OR (r.created_at, r.id) < ($4::timestamptz, $5::text))
     ORDER BY r.created_at DESC, r.id DESC LIMIT $6`,
    [...parameters, at, id, page.limit + 1],
  );
  const counted = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM sync_run r WHERE ${where}`,
    parameters,
  );
  const total = counted.rows[0]?.total ?? 0;
  return toPage(
    rows,
    page,
    total,
    (row) => [row.sortKey, row.id],
    ({ sortKey: _, ...run }) => run,
  );
}

/** The latest run of each integration, by integration id. */
export async function listLatestRuns(db: Queryable, workspaceId: string): Promise<Map<string, SyncRun>> {
  const { rows } = await db.query<SyncRun>(
    `SELECT latest.* FROM integration i CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM sync_run r
       WHERE r.workspace_id = i.workspace_id AND r.integration_id = i.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1
     ) latest WHERE i.workspace_id = $1`,
    [workspaceId],
  );
  return new Map(rows.map((run) => [run.integrationId, run]));
}

/** @returns false where a sync of the integration is under way already; nothing is written then. */
export async function insertSyncRun(
  db: Queryable,
  run: SyncRunRef & { integrationId: string },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO sync_run (workspace_id, id, integration_id, status) VALUES ($1, $2, $3, 'queued')
     ON CONFLICT (workspace_id, integration_id) WHERE status IN ('queued', 'running') DO NOTHING`,
    [run.workspaceId, run.syncRunId, run.integrationId],
  );
  return rowCount === 1;
}

/** What the process that runs a sync has to know of it. */
export type ClaimedRun = {
  integrationId: string;
  startedAt: Date;
  /** It merges what it read before. */
  isReleased: boolean;
  rejected: number;
  rejectedSamples: RejectedSample[];
  failedCompanies: FailedCompanyNote[];
  unread: readonly UnreadNote[];
};

/** Turns a queued run into a running one. @returns null where it is queued no longer. */
export async function claimSyncRun(
  db: Queryable,
  { workspaceId, syncRunId }: SyncRunRef,
): Promise<ClaimedRun | null> {
  const { rows } = await db.query<ClaimedRun>(
    `UPDATE sync_run SET status = 'running', started_at = coalesce(started_at, date_trunc('milliseconds', now()))
     WHERE workspace_id = $1 AND id = $2 AND status = 'queued'
     RETURNING integration_id AS "integrationId", started_at AS "startedAt", released_at IS NOT NULL AS "isReleased",
       rejected::int AS rejected, rejected_samples AS "rejectedSamples", failed_companies AS "failedCompanies", unread`,
    [workspaceId, syncRunId],
  );
  return rows[0] ?? null;
}

export type Progress = { phase: string; done: number; total: number | null };

export async function writeProgress(
  db: Queryable,
  run: SyncRunRef,
  { phase, done, total }: Progress,
): Promise<void> {
  await db.query(
    `UPDATE sync_run SET phase = $3, done = $4, total = $5 WHERE workspace_id = $1 AND id = $2 AND status = 'running'`,
    [run.workspaceId, run.syncRunId, phase, done, total],
  );
}

export type RunFindings = {
  added: number;
  changed: number;
  removed: number;
  rejected: number;
  rejectedSamples: RejectedSample[];
  failedCompanies: FailedCompanyNote[];
  unread: readonly UnreadNote[];
};

/** Notes what a sync found; its status stays. */
export async function writeFindings(db: Queryable, run: SyncRunRef, findings: RunFindings): Promise<void> {
  await db.query(
    `UPDATE sync_run SET added = $3, changed = $4, removed = $5, rejected = $6, rejected_samples = $7,
       failed_companies = $8, unread = $9
     WHERE workspace_id = $1 AND id = $2`,
    [
      run.workspaceId,
      run.syncRunId,
      findings.added,
      findings.changed,
      findings.removed,
      findings.rejected,
      JSON.stringify(findings.rejectedSamples),
      JSON.stringify(findings.failedCompanies),
      JSON.stringify(findings.unread),
    ],
  );
}

/** Ends a run that is under way. @returns false where it had ended already. */
export async function finishSyncRun(
  db: Queryable,
  run: SyncRunRef,
  status: Exclude<SyncStatus, 'queued' | 'running'>,
  error: { code: string; message: string } | null = null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE sync_run SET status = $3, error_code = $4, error_message = $5, finished_at = now(),
       phase = NULL, cancel_requested_at = NULL, released_at = NULL
     WHERE workspace_id = $1 AND id = $2 AND status IN ('queued', 'running')`,
    [run.workspaceId, run.syncRunId, status, error?.code ?? null, error?.message ?? null],
  );
  return rowCount === 1;
}

/** Ends a run that no process has begun: as cancelled, or as held again where it was being released. */
export async function finishQueuedRun(db: Queryable, { workspaceId, syncRunId }: SyncRunRef): Promise<void> {
  await db.query(
    `UPDATE sync_run SET status = CASE WHEN released_at IS NULL THEN 'cancelled' ELSE 'held' END,
       finished_at = now(), cancel_requested_at = NULL, released_at = NULL
     WHERE workspace_id = $1 AND id = $2 AND status = 'queued'`,
    [workspaceId, syncRunId],
  );
}

export async function isSyncUnderWay(
  db: Queryable,
  workspaceId: string,
  integrationId: string,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `SELECT FROM sync_run WHERE workspace_id = $1 AND integration_id = $2 AND status IN ('queued', 'running')`,
    [workspaceId, integrationId],
  );
  return (rowCount ?? 0) > 0;
}

/** Asks the process that runs a sync to stop it. @returns the run's status, null where there is no such run. */
export async function requestCancel(
  db: Queryable,
  { workspaceId, syncRunId }: SyncRunRef,
): Promise<SyncStatus | null> {
  const { rows } = await db.query<{ status: SyncStatus }>(
    `UPDATE sync_run SET cancel_requested_at = CASE WHEN status IN ('queued', 'running') THEN now() END
     WHERE workspace_id = $1 AND id = $2 RETURNING status`,
    [workspaceId, syncRunId],
  );
  return rows[0]?.status ?? null;
}

export async function isCancelRequested(
  db: Queryable,
  { workspaceId, syncRunId }: SyncRunRef,
): Promise<boolean> {
  const { rows } = await db.query<{ requested: boolean }>(
    'SELECT cancel_requested_at IS NOT NULL AS requested FROM sync_run WHERE workspace_id = $1 AND id = $2',
    [workspaceId, syncRunId],
  );
  return rows[0]?.requested === true;
}
