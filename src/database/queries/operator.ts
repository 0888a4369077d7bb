import type { Plan } from '../../domain/plans.ts';
import type { Queryable } from '../connect.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';

/** What the operator sees of a workspace: none of its content. */
export type OperatedWorkspace = {
  id: string;
  name: string;
  plan: Plan;
  createdAt: Date;
  suspendedAt: Date | null;
};

const COLUMNS = 'workspace_id AS id, name, plan, created_at AS "createdAt", suspended_at AS "suspendedAt"';

/** Oldest first. */
export async function listWorkspaces(db: Queryable, request: PageRequest): Promise<Page<OperatedWorkspace>> {
  const cursor = decodeCursor(request.cursor, 2);
  const { rows } = await db.query<OperatedWorkspace & { position: string }>(
    `SELECT ${COLUMNS}, created_at::text AS position FROM workspace
     WHERE $1::timestamptz IS NULL OR (created_at, workspace_id) > ($1::timestamptz, $2)
     ORDER BY created_at, workspace_id LIMIT $3`,
    [cursor?.[0] ?? null, cursor?.[1] ?? null, request.limit + 1],
  );
  const { rows: totals } = await db.query<{ total: number }>('SELECT count(*) AS total FROM workspace');
  const present = ({ position: _, ...workspace }: OperatedWorkspace & { position: string }) => workspace;
  return toPage(rows, request, totals[0]?.total ?? 0, ({ position, id }) => [position, id], present);
}

export type OperatedChange = { plan?: Plan | undefined; suspended?: boolean | undefined };

/** Changes what is given. @returns the workspace as it is then, or null */
export async function updateOperated(
  db: Queryable,
  workspaceId: string,
  { plan, suspended }: OperatedChange,
): Promise<OperatedWorkspace | null> {
  const { rows } = await db.query<OperatedWorkspace>(
    `UPDATE workspace SET plan = coalesce($2, plan),
       suspended_at = CASE WHEN $3::boolean IS NULL THEN suspended_at WHEN $3 THEN coalesce(suspended_at, now()) END
     WHERE workspace_id = $1 RETURNING ${COLUMNS}`,
    [workspaceId, plan ?? null, suspended ?? null],
  );
  return rows[0] ?? null;
}

/** @returns null where there is no such workspace. */
export async function getOperated(db: Queryable, workspaceId: string): Promise<OperatedWorkspace | null> {
  const { rows } = await db.query<OperatedWorkspace>(
    `SELECT ${COLUMNS} FROM workspace WHERE workspace_id = $1 FOR UPDATE`,
    [workspaceId],
  );
  return rows[0] ?? null;
}
