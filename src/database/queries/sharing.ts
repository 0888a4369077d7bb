import type { Queryable } from '../connect.ts';

/** Joins lines into one group that shares a count; a line that was separated is no longer. */
export async function joinSharing(
  db: Queryable,
  workspaceId: string,
  lineItemIds: readonly string[],
  group: string,
): Promise<void> {
  await db.query(
    `INSERT INTO line_decision (workspace_id, line_item_id, share_group) SELECT $1, unnest($2::text[]), $3
     ON CONFLICT (workspace_id, line_item_id) DO UPDATE SET share_group = $3, is_separate = false`,
    [workspaceId, lineItemIds, group],
  );
}

/** Takes a line out of every group: it shares with no other. */
export async function separateSharing(db: Queryable, workspaceId: string, lineItemId: string): Promise<void> {
  await db.query(
    `INSERT INTO line_decision (workspace_id, line_item_id, is_separate) VALUES ($1, $2, true)
     ON CONFLICT (workspace_id, line_item_id) DO UPDATE SET share_group = NULL, is_separate = true, takes_rest = false`,
    [workspaceId, lineItemId],
  );
}

/** Names the line of a group that takes what the others leave. @param groupIds every line of the group. */
export async function takeRest(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
  groupIds: readonly string[],
): Promise<void> {
  await db.query(
    'UPDATE line_decision SET takes_rest = false WHERE workspace_id = $1 AND line_item_id = ANY ($2)',
    [workspaceId, groupIds],
  );
  await db.query(
    `INSERT INTO line_decision (workspace_id, line_item_id, takes_rest) VALUES ($1, $2, true)
     ON CONFLICT (workspace_id, line_item_id) DO UPDATE SET takes_rest = true`,
    [workspaceId, lineItemId],
  );
}

/** Undoes what a person changed: the line shares with those of its product and measure again. */
export async function clearSharing(db: Queryable, workspaceId: string, lineItemId: string): Promise<void> {
  await db.query(
    `UPDATE line_decision SET share_group = NULL, is_separate = false, takes_rest = false
     WHERE workspace_id = $1 AND line_item_id = $2`,
    [workspaceId, lineItemId],
  );
}
