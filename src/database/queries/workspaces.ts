import type { Tolerance } from '../../domain/line-item.ts';
import type { Plan } from '../../domain/plans.ts';
import type { Queryable } from '../connect.ts';

export type Workspace = {
  id: string;
  name: string;
  plan: Plan;
  currency: string;
  timeZone: string;
  /** null: none. */
  tolerance: Tolerance | null;
  staleAfterHours: number;
  defaultPsaIntegrationId: string | null;
  /** Start of the last good sync of the default PSA. */
  lastPsaSyncAt: Date | null;
  isDemo: boolean;
};

type WorkspaceRow = {
  workspace_id: string;
  name: string;
  plan: Plan;
  currency: string;
  time_zone: string;
  tolerance_units: string | null;
  tolerance_percent: string | null;
  stale_after_hours: string;
  default_psa_integration_id: string | null;
  last_good_sync_at: Date | null;
  is_demo: boolean;
};

/** @returns null where there is no such workspace. */
export async function getWorkspace(db: Queryable, workspaceId: string): Promise<Workspace | null> {
  const { rows } = await db.query<WorkspaceRow>(
    `SELECT w.*, i.last_good_sync_at FROM workspace w
     LEFT JOIN integration i ON i.workspace_id = w.workspace_id AND i.id = w.default_psa_integration_id
     WHERE w.workspace_id = $1`,
    [workspaceId],
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

function fromRow(row: WorkspaceRow): Workspace {
  return {
    id: row.workspace_id,
    name: row.name,
    plan: row.plan,
    currency: row.currency,
    timeZone: row.time_zone,
    tolerance: toTolerance(row.tolerance_units, row.tolerance_percent),
    staleAfterHours: Number(row.stale_after_hours),
    defaultPsaIntegrationId: row.default_psa_integration_id,
    lastPsaSyncAt: row.last_good_sync_at,
    isDemo: row.is_demo,
  };
}

/** Two nullable columns as a tolerance; null where both are. */
export function toTolerance(units: string | null, percent: string | null): Tolerance | null {
  if (units === null && percent === null) {
    return null;
  }
  return {
    ...(units === null ? {} : { units: Number(units) }),
    ...(percent === null ? {} : { percent: Number(percent) }),
  };
}

export type NewWorkspace = { id: string; name: string; plan: Plan; isDemo: boolean };

export async function insertWorkspace(
  db: Queryable,
  { id, name, plan, isDemo }: NewWorkspace,
): Promise<void> {
  await db.query('INSERT INTO workspace (workspace_id, name, plan, is_demo) VALUES ($1, $2, $3, $4)', [
    id,
    name,
    plan,
    isDemo,
  ]);
}

export type WorkspaceChange = Partial<
  Pick<
    Workspace,
    'name' | 'currency' | 'timeZone' | 'tolerance' | 'staleAfterHours' | 'defaultPsaIntegrationId'
  >
>;

/** Writes the given settings; the others stay. */
export async function updateWorkspace(
  db: Queryable,
  workspaceId: string,
  change: WorkspaceChange,
): Promise<void> {
  const changesTolerance = change.tolerance !== undefined;
  await db.query(
    `UPDATE workspace SET
       name = coalesce($2, name), currency = coalesce($3, currency), time_zone = coalesce($4, time_zone),
       stale_after_hours = coalesce($5, stale_after_hours),
       default_psa_integration_id = coalesce($6, default_psa_integration_id),
       tolerance_units = CASE WHEN $7 THEN $8 ELSE tolerance_units END,
       tolerance_percent = CASE WHEN $7 THEN $9 ELSE tolerance_percent END
     WHERE workspace_id = $1`,
    [
      workspaceId,
      change.name ?? null,
      change.currency ?? null,
      change.timeZone ?? null,
      change.staleAfterHours ?? null,
      change.defaultPsaIntegrationId ?? null,
      changesTolerance,
      change.tolerance?.units ?? null,
      change.tolerance?.percent ?? null,
    ],
  );
}

/** Whether any workspace exists: an instance without one is not set up. */
export async function hasWorkspaces(db: Queryable): Promise<boolean> {
  const { rows } = await db.query('SELECT 1 FROM workspace LIMIT 1');
  return rows.length > 0;
}

/** When the workspace's results change by themselves next: a day begins, or a source becomes stale. */
export async function setNextDue(db: Queryable, workspaceId: string, dueAt: Date): Promise<void> {
  await db.query(
    'UPDATE workspace SET results_due_at = $2 WHERE workspace_id = $1 AND results_due_at IS DISTINCT FROM $2',
    [workspaceId, dueAt],
  );
}

/** Ids of the workspaces whose results are due by the clock. */
export async function listDueWorkspaces(db: Queryable, now: Date): Promise<string[]> {
  const { rows } = await db.query<{ workspace_id: string }>(
    'SELECT workspace_id FROM workspace WHERE results_due_at <= $1',
    [now],
  );
  return rows.map((row) => row.workspace_id);
}
