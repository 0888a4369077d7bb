import type { Queryable } from '../connect.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';
import type { ResultGroup } from './result-groups.ts';
import type { Summary } from './summary.ts';

export type Run = {
  id: number;
  createdAt: Date;
  trigger: string;
  changedRows: number;
  totals: Summary /** Start of the last good sync of every integration at that time, by its id. */;
  asOf: Record<string, string | null>;
};

/** One run of a workspace at a time: the lock is held until the transaction ends. */
export async function lockRuns(db: Queryable, workspaceId: string): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended('reconciliation ' || $1, 0))`, [workspaceId]);
}

/** Undoes in the end what is done within: what was worked out is known, and nothing is stored. */
export async function undoing<Result>(db: Queryable, work: () => Promise<Result>): Promise<Result> {
  await db.query('SAVEPOINT undone');
  const result = await work();
  await db.query('ROLLBACK TO SAVEPOINT undone');
  return result;
}

/** Begins a run; its totals are written when they are known. */
export async function insertRun(
  db: Queryable,
  workspaceId: string,
  trigger: string,
  asOf: Record<string, Date | null>,
): Promise<{ id: number; createdAt: Date }> {
  const { rows } = await db.query<{ id: number; createdAt: Date }>(
    `INSERT INTO reconciliation_run (workspace_id, created_at, trigger, changed_rows, totals, as_of)
     VALUES ($1, clock_timestamp(), $2, 0, '{}', $3) RETURNING id, created_at AS "createdAt"`,
    [workspaceId, trigger, JSON.stringify(asOf)],
  );
  const [run] = rows;
  if (run === undefined) {
    throw new Error('a run was inserted but not returned');
  }
  return run;
}

export async function completeRun(
  db: Queryable,
  workspaceId: string,
  runId: number,
  changedRows: number,
  totals: Summary,
  groups: readonly ResultGroup[],
): Promise<void> {
  await db.query(
    `UPDATE reconciliation_run SET changed_rows = $3, totals = $4, result_groups = $5
     WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, runId, changedRows, JSON.stringify(totals), JSON.stringify(groups)],
  );
}

const RUN_COLUMNS =
  'id, created_at AS "createdAt", trigger, changed_rows AS "changedRows", totals, as_of AS "asOf"';

/** @param runId as the client gave it; anything that is no run's id is simply not found. */
export async function getRun(db: Queryable, workspaceId: string, runId: string): Promise<Run | null> {
  if (!/^\d{1,18}$/.test(runId)) {
    return null;
  }
  const { rows } = await db.query<Run>(
    `SELECT ${RUN_COLUMNS} FROM reconciliation_run WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, runId],
  );
  return rows[0] ?? null;
}

/** The last run that began before a time, or null. */
export async function getRunBefore(db: Queryable, workspaceId: string, time: Date): Promise<Run | null> {
  const { rows } = await db.query<Run>(
    `SELECT ${RUN_COLUMNS} FROM reconciliation_run WHERE workspace_id = $1 AND created_at < $2
     ORDER BY created_at DESC, id DESC LIMIT 1`,
    [workspaceId, time],
  );
  return rows[0] ?? null;
}

/** The last run up to the end of a calendar day in a time zone, or null. */
export async function getRunOfDay(
  db: Queryable,
  workspaceId: string,
  timeZone: string,
  day: string,
): Promise<Run | null> {
  const { rows } = await db.query<Run>(
    `SELECT ${RUN_COLUMNS} FROM reconciliation_run
     WHERE workspace_id = $1 AND created_at < ($3::date + 1)::timestamp AT TIME ZONE $2
     ORDER BY created_at DESC, id DESC LIMIT 1`,
    [workspaceId, timeZone, day],
  );
  return rows[0] ?? null;
}

/** Latest first. @param includesUnchanged also those that changed nothing. */
export async function listRuns(
  db: Queryable,
  workspaceId: string,
  request: PageRequest & { includesUnchanged: boolean },
): Promise<Page<Run>> {
  const cursor = decodeCursor(request.cursor, 1);
  const where = 'workspace_id = $1 AND ($2 OR changed_rows > 0)';
  const { rows } = await db.query<Run>(
    `SELECT ${RUN_COLUMNS} FROM reconciliation_run WHERE ${where} AND ($3::bigint IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [workspaceId, request.includesUnchanged, cursor?.[0] ?? null, request.limit + 1],
  );
  const { rows: totals } = await db.query<{ total: number }>(
    `SELECT count(*) AS total FROM reconciliation_run WHERE ${where}`,
    [workspaceId, request.includesUnchanged],
  );
  return toPage(
    rows,
    request,
    Number(totals[0]?.total ?? 0),
    (run) => [run.id],
    (run) => run,
  );
}

/** The last run of every day up to one, oldest first. Days are those of a time zone. */
export async function listLastRunsOfDays(
  db: Queryable,
  workspaceId: string,
  timeZone: string,
  lastDay: string,
): Promise<{ day: string; id: number }[]> {
  const { rows } = await db.query<{ day: string; id: number }>(
    `SELECT (created_at AT TIME ZONE $2)::date AS day, max(id) AS id FROM reconciliation_run
     WHERE workspace_id = $1 AND (created_at AT TIME ZONE $2)::date <= $3::date GROUP BY 1 ORDER BY 1`,
    [workspaceId, timeZone, lastDay],
  );
  return rows;
}
