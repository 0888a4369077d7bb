import type { Queryable } from '../connect.ts';

/** Whether the workspace has an organization with this id. */
export async function organizationExists(db: Queryable, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await db.query(
    'SELECT 1 FROM organization WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL',
    [workspaceId, id],
  );
  return rows.length > 0;
}
